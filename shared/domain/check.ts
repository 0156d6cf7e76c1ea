import { z } from 'zod';

/** Checks that compute for a while, other than runs. */
export const checkKinds = ['audit', 'uniqueness', 'calibration', 'clean-model', 'effect'] as const;

/** Where a check that is under way stands. */
export const checkProgressSchema = z.strictObject({
  /** By which it is cancelled. */
  jobId: z.string(),
  kind: z.enum(checkKinds),
  /** What it is about: the key of a run, the subject of an audit, the key of a clean model; empty for the library as a whole. */
  subject: z.string(),
  /** Plain words: "poisoned training, random 1 start". */
  phase: z.string(),
  /** Parts that are done, of so many; 0 of 0 while nothing is known. */
  iteration: z.number().int(),
  iterations: z.number().int(),
  elapsedSeconds: z.number(),
  /** As the job tells, else as if every part took as long as those that are done; null while nothing is known. */
  etaSeconds: z.number().nullable(),
  /** True once, at the end, however it ended. */
  ended: z.boolean(),
});
export type CheckProgress = z.infer<typeof checkProgressSchema>;
