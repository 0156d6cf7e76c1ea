import { z } from 'zod';
import { campaignCheckSchema, campaignSchema } from '../domain/campaign.ts';
import { procedure } from './procedure.ts';

const summary = z.strictObject({
  name: z.string(),
  /** Runs it expands to, and how many of them are stored. */
  runs: z.number().int(),
  done: z.number().int(),
  /** Runs of it that its list shows: queued once, and not in the bin. */
  listed: z.number().int(),
  datasetName: z.string(),
  updatedAt: z.string(),
  /** True while its runs are queued or running. */
  active: z.boolean(),
});

/** What a campaign finds in the library under its name. */
const meetingSchema = z.strictObject({
  /** Whether a campaign of that name is saved: the same one, one whose runs are all in this one as well, or another. */
  saved: z.enum(['none', 'same', 'grown', 'other']),
  /** Runs outside the bin that no campaign would list any more if this one took the saved one's place. */
  runsLeft: z.number().int(),
});

/** Saved campaigns and presets. A campaign is known by its name. */
export const campaigns = {
  list: procedure(z.strictObject({}), z.strictObject({ campaigns: z.array(summary) })),
  get: procedure(z.strictObject({ campaign: z.string() }), z.strictObject({ campaign: campaignSchema })),
  /** Stores the campaign under its name, over the saved one that `replaces` names. Any other campaign of that name is a conflict. */
  save: procedure(
    z.strictObject({ campaign: campaignSchema, replaces: z.string().optional() }),
    z.strictObject({ campaign: campaignSchema }),
  ),
  meet: procedure(z.strictObject({ campaign: campaignSchema }), meetingSchema),
  /**
   * Stores the campaign in place of the one that has its name, which goes into the bin with its report: there `binned`
   * names it, by which `takeBack` undoes this replacement and no other.
   */
  replace: procedure(
    z.strictObject({ campaign: campaignSchema }),
    z.strictObject({ campaign: campaignSchema, binned: z.number().int() }),
  ),
  takeBack: procedure(
    z.strictObject({ campaign: z.string(), binned: z.number().int() }),
    z.strictObject({ campaign: campaignSchema }),
  ),
  delete: procedure(z.strictObject({ campaign: z.string() }), z.strictObject({ campaign: z.string() })),
  restore: procedure(z.strictObject({ campaign: z.string() }), z.strictObject({ campaign: campaignSchema })),
  presets: procedure(
    z.strictObject({}),
    z.strictObject({
      presets: z.array(
        z.strictObject({ id: z.string(), title: z.string(), summary: z.string(), campaign: campaignSchema }),
      ),
    }),
  ),
  /** `campaign` is untyped here: validation with field paths is the point of the procedure. */
  check: procedure(z.strictObject({ campaign: z.unknown() }), campaignCheckSchema),
  /** A campaign file chosen by the person, parsed but not saved; `meet` says what it finds under its name. */
  open: procedure(z.strictObject({ fileId: z.string() }), z.strictObject({ campaign: campaignSchema })),
};
