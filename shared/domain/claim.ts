import { z } from 'zod';

/** What stored runs say of a claim. */
export const verdicts = ['holds', 'does not hold', 'depends', 'not tested'] as const;
export type Verdict = (typeof verdicts)[number];

const intervalSchema = z.strictObject({ low: z.number(), high: z.number() });

/** A claim under one setting of every switch: learner, gradient, readings, budget, data. */
export const claimConditionSchema = z.strictObject({
  /** Switches and their values, in plain words. */
  switches: z.record(z.string(), z.string()),
  measured: z.number(),
  /** 95 % interval over replicates; null where there is none. */
  interval: intervalSchema.nullable(),
  /** Replicates: seeds, or seeds times targets. */
  n: z.number().int(),
  /** Null while the interval leaves it open or n is too small. */
  holds: z.boolean().nullable(),
  /** A second figure for people, such as the median p; empty where there is none. */
  note: z.string(),
});
export type ClaimCondition = z.infer<typeof claimConditionSchema>;

/** One claim of the paper judged from stored runs. */
export const judgedClaimSchema = z.strictObject({
  id: z.string(),
  /** The paper's claim, in a sentence. */
  claim: z.string(),
  /** Section and figure. */
  source: z.string(),
  /** Statistic, direction, threshold and least number of replicates, in a sentence. */
  rule: z.string(),
  /** Of the condition with most replicates; null where none was tested. */
  measured: z.number().nullable(),
  interval: intervalSchema.nullable(),
  n: z.number().int(),
  /** What `measured` is: "RMSE", "share of replicates" ... */
  unit: z.string(),
  verdict: z.enum(verdicts),
  /** For "depends": what flips it, such as "gradient: holds for exact, not for one-step". */
  flips: z.array(z.string()),
  conditions: z.array(claimConditionSchema),
});
export type JudgedClaim = z.infer<typeof judgedClaimSchema>;
