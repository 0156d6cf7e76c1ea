import { z } from 'zod';

/** What one data set takes up, in bytes. */
export const datasetUseSchema = z.strictObject({
  fingerprint: z.string(),
  name: z.string(),
  /** In the bin since (ISO 8601, UTC); null otherwise. */
  deletedAt: z.string().nullable(),
  /** Its ratings. */
  ratings: z.number(),
  /** Clean models trained on it, and what they keep. */
  models: z.number().int(),
  modelBytes: z.number(),
  /** Runs on it, in the bin or not, and what they keep. */
  runs: z.number().int(),
  runBytes: z.number(),
});
export type DatasetUse = z.infer<typeof datasetUseSchema>;

/** Parts of a library on the disk, in bytes. */
export const libraryPartsSchema = z.strictObject({
  /** Records, and payloads that are small. */
  database: z.number(),
  /** Large payloads, in files of their own: profiles, traces, clean models. */
  blobs: z.number(),
  ratings: z.number(),
  /** Of runs that were begun and not finished. */
  checkpoints: z.number(),
  /** Copies of the database from before it was brought up to date. */
  backups: z.number(),
  /** Uploads and exports of windows that are open. */
  scratch: z.number(),
});
export type LibraryParts = z.infer<typeof libraryPartsSchema>;

/** Where work on the library as a whole stands. */
export const libraryProgressSchema = z.strictObject({
  work: z.enum(['move', 'backup', 'restore']),
  /** Plain words: "copying files". */
  phase: z.string(),
  bytes: z.number(),
  /** 0 while nobody knows. */
  totalBytes: z.number(),
  /** True once, at the end, however it ended. */
  ended: z.boolean(),
});
export type LibraryWork = z.infer<typeof libraryProgressSchema>;
