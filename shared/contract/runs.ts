import { z } from 'zod';
import { provenanceSchema, runSchema, seriesSchema } from '../domain/run.ts';
import { uniquenessSchema } from '../domain/uniqueness.ts';
import { procedure } from './procedure.ts';

const reference = z.strictObject({ run: z.string() });

/** Saved runs. `run` is a key or an unambiguous prefix of one. */
export const runs = {
  list: procedure(
    z.strictObject({ campaign: z.string().optional(), deleted: z.boolean().default(false) }),
    z.strictObject({ runs: z.array(runSchema) }),
  ),
  show: procedure(
    reference,
    z.strictObject({ run: runSchema, series: seriesSchema.nullable(), provenance: provenanceSchema.nullable(), uniqueness: uniquenessSchema.nullable().optional() }),
  ),
  /** Fields whose values differ, dotted paths; metrics included. */
  diff: procedure(
    z.strictObject({ runs: z.tuple([z.string(), z.string()]) }),
    z.strictObject({
      differences: z.array(z.strictObject({ path: z.string(), left: z.unknown(), right: z.unknown() })),
    }),
  ),
  delete: procedure(z.strictObject({ runs: z.array(z.string()).min(1) }), z.strictObject({ runs: z.array(z.string()) })),
  restore: procedure(z.strictObject({ runs: z.array(z.string()).min(1) }), z.strictObject({ runs: z.array(z.string()) })),
};
