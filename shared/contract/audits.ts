import { z } from 'zod';
import { calibrationRowSchema } from '../domain/audit.ts';
import { calibrationSchema } from '../domain/calibration.ts';
import { checkProgressSchema } from '../domain/check.ts';
import { auditRowSchema, auditSummarySchema, storedAuditSchema } from '../domain/gradient-audit.ts';
import { runSchema } from '../domain/run.ts';
import { uniquenessSchema } from '../domain/uniqueness.ts';
import { figureSourceSchema } from './figures.ts';
import { procedure } from './procedure.ts';

/** By which the caller cancels it; one is made up where none is given. */
const jobId = z.string().min(1).max(100).optional();
/** Starts that a uniqueness check compares. */
const starts = z.number().int().min(2).max(20).default(3);

/** Records that another version stored and this one cannot read, and why; absent where all can be read. */
const unreadable = z.array(z.strictObject({ id: z.string(), why: z.string() })).optional();

/** Random directions of an audit, and accepted steps at most of the attack along each gradient; 0 makes none. */
function extent(directions: number) {
  return {
    directions: z.number().int().min(1).max(50).default(directions),
    iterations: z.number().int().min(0).max(50).default(5),
  };
}

/**
 * Checks that earn belief: gradients against retraining, learners against published values. Where one that is under
 * way stands is told on topic `audits.progress`.
 */
export const audits = {
  /** Those under way. */
  running: procedure(z.strictObject({}), z.strictObject({ checks: z.array(checkProgressSchema) })),
  cancel: procedure(z.strictObject({ jobId: z.string() }), z.strictObject({ cancelled: z.boolean() })),
  /** Of the first configuration that a campaign expands to; `cached` where one of as many directions and iterations is stored. */
  audit: procedure(
    z.strictObject({ campaign: z.unknown(), ...extent(5), jobId }),
    z.strictObject({ audits: z.array(auditRowSchema), audit: storedAuditSchema, cached: z.boolean() }),
  ),
  /** Of the configuration of a run, whatever its attack and gradient. */
  auditRun: procedure(
    z.strictObject({ run: z.string(), ...extent(10), jobId }),
    z.strictObject({ audit: storedAuditSchema, cached: z.boolean() }),
  ),
  /** The stored audit of a run's configuration and this extent, else the latest of another, and about how long one of this extent would take. */
  auditOf: procedure(
    z.strictObject({ run: z.string(), ...extent(10) }),
    z.strictObject({
      /** What an audit of it is about, as its progress names it. */
      subject: z.string(),
      audit: storedAuditSchema.nullable(),
      estimateSeconds: z.number().nullable(),
    }),
  ),
  /** Those that are stored, latest first. */
  storedAudits: procedure(z.strictObject({}), z.strictObject({ audits: z.array(auditSummarySchema), unreadable })),
  /** By key. */
  showAudit: procedure(z.strictObject({ audit: z.string() }), z.strictObject({ audit: storedAuditSchema })),
  /** Of a finished run; `cached` where a stored check compared as many starts. */
  uniqueness: procedure(
    z.strictObject({ run: z.string(), starts, jobId }),
    z.strictObject({ run: z.string(), cached: z.boolean(), check: uniquenessSchema }),
  ),
  /** Before it is made: how many trainings, and how long they take; null where nothing like it was measured. */
  uniquenessCost: procedure(
    z.strictObject({ run: z.string(), starts }),
    z.strictObject({ trainings: z.number().int(), estimateSeconds: z.number().nullable() }),
  ),
  /** Runs of the source that were checked, in its order. */
  checked: procedure(
    z.strictObject({ source: figureSourceSchema }),
    z.strictObject({ checks: z.array(z.strictObject({ run: runSchema, check: uniquenessSchema })) }),
  ),
  /** Keys of the runs that a report of the source would check, those that matter most first. */
  unchecked: procedure(
    z.strictObject({ source: figureSourceSchema }),
    z.strictObject({ runs: z.array(z.string()), estimateSeconds: z.number().nullable() }),
  ),
  /** On the data sets named, or on the first of each release that is there; kept in the library. */
  calibrate: procedure(
    z.strictObject({ datasets: z.array(z.string()).optional(), jobId }),
    z.strictObject({ rows: z.array(calibrationRowSchema), calibration: calibrationSchema }),
  ),
  /** Those that were kept, latest first. */
  calibrations: procedure(z.strictObject({}), z.strictObject({ calibrations: z.array(calibrationSchema), unreadable })),
};
