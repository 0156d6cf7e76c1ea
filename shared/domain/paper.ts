import { z } from 'zod';

/**
 * How much of the paper's figures is run: a quick look at every panel, what the rules of the claims need (five seeds
 * and three targets at one share), or the panels as their presets have them.
 */
export const paperProfiles = ['quick', 'claims', 'full'] as const;
export type PaperProfile = (typeof paperProfiles)[number];

/** Which part of the paper to run, and on which data. */
export const paperRequestSchema = z.strictObject({
  /** Name or fingerprint of the data; the panels' own, the built-in set, by default. */
  dataset: z.string().optional(),
  /** Numbers of the paper's figures, 1 to 6; all by default. */
  figures: z.array(z.number().int().min(1).max(6)).min(1).optional(),
  profile: z.enum(paperProfiles).default('quick'),
});
export type PaperRequest = z.infer<typeof paperRequestSchema>;
