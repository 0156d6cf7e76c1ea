import { z } from 'zod';
import { slotSchema } from './component.ts';
import { budgetSchema } from './campaign.ts';

/** One fully resolved run: what its key is made of, together with revisions and precision. */
export const runConfigSchema = z.strictObject({
  /** Fingerprint of the data. */
  dataset: z.string(),
  learner: slotSchema,
  objective: slotSchema,
  /** Null when the attack uses no gradient. */
  gradient: slotSchema.nullable(),
  attack: slotSchema,
  budget: budgetSchema,
  seed: z.number().int(),
});
export type RunConfig = z.infer<typeof runConfigSchema>;

export const runStatuses = ['done', 'failed', 'cancelled', 'queued', 'running'] as const;
export type RunStatus = (typeof runStatuses)[number];

/** Metrics of a finished run; keys are fixed by the interface document, later work may add some. */
export const metricsSchema = z.strictObject({
  /** Footnote 3 of the paper, over all unseen entries of the normal block, shifted units. */
  predictionShiftRmse: z.number(),
  targetMeanBefore: z.number().nullable(),
  targetMeanAfter: z.number().nullable(),
  targetTop10ShareBefore: z.number().nullable(),
  targetTop10ShareAfter: z.number().nullable(),
  utility: z.number(),
  iterations: z.number().int(),
  /** p of Welch's t on log popularity of rated items; null when it is undefined (fewer than two fakes). */
  welchP: z.number().nullable(),
  /** Mean log(1 + ratings) of rated items, malicious users less their partners; runs from before it was kept have none of these. */
  welchDifference: z.number().nullable().optional(),
  /** The same in standard deviations of the partners. */
  welchEffectSize: z.number().nullable().optional(),
  /** Standard deviation between partners. */
  welchSd: z.number().nullable().optional(),
  /** Malicious users with ratings, and normal users that they are compared with. */
  welchUsers: z.number().int().optional(),
  welchPartners: z.number().int().optional(),
  /** Difference that these numbers of users would see at level 0.05 with probability 0.8. */
  welchDetectable: z.number().nullable().optional(),
  /** p of the seeded paired t; null when undefined. */
  pairedTP: z.number().nullable(),
  /** 5 % and 95 % quantile of the paired p over 200 pairings. */
  pairedTPLow: z.number().nullable(),
  pairedTPHigh: z.number().nullable(),
  /** Relative gradient of the final poisoned model. */
  relativeGradient: z.number(),
  /** Convex learners, of the final poisoned model: its objective, its rank, ω/λ (at most 1 at the optimum), and a bound on how far the objective is from the optimum, relatively. */
  modelObjective: z.number().optional(),
  modelRank: z.number().int().optional(),
  certificateRatio: z.number().optional(),
  relativeDualityGap: z.number().optional(),
  /** The same effects when the poisoned model is trained from the learner's fixed random start instead. */
  predictionShiftRmseCold: z.number().optional(),
  targetMeanAfterCold: z.number().nullable().optional(),
  /** Effects of the profiles before their ratings were rounded to the data's scale; only where they were. */
  utilityUnrounded: z.number().optional(),
  predictionShiftRmseUnrounded: z.number().optional(),
  targetMeanAfterUnrounded: z.number().nullable().optional(),
  /** Sampling attacks: states after burn-in that thinning keeps. */
  keptSamples: z.number().int().optional(),
  /** Effective number of independent samples after burn-in (Geyer's initial positive sequence); null when undefined. */
  effectiveSamplesUtility: z.number().nullable().optional(),
  effectiveSamplesLogPosterior: z.number().nullable().optional(),
  /** (s/4) E[d²/σ²] after burn-in: by how much the step size inflates the variance, relative to the prior's. */
  stepBias: z.number().nullable().optional(),
  /** E[-(x - ξ) d/σ²] and 1 + (s/4) E[d²/σ²] after burn-in, equal once stationary; null where ratings are clamped each step. */
  stationarityDrift: z.number().nullable().optional(),
  stationarityNoise: z.number().nullable().optional(),
});
export type Metrics = z.infer<typeof metricsSchema>;

/** Traces over accepted iterations; index 0 is the start. All have equal length. */
export const seriesSchema = z.strictObject({
  utilityTrace: z.array(z.number()),
  predictionShiftRmseTrace: z.array(z.number()),
  /** Null entries without targets. */
  targetMeanTrace: z.array(z.number().nullable()),
  stepTrace: z.array(z.number()),
  /** Sampling attacks: log p(M̃ | M) of each state, up to a constant. */
  logPosteriorTrace: z.array(z.number()).optional(),
  /** Sampling attacks, means over a state's entries, null for the last: (s/4) d²/σ² and -(x - ξ) d/σ². */
  stepBiasTrace: z.array(z.number().nullable()).optional(),
  stationarityTrace: z.array(z.number().nullable()).optional(),
});
export type Series = z.infer<typeof seriesSchema>;

/** Where a number comes from, beyond its configuration. */
export const provenanceSchema = z.strictObject({
  application: z.string(),
  /** `kind:id@revision` of every component involved and of the numeric layer. */
  revisions: z.array(z.string()),
  precision: z.string(),
  /** Build of the kernels that computed it. */
  kernels: z.string(),
  /** SHA-256 (hex) of their WebAssembly file; runs from before there was one have none. */
  wasmHash: z.string().nullable().optional(),
  /** SHA-256 of a 256-value arithmetic probe. */
  arithmeticProbe: z.string(),
  node: z.string(),
  v8: z.string(),
  os: z.string(),
  arch: z.string(),
  host: z.string(),
  /** Of the whole lab; its jobs shared them. */
  threads: z.number().int(),
  /** Seconds of computing times the threads that the run was allowed meanwhile; runs from before they were counted have none. */
  coreSeconds: z.number().optional(),
  startedAt: z.string(),
  finishedAt: z.string(),
  /** Target item ids as resolved, in the data file's own ids. */
  targets: z.array(z.string()),
  maliciousUsers: z.number().int(),
  /** Key of the clean model and its relative gradient. */
  cleanModel: z.string(),
  /** Warnings of solvers and attacks, in plain words. */
  warnings: z.array(z.string()),
});
export type Provenance = z.infer<typeof provenanceSchema>;

/** A run as listed everywhere. */
export const runSchema = z.strictObject({
  /** Short unique prefix of `key`. */
  run: z.string(),
  key: z.string(),
  status: z.enum(runStatuses),
  /** True when the answer came from the store without computing. */
  cached: z.boolean(),
  seconds: z.number().nullable(),
  config: runConfigSchema,
  metrics: metricsSchema.nullable(),
  error: z.string().optional(),
  /** Labels for people: data set name, "PGA exact", m'. */
  datasetName: z.string(),
  label: z.string(),
  maliciousUsers: z.number().int(),
  finishedAt: z.string().nullable(),
  deletedAt: z.string().nullable(),
});
export type Run = z.infer<typeof runSchema>;
