import { z } from 'zod';
import { auditRowSchema, calibrationRowSchema } from '../domain/audit.ts';
import { calibrationSchema } from '../domain/calibration.ts';
import { checkProgressSchema } from '../domain/check.ts';
import { uniquenessSchema } from '../domain/uniqueness.ts';
import { figureSourceSchema } from './figures.ts';
import { procedure } from './procedure.ts';

/** By which the caller cancels it; one is made up where none is given. */
const jobId = z.string().min(1).max(100).optional();

/**
 * Checks that earn belief: gradients against retraining, learners against published values. Where one that is under
 * way stands is told on topic `audits.progress`.
 */
export const audits = {
  /** Those under way. */
  running: procedure(z.strictObject({}), z.strictObject({ checks: z.array(checkProgressSchema) })),
  cancel: procedure(z.strictObject({ jobId: z.string() }), z.strictObject({ cancelled: z.boolean() })),
  audit: procedure(
    z.strictObject({ campaign: z.unknown(), directions: z.number().int().min(1).max(50).default(5) }),
    z.strictObject({ audits: z.array(auditRowSchema) }),
  ),
  /** Of a finished run; `cached` where a stored check compared as many starts. */
  uniqueness: procedure(
    z.strictObject({ run: z.string(), starts: z.number().int().min(2).max(20).default(3), jobId }),
    z.strictObject({ run: z.string(), cached: z.boolean(), check: uniquenessSchema }),
  ),
  /** Keys of the runs that a report of the source would check, those that matter most first. */
  unchecked: procedure(
    z.strictObject({ source: figureSourceSchema }),
    z.strictObject({ runs: z.array(z.string()) }),
  ),
  /** On the data sets named, or on the first of each release that is there; kept in the library. */
  calibrate: procedure(
    z.strictObject({ datasets: z.array(z.string()).optional(), jobId }),
    z.strictObject({ rows: z.array(calibrationRowSchema), calibration: calibrationSchema }),
  ),
  /** Those that were kept, latest first. */
  calibrations: procedure(z.strictObject({}), z.strictObject({ calibrations: z.array(calibrationSchema) })),
};
