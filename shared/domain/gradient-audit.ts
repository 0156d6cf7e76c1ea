import { z } from 'zod';
import { budgetSchema } from './campaign.ts';
import { slotSchema } from './component.ts';
import { provenanceSchema } from './run.ts';

/** What retraining on malicious profiles does to the model. */
export const damageSchema = z.strictObject({
  /** R. */
  utility: z.number(),
  /** Footnote 3 of the paper, shifted units. */
  predictionShiftRmse: z.number(),
  /** Mean prediction over normal users and targets, shifted units; null without targets. */
  targetMean: z.number().nullable(),
});
export type Damage = z.infer<typeof damageSchema>;

/** What a short ascent along a gradient reaches, the model retrained for real. */
export const reachedDamageSchema = damageSchema.extend({
  /** Accepted steps; fewer than asked for where no step gained any more. */
  iterations: z.number().int(),
});
export type ReachedDamage = z.infer<typeof reachedDamageSchema>;

/** How well directional derivatives g·d agree with central differences, and what an ascent along g reaches. */
const agreementFields = {
  /** Norm of the vector of deviations over that of the differences; null where there is nothing to compare. */
  error: z.number().nullable(),
  /** Cosine between both vectors; null with one direction. */
  cosine: z.number().nullable(),
  /** Null where no attack was asked for, and for forms that are not attacked with. */
  damage: reachedDamageSchema.nullable(),
};

/** One malicious rating at which a gradient was held against a central difference of its own. */
export const auditedEntrySchema = z.strictObject({
  /** 1..m'. */
  user: z.number().int(),
  /** The data file's own id. */
  item: z.string(),
  /** What the gradient says, per shifted unit. */
  found: z.number(),
  difference: z.number(),
});
export type AuditedEntry = z.infer<typeof auditedEntrySchema>;

/** One gradient held against central differences through full retraining. */
export const auditRowSchema = z.strictObject({
  gradient: z.string(),
  label: z.string(),
  /** One relative error per random direction. */
  relativeErrors: z.array(z.number()),
  ...agreementFields,
  /** g·d of every direction. */
  derivatives: z.array(z.number()),
  /** The checked malicious rating at which it is farthest off. */
  worstEntry: auditedEntrySchema.nullable(),
  /** T of a gradient that unrolls training; null for others. */
  steps: z.number().int().nullable(),
  /** Hessian or Schur products, or sweeps that were differentiated; null where it was refused. */
  products: z.number().int().nullable(),
  seconds: z.number(),
  /** The same in training sweeps of this model and data, as timed in the audit. */
  sweeps: z.number(),
  /** The most memory that computing it held at once, its ratings and factors included; null where it was refused. */
  bytes: z.number().nullable(),
  /** Why it was not computed, in a sentence; there are no errors then. Null where it was. */
  refused: z.string().nullable(),
});
export type AuditRow = z.infer<typeof auditRowSchema>;

/** The exact gradient with one term of the utility left out, held against differences of the whole utility. */
export const ablationRowSchema = z.strictObject({
  /** `availability`, `integrity`, `user-factors` or `item-factors`. */
  term: z.string(),
  label: z.string(),
  ...agreementFields,
  /** Norm of the term's own gradient over that of the whole one. */
  share: z.number(),
});
export type AblationRow = z.infer<typeof ablationRowSchema>;

/** What a gradient is a matter of: a run's configuration without attack and gradient. */
export const auditedConfigSchema = z.strictObject({
  /** Fingerprint of the data. */
  dataset: z.string(),
  learner: slotSchema,
  objective: slotSchema,
  budget: budgetSchema,
  seed: z.number().int(),
});
export type AuditedConfig = z.infer<typeof auditedConfigSchema>;

/** Every gradient of a learner at the uniform profiles of a configuration. */
export const gradientAuditSchema = z.strictObject({
  /** Malicious users and their ratings at which the gradients are taken. */
  maliciousUsers: z.number().int(),
  entries: z.number().int(),
  /** Malicious ratings that were checked one by one. */
  checkedEntries: z.number().int(),
  /** Accepted steps at most of every short attack; 0 where none were made. */
  iterations: z.number().int(),
  /** (R(M̃ + h d) - R(M̃ - h d)) / 2h of every direction. */
  differences: z.array(z.number()),
  /** What the uniform profiles do, before any step. */
  start: damageSchema,
  gradients: z.array(auditRowSchema),
  ablation: z.array(ablationRowSchema),
  /** Seconds of one sweep of training, and of one retraining to a relative gradient of 1e-10. */
  sweepSeconds: z.number(),
  retrainSeconds: z.number(),
  /** Sentences of solvers and attacks about what did not go as asked. */
  warnings: z.array(z.string()),
});
export type GradientAudit = z.infer<typeof gradientAuditSchema>;

/** An audit as the library keeps it. */
export const storedAuditSchema = gradientAuditSchema.extend({
  /** SHA-256 of configuration, revisions, kernels, directions and iterations. */
  key: z.string(),
  /** The same without directions and iterations: what was audited. */
  subject: z.string(),
  config: auditedConfigSchema,
  datasetName: z.string(),
  /** Computing time of the whole audit. */
  totalSeconds: z.number(),
  provenance: provenanceSchema.pick({
    application: true,
    revisions: true,
    precision: true,
    kernels: true,
    wasmHash: true,
    arithmeticProbe: true,
    node: true,
    v8: true,
    os: true,
    arch: true,
    host: true,
    threads: true,
    coreSeconds: true,
    startedAt: true,
    finishedAt: true,
    targets: true,
    cleanModel: true,
  }),
});
export type StoredAudit = z.infer<typeof storedAuditSchema>;

/** An audit in a list. */
export const auditSummarySchema = z.strictObject({
  key: z.string(),
  config: auditedConfigSchema,
  datasetName: z.string(),
  maliciousUsers: z.number().int(),
  directions: z.number().int(),
  iterations: z.number().int(),
  /** Of every gradient: its label, relative error and cosine. */
  gradients: z.array(auditRowSchema.pick({ gradient: true, label: true, error: true, cosine: true })),
  finishedAt: z.string(),
});
export type AuditSummary = z.infer<typeof auditSummarySchema>;
