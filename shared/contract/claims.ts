import { z } from 'zod';
import { paperRequestSchema } from '../domain/paper.ts';
import { runSchema } from '../domain/run.ts';
import { judgedClaimSchema } from '../domain/claim.ts';
import { procedure } from './procedure.ts';

/** The paper's claims. */
export const claims = {
  /** Judged from every finished run of the library, or from those of one campaign, or on one data set and its subsets. */
  judge: procedure(
    z.strictObject({ campaign: z.string().optional(), dataset: z.string().optional() }),
    z.strictObject({ claims: z.array(judgedClaimSchema) }),
  ),
  /** The runs that one setting of a claim was read off, by its switches as the judged claim has them; short prefixes, for the list of runs. */
  runs: procedure(
    z.strictObject({ claim: z.string(), switches: z.record(z.string(), z.string()) }),
    z.strictObject({ runs: z.array(z.string()) }),
  ),
  /** What {@link claims.reproduce} would queue, before it does: changes nothing. Panels that the data cannot serve have no runs. */
  plan: procedure(
    paperRequestSchema,
    z.strictObject({
      /** Distinct runs of all panels, and how many of them are stored. */
      runs: z.number().int(),
      cached: z.number().int(),
      /** Seconds for the others, from measured speed; null when nothing is known yet. */
      estimateSeconds: z.number().nullable(),
    }),
  ),
  /** Queues what is not stored of the paper's panels; a panel whose campaign the data cannot serve says why. */
  reproduce: procedure(
    paperRequestSchema,
    z.strictObject({
      panels: z.array(
        z.strictObject({ id: z.string(), title: z.string(), campaign: z.string(), runs: z.number().int(), error: z.string().optional() }),
      ),
      /** Every distinct run of them, stored ones included. */
      runs: z.array(runSchema),
    }),
  ),
};
