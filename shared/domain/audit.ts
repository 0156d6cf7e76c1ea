import { z } from 'zod';

/** One published value of a learner beside ours. */
export const calibrationRowSchema = z.strictObject({
  check: z.string(),
  protocol: z.string(),
  published: z.string(),
  /** Who published it, or how it is known; absent in records of before it was told. */
  source: z.string().optional(),
  /** Null when the data is not at hand. */
  measured: z.number().nullable(),
  band: z.tuple([z.number(), z.number()]).nullable(),
  /** `yes`, `no`, `no data`, or `orientation` for rows that are shown but not judged. */
  ok: z.enum(['yes', 'no', 'no data', 'orientation']),
  /** The same in words: within the band, outside it, or not judged. */
  status: z.enum(['ok', 'off', 'no data', 'orientation']),
  /** One measurement per split, where there are several; `measured` is their mean. */
  values: z.array(z.number()).optional(),
  /** Layout of the release that the value is of; absent where nothing is measured. */
  release: z.string().optional(),
  /** Of the random splits and starts that it is measured with; absent where chance has no part. */
  seeds: z.array(z.number().int()).optional(),
});
export type CalibrationRow = z.infer<typeof calibrationRowSchema>;
