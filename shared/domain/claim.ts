import { z } from 'zod';

/** What stored runs say of a claim: not decided where it was measured, but by no runs that its rule lets decide; not tested where no run speaks of it. */
export const verdicts = ['holds', 'does not hold', 'depends', 'not decided', 'not tested'] as const;
export type Verdict = (typeof verdicts)[number];

/** Whether a verdict says anything of its claim. */
export function isDecided(verdict: Verdict): boolean {
  return verdict !== 'not decided' && verdict !== 'not tested';
}

const intervalSchema = z.strictObject({ low: z.number(), high: z.number() });

/** What a rule found over some seeds. */
const foundSchema = z.strictObject({
  measured: z.number(),
  /** 95 % interval over seeds, a seed's targets averaged; null where there is none. */
  interval: intervalSchema.nullable(),
  /** 95 % interval over seeds and targets, which speaks of other targets too; null where targets are not told apart. */
  overTargets: intervalSchema.nullable(),
  /** Seeds; values of several targets are averaged within one. */
  n: z.number().int(),
  /** Whether the rule is met; null while n is too small. A rule that is not shown to be met at its least n is not met. */
  holds: z.boolean().nullable(),
  /** Why it does not hold, or is not decided, in plain words; empty where it holds. */
  because: z.string(),
});

/** A claim under one setting of every switch: learner, gradient, budget, data. */
export const claimConditionSchema = foundSchema.extend({
  /** Switches and their values. */
  switches: z.record(z.string(), z.string()),
  /** In plain words, what sets this setting apart from the claim's others; empty where it is the only one. */
  setting: z.string(),
  /** A second figure for people, such as the median p; empty where there is none. */
  note: z.string(),
  /** The same rule for each target alone, where there are several; by item, or by draw where the item is not known. */
  targets: z.array(foundSchema.extend({ target: z.string() })),
});
export type ClaimCondition = z.infer<typeof claimConditionSchema>;

/** One reading of the paper under which a claim was tried, and what came of it. */
export const claimReadingSchema = foundSchema.extend({
  /** In plain words, what sets it apart from the claim's other readings. */
  reading: z.string(),
  /** Whether the verdict counts it: it departs in nothing from what the paper states. */
  counts: z.boolean(),
  /** Null where the attack uses none. */
  gradient: z.string().nullable(),
  /** β of the sampling attack; null without one, or where the rule is about β itself. */
  beta: z.number().nullable(),
  note: z.string(),
});
export type ClaimReading = z.infer<typeof claimReadingSchema>;

/** One claim of the paper judged from stored runs. */
export const judgedClaimSchema = z.strictObject({
  id: z.string(),
  /** The paper's claim, in a sentence. */
  claim: z.string(),
  /** Section and figure. */
  source: z.string(),
  /** Statistic, direction, threshold and least number of seeds, in a sentence. */
  rule: z.string(),
  /** Of the decided condition with most seeds, else of the one that is nearest to being decided; null where there is none. */
  measured: z.number().nullable(),
  interval: intervalSchema.nullable(),
  overTargets: intervalSchema.nullable(),
  n: z.number().int(),
  /** What `measured` is: "RMSE", "share that rejects" ... */
  unit: z.string(),
  verdict: z.enum(verdicts),
  /** Why it does not hold, or is not decided or tested; empty for the other verdicts. */
  because: z.string(),
  /** For "depends": what flips it, such as "gradient: holds for exact; not for one-step". */
  flips: z.array(z.string()),
  /** What uniqueness checks of its runs say of other starts; empty where none was made. */
  starts: z.string(),
  conditions: z.array(claimConditionSchema),
  /** Unless the claim holds: every reading of the paper under which it was tried. */
  readings: z.array(claimReadingSchema),
});
export type JudgedClaim = z.infer<typeof judgedClaimSchema>;
