import { z } from 'zod';
import { calibrationRowSchema } from './audit.ts';
import type { Dataset } from './dataset.ts';

/** Releases that published values are of, by the layout that importing finds, with the ratings of the whole. */
export const calibrationReleases = [
  { layout: 'ml-100k', title: 'MovieLens 100K', ratings: 100_000 },
  { layout: 'ml-1m', title: 'MovieLens 1M', ratings: 1_000_209 },
  { layout: 'ml-10m', title: 'MovieLens 10M', ratings: 10_000_054 },
] as const;
export type CalibrationRelease = (typeof calibrationReleases)[number];

/** The release that a data set is the whole of; undefined for a part of one, and for any other data. */
export function releaseOf({ layout, ratings }: Pick<Dataset, 'layout' | 'ratings'>): CalibrationRelease | undefined {
  return calibrationReleases.find((release) => release.layout === layout && release.ratings === ratings);
}

/** A calibration as it was made: its rows, and where their numbers come from. */
export const calibrationSchema = z.strictObject({
  /** Counts up in a library. */
  id: z.number().int(),
  rows: z.array(calibrationRowSchema),
  /** What it measured on, at most one of each release. */
  datasets: z.array(
    z.strictObject({
      name: z.string(),
      fingerprint: z.string(),
      layout: z.string(),
      users: z.number().int(),
      items: z.number().int(),
      ratings: z.number().int(),
    }),
  ),
  application: z.string(),
  /** `learner:als@revision`, that of the numeric layer and that of the checks themselves. */
  revisions: z.array(z.string()),
  precision: z.string(),
  kernels: z.string(),
  wasmHash: z.string().nullable(),
  /** SHA-256 of a 256-value arithmetic probe. */
  arithmeticProbe: z.string(),
  node: z.string(),
  v8: z.string(),
  os: z.string(),
  arch: z.string(),
  host: z.string(),
  threads: z.number().int(),
  startedAt: z.string(),
  finishedAt: z.string(),
  /** Of computing. */
  seconds: z.number(),
});
export type Calibration = z.infer<typeof calibrationSchema>;
