import { z } from 'zod';

/** The rating scale in stars; `observed` says that it was read off the data, not declared. */
export const scaleSchema = z.strictObject({
  min: z.number(),
  max: z.number(),
  step: z.number(),
  observed: z.boolean(),
});
export type RatingScale = z.infer<typeof scaleSchema>;

/** shifted = stars * multiply + add; shifted ratings span [-2, 2]. */
export const shiftSchema = z.strictObject({ multiply: z.number(), add: z.number() });
export type RatingShift = z.infer<typeof shiftSchema>;

/** What an import read and what it left out; `rows` = `kept` + the sum of `droppedByReason`. */
export const importReportSchema = z.strictObject({
  rows: z.number().int(),
  kept: z.number().int(),
  droppedByReason: z.record(z.string(), z.number().int()),
  /** Users and items of the file that no kept rating mentions. */
  usersLeftOut: z.number().int().optional(),
  itemsLeftOut: z.number().int().optional(),
});
export type ImportReport = z.infer<typeof importReportSchema>;

/** Choices of an import; the defaults are those of the command line. */
export const importOptionsSchema = z.strictObject({
  name: z.string().min(1).max(120).optional(),
  minRatings: z.number().int().min(0).default(20),
  topUsers: z.number().int().min(1).optional(),
  topItems: z.number().int().min(1).optional(),
  scale: z.strictObject({ min: z.number(), max: z.number(), step: z.number().positive() }).optional(),
  duplicates: z.enum(['error', 'first', 'last', 'mean']).default('error'),
  badRows: z.enum(['error', 'skip']).default('error'),
});
export type ImportOptions = z.infer<typeof importOptionsSchema>;

/** A data set as listed; the ratings themselves stay in the binary cache. */
export const datasetSchema = z.strictObject({
  name: z.string(),
  /** SHA-256 (hex) of the canonical content: ids, ratings, scale and shift. */
  fingerprint: z.string(),
  users: z.number().int(),
  items: z.number().int(),
  ratings: z.number().int(),
  scale: scaleSchema,
  shift: shiftSchema,
  report: importReportSchema,
  /** How it was recognised: `ml-100k`, `ml-latest`, `csv`, `built-in`, `subset` ... */
  layout: z.string(),
  /** Base name of the file that it was imported from; absent where it was made here, or imported before this was kept. */
  source: z.string().optional(),
  /** The choices of its import; absent as for `source`. */
  imported: importOptionsSchema.optional(),
  /** ISO 8601, UTC. */
  importedAt: z.string(),
  hasTitles: z.boolean(),
  /** Set while the data set is in the bin. */
  deletedAt: z.string().nullable().default(null),
});
export type Dataset = z.infer<typeof datasetSchema>;

/** Summary of a list of counts (ratings per user, ratings per item). */
export const countSummarySchema = z.strictObject({
  min: z.number(),
  median: z.number(),
  mean: z.number(),
  max: z.number(),
  /** Counts in descending order, thinned to at most 512 points: `rank` is 1-based. */
  curve: z.array(z.strictObject({ rank: z.number().int(), count: z.number().int() })),
  /** Share of all ratings that falls on the top 10 % of users or items. */
  topTenthShare: z.number(),
  /** Every count that occurs, descending, and of how many users or items it is: the curve in full. */
  frequencies: z.array(z.strictObject({ count: z.number().int(), number: z.number().int() })),
});
export type CountSummary = z.infer<typeof countSummarySchema>;

/** Counts, density, rating histogram and long tail of a data set. */
export const datasetProfileSchema = z.strictObject({
  dataset: datasetSchema,
  /** ratings / (users * items). */
  density: z.number(),
  histogram: z.array(
    z.strictObject({ stars: z.number(), shifted: z.number(), count: z.number().int(), share: z.number() }),
  ),
  perUser: countSummarySchema,
  perItem: countSummarySchema,
});
export type DatasetProfile = z.infer<typeof datasetProfileSchema>;

/** One item when looking for targets; means in shifted units. */
export const itemRowSchema = z.strictObject({
  /** The id as in the data file. */
  item: z.string(),
  title: z.string().nullable(),
  ratings: z.number().int(),
  mean: z.number(),
  /** Mean prediction of the clean model over all users; null when no model was asked for. */
  predictedMean: z.number().nullable(),
});
export type ItemRow = z.infer<typeof itemRowSchema>;
