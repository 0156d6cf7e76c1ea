import { z } from 'zod';
import { slotSchema } from './component.ts';

/** A data set by name or fingerprint, or a subset of one. */
export const datasetReferenceSchema = z.union([
  z.string().min(1),
  z.strictObject({
    of: z.string().min(1),
    topUsers: z.number().int().min(1).optional(),
    topItems: z.number().int().min(1).optional(),
    minRatings: z.number().int().min(0).optional(),
  }),
]);
export type DatasetReference = z.infer<typeof datasetReferenceSchema>;

/** What the attacker may spend: alpha, B and Lambda of the paper's Section 3. */
export const budgetSchema = z.strictObject({
  maliciousShare: z.number().min(0).max(1).default(0.05).meta({
    title: 'Malicious users',
    symbol: 'α',
    unit: 'share of the normal users',
    description: 'Share of the number of normal users; m′ = ⌊αm + ½⌋.',
  }),
  fillerSize: z.number().int().min(1).default(50).meta({
    title: 'Items per user',
    symbol: 'B',
    unit: 'items',
    description: 'At most this many ratings per malicious user.',
  }),
  maxRating: z.number().positive().default(2).meta({
    title: 'Largest rating',
    symbol: 'Λ',
    unit: 'shifted units',
    description: 'Largest absolute malicious rating, in shifted units; 2 reaches both ends of the scale.',
  }),
});
export type Budget = z.infer<typeof budgetSchema>;

/** m' = floor(alpha m + 1/2): malicious users that a budget buys among `users` normal ones. */
export function boughtUsers({ maliciousShare }: Pick<Budget, 'maliciousShare'>, users: number): number {
  return Math.floor(maliciousShare * users + 0.5);
}

/** The shortest decimal share of `users` normal users that buys exactly `malicious` ones; null when they are more. */
export function shareBuying(malicious: number, users: number): number | null {
  if (malicious > users) return null;
  for (let decimals = 0; decimals < 16; decimals++) {
    const maliciousShare = Number((malicious / users).toFixed(decimals));
    if (boughtUsers({ maliciousShare }, users) === malicious) return maliciousShare;
  }
  return malicious / users;
}

/** One axis: a path and its values, or several paths and tuples of values that vary together. */
export const axisSchema = z.strictObject({
  path: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]),
  values: z.array(z.unknown()).min(1),
});
export type Axis = z.infer<typeof axisSchema>;

/** The campaign file, schema 1: a base configuration and axes to sweep, the first axis slowest. */
export const campaignSchema = z.strictObject({
  schema: z.literal(1),
  name: z.string().min(1).max(120),
  dataset: datasetReferenceSchema,
  learner: slotSchema,
  objective: slotSchema,
  gradient: slotSchema,
  attack: slotSchema,
  budget: budgetSchema,
  seed: z.number().int().min(0).max(2 ** 32 - 1),
  sweep: z.array(axisSchema).default([]),
});
export type Campaign = z.infer<typeof campaignSchema>;

/** A problem at a field of a campaign. */
export const fieldErrorSchema = z.strictObject({ path: z.string(), message: z.string() });
export type FieldError = z.infer<typeof fieldErrorSchema>;

/** What `check` says of a campaign before anything is run. */
export const campaignCheckSchema = z.strictObject({
  runs: z.number().int(),
  cached: z.number().int(),
  /** m' for each distinct malicious share, in expansion order. */
  maliciousUsers: z.array(z.strictObject({ maliciousShare: z.number(), users: z.number().int() })),
  /** Seconds for the runs that are not stored, from measured speed; null when nothing is known yet. */
  estimateSeconds: z.number().nullable(),
  /** Per attack (and gradient): label, runs to do, how many more are stored, seconds of one run. */
  breakdown: z.array(
    z.strictObject({
      attack: z.string(),
      gradient: z.string().nullable(),
      label: z.string(),
      runs: z.number().int(),
      cached: z.number().int(),
      secondsEach: z.number().nullable(),
    }),
  ),
  errors: z.array(fieldErrorSchema),
  warnings: z.array(fieldErrorSchema),
});
export type CampaignCheck = z.infer<typeof campaignCheckSchema>;
