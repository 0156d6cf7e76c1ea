import { z } from 'zod';

/** How predictions of one item spread over the normal users; shifted units. */
const spreadSchema = z.strictObject({
  mean: z.number(),
  /** Quartiles, linear between neighbours (R's type 7). */
  q1: z.number(),
  median: z.number(),
  q3: z.number(),
});

/** One item before and after poisoning; means over all normal users, in shifted units. */
export const itemShiftSchema = z.strictObject({
  /** The id as in the data file. */
  item: z.string(),
  title: z.string().nullable(),
  /** Ratings by normal users, and by malicious ones. */
  ratings: z.number().int(),
  maliciousRatings: z.number().int(),
  /** Mean prediction of the clean and of the poisoned model. */
  before: z.number(),
  after: z.number(),
  /** after − before. */
  shift: z.number(),
});
export type ItemShift = z.infer<typeof itemShiftSchema>;

/** What happened to one target: predictions over the normal users. */
const targetEffectSchema = z.strictObject({
  item: z.string(),
  title: z.string().nullable(),
  ratings: z.number().int(),
  before: spreadSchema,
  after: spreadSchema,
  /** Users whose prediction lies above the clean mean, by the clean and by the poisoned model. */
  aboveBefore: z.number().int(),
  aboveAfter: z.number().int(),
  /** How many malicious users rate it, and the mean of their ratings in shifted units; null where none does. */
  maliciousRatings: z.number().int(),
  maliciousMean: z.number().nullable(),
});
export type TargetEffect = z.infer<typeof targetEffectSchema>;

/** What a run did to predictions: of its targets, and of all items. */
export const runEffectSchema = z.strictObject({
  /** Key of the run. */
  run: z.string(),
  users: z.number().int(),
  items: z.number().int(),
  /** Footnote 3 of the model that this was read off, retrained here; the run's own where nothing has changed since. */
  predictionShiftRmse: z.number(),
  relativeGradient: z.number(),
  targets: z.array(targetEffectSchema),
  /** Those that gained and lost most, ten each at most, in the order of {@link itemOrders}. */
  gained: z.array(itemShiftSchema),
  lost: z.array(itemShiftSchema),
  /** Items whose mean rose, and fell. */
  gainedItems: z.number().int(),
  lostItems: z.number().int(),
});
export type RunEffect = z.infer<typeof runEffectSchema>;

/** What the items of a run can be ordered by; equal ones by ratings, most first, then as in the data file. */
export const itemOrders = ['shift', 'title', 'ratings', 'maliciousRatings', 'before', 'after'] as const;
export type ItemOrder = (typeof itemOrders)[number];
