import { z } from 'zod';

/** How every warning of a run begins whose effect differs by where the poisoned model was trained from. */
export const startDependence = 'The effect depends on where retraining starts';

/** One training from one start: where it ended, seen from the model that the run's effect is read off. */
const startedModelSchema = z.strictObject({
  /** `warm` from the clean model, `fixed` from the learner's fixed start, `random 1` and so on. */
  start: z.string(),
  /** Σ e² + ridge; the least of several is the best optimum that was found. */
  objective: z.number(),
  relativeGradient: z.number(),
  converged: z.boolean(),
  /** Root mean square difference of predictions over the unseen entries, shifted units: to the clean model of the run, or to the warm poisoned one. */
  difference: z.number(),
});

/** A poisoned model, and the effect that a run would have reported from it. */
const poisonedModelSchema = startedModelSchema.extend({
  /** Footnote 3, against the clean model of the run; shifted units. */
  predictionShiftRmse: z.number(),
  /** Null without targets. */
  targetMean: z.number().nullable(),
});

/** The uniqueness check of one run: does what it reports depend on where training starts? */
export const uniquenessSchema = z.strictObject({
  /** Starts of the clean and of the poisoned training each, without the warm one. */
  starts: z.number().int(),
  /** The clean model of the run first. */
  clean: z.array(startedModelSchema),
  /** The warm one first: by convention the effect follows it. */
  poisoned: z.array(poisonedModelSchema),
  /** Mean prediction of the targets by the clean model of the run; null without targets. */
  targetMeanBefore: z.number().nullable(),
  /** Largest root mean square difference of predictions between two clean, and between two poisoned models. */
  cleanDifference: z.number(),
  poisonedDifference: z.number(),
  /** Largest less least `predictionShiftRmse` and `targetMean` over the poisoned models. */
  effectSpread: z.number(),
  targetSpread: z.number().nullable(),
  /** The largest of the two differences and the spread as a share of the warm effect; null where that is below 0.005. */
  dependence: z.number().nullable(),
  /** Spread of the target's mean as a share of its warm change; null without targets, or where the change is below 0.005. */
  targetDependence: z.number().nullable(),
  /** Plain sentences; one where a share is above 5 %, or would be of an effect that is too small, one where a training did not converge. */
  warnings: z.array(z.string()),
  /** Seconds of computing times the threads that it was allowed; checks from before they were counted have none. */
  coreSeconds: z.number().optional(),
});
export type Uniqueness = z.infer<typeof uniquenessSchema>;

/** Effect, as RMSE or change of the targets' mean in shifted units, below which a share of it says nothing: it would grow without bounds. */
export const smallestEffect = 0.005;

/** Share of the effect from which on it is said that it depends on the start. */
export const dependenceLimit = 0.05;

/** What a start is called: `fixed` is the usual one, since every clean model is trained from it. */
export function startName(start: string): string {
  return start === 'fixed' ? 'usual' : start;
}
