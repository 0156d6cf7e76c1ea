import { z } from 'zod';

/** What ratings of a profile file mean: stars of the data's scale, or shifted units as our own exports write them. */
export const profileUnits = ['stars', 'shifted'] as const;
export type ProfileUnits = (typeof profileUnits)[number];

/** What an import of profiles read, left out, and found off; `rows` = `kept` + the sum of `droppedByReason`. */
export const profilesReportSchema = z.strictObject({
  rows: z.number().int(),
  kept: z.number().int(),
  droppedByReason: z.record(z.string(), z.number().int()),
  units: z.enum(profileUnits),
  /** Ratings of the smallest and of the largest profile. */
  fewest: z.number().int(),
  most: z.number().int(),
  /** Everything that is off or worth knowing, a plain sentence each. */
  notes: z.array(z.string()),
});
export type ProfilesReport = z.infer<typeof profilesReportSchema>;

/** Imported malicious profiles as listed; the attack `imported` names them by `hash`. */
export const importedProfilesSchema = z.strictObject({
  /** SHA-256 (hex) of the profiles as the library keeps them: columns of this data set, ratings in shifted units. */
  hash: z.string(),
  /** Base name of the file. */
  name: z.string(),
  /** Fingerprint of the data set that they attack. */
  dataset: z.string(),
  users: z.number().int(),
  ratings: z.number().int(),
  report: profilesReportSchema,
  /** A share of the normal users that buys exactly `users`; null when they are more than the normal ones. */
  maliciousShare: z.number().nullable(),
  /** ISO 8601, UTC. */
  importedAt: z.string(),
});
export type ImportedProfiles = z.infer<typeof importedProfilesSchema>;
