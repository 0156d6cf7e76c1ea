import { z } from 'zod';
import { auditRowSchema, calibrationRowSchema } from '../domain/audit.ts';
import { procedure } from './procedure.ts';

/** Checks that earn belief: gradients against retraining, learners against published values. */
export const audits = {
  audit: procedure(
    z.strictObject({ campaign: z.unknown(), directions: z.number().int().min(1).max(50).default(5) }),
    z.strictObject({ audits: z.array(auditRowSchema) }),
  ),
  calibrate: procedure(z.strictObject({}), z.strictObject({ rows: z.array(calibrationRowSchema) })),
};
