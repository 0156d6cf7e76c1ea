import { z } from 'zod';
import { itemOrders, itemShiftSchema, runEffectSchema } from '../domain/run-effect.ts';
import { figureTableSchema } from '../domain/table.ts';
import { procedure } from './procedure.ts';

/** By which the caller cancels it; one is made up where none is given. */
const jobId = z.string().min(1).max(100).optional();
/** Key of a run, or an unambiguous prefix of one. */
const run = z.string();

/** What a finished run did to predictions, and what its malicious profiles look like. */
export const effects = {
  /** Null where it was not computed yet; then about how long that takes, null where nothing like it was measured. */
  known: procedure(
    z.strictObject({ run }),
    z.strictObject({ effect: runEffectSchema.nullable(), estimateSeconds: z.number().nullable() }),
  ),
  /** The stored one, else the model is retrained now; progress on topic `audits.progress`, cancelled by `audits.cancel`. */
  compute: procedure(z.strictObject({ run, jobId }), z.strictObject({ effect: runEffectSchema })),
  /** A part of all items, ordered; `total` counts those that the search finds. */
  items: procedure(
    z.strictObject({
      run,
      order: z.enum(itemOrders).default('shift'),
      descending: z.boolean().default(true),
      search: z.string().max(200).default(''),
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(1000).default(50),
    }),
    z.strictObject({ rows: z.array(itemShiftSchema), total: z.number().int() }),
  ),
  /** The table of a figure of one run; `target` is the id of one of its targets, the first where absent. */
  figure: procedure(z.strictObject({ run, figure: z.string(), target: z.string().optional() }), figureTableSchema),
};
