import { z } from 'zod';
import { auditRowSchema, calibrationRowSchema } from '../domain/audit.ts';
import { uniquenessSchema } from '../domain/uniqueness.ts';
import { figureSourceSchema } from './figures.ts';
import { procedure } from './procedure.ts';

/** Checks that earn belief: gradients against retraining, learners against published values. */
export const audits = {
  audit: procedure(
    z.strictObject({ campaign: z.unknown(), directions: z.number().int().min(1).max(50).default(5) }),
    z.strictObject({ audits: z.array(auditRowSchema) }),
  ),
  /** Of a finished run; `cached` where a stored check compared as many starts. */
  uniqueness: procedure(
    z.strictObject({ run: z.string(), starts: z.number().int().min(2).max(20).default(3) }),
    z.strictObject({ run: z.string(), cached: z.boolean(), check: uniquenessSchema }),
  ),
  /** Keys of the runs that a report of the source would check, those that matter most first. */
  unchecked: procedure(
    z.strictObject({ source: figureSourceSchema }),
    z.strictObject({ runs: z.array(z.string()) }),
  ),
  calibrate: procedure(z.strictObject({}), z.strictObject({ rows: z.array(calibrationRowSchema) })),
};
