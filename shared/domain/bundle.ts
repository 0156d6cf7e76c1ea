import { z } from 'zod';
import { datasetReferenceSchema } from './campaign.ts';
import { scaleSchema, shiftSchema } from './dataset.ts';
import { metricsSchema, provenanceSchema, runConfigSchema, seriesSchema } from './run.ts';

/** Names of the files in an attack bundle. */
export const bundleFiles = {
  readme: 'README.txt',
  manifest: 'bundle.json',
  campaign: 'campaign.json',
  profiles: 'profiles.csv',
  labels: 'labels.csv',
} as const;

const datasetInBundle = {
  name: z.string(),
  fingerprint: z.string(),
  users: z.number().int(),
  items: z.number().int(),
  ratings: z.number().int(),
  /** How a campaign names it: its fingerprint, the built-in set, or a subset of another one's fingerprint. */
  reference: datasetReferenceSchema,
};

const profilesInBundle = z.strictObject({
  /** SHA-256 of the profiles as a library keeps them, which is what importing them gives. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  users: z.number().int().min(1),
  ratings: z.number().int(),
});

/** Everything about the run of an attack bundle but the ratings: `bundle.json`. */
export const bundleSchema = z.strictObject({
  format: z.literal('poison-lab attack bundle'),
  version: z.literal(1),
  /** Key of the run. */
  run: z.string(),
  label: z.string(),
  /** Every switch and the seed. */
  config: runConfigSchema,
  dataset: z.strictObject({ ...datasetInBundle, layout: z.string(), scale: scaleSchema, shift: shiftSchema }),
  /** Resolved target items, by the data file's own ids. */
  targets: z.array(z.string()),
  profiles: profilesInBundle,
  metrics: metricsSchema,
  series: seriesSchema,
  /** Revisions, versions, kernels, and where it was computed. */
  provenance: provenanceSchema,
});
export type Bundle = z.infer<typeof bundleSchema>;

/** What reading a bundle needs of its manifest: later versions may say more, and measure more. */
export const bundleHeadSchema = z.object({
  format: z.literal('poison-lab attack bundle'),
  version: z.literal(1),
  run: z.string().regex(/^[0-9a-f]{64}$/),
  label: z.string(),
  config: runConfigSchema,
  dataset: z.object(datasetInBundle),
  profiles: profilesInBundle,
  provenance: z.object({ application: z.string(), kernels: z.string(), revisions: z.array(z.string()) }),
});
export type BundleHead = z.infer<typeof bundleHeadSchema>;
