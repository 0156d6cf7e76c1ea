import type { TrainingLimits } from '../learners/factored/train.ts';
import type { JobHooks, JobProgress } from './job.ts';

/** Ratings from which on a retraining takes long enough to be told sweep by sweep. */
const longSweeps = 1_000_000;

/**
 * Hooks that remember what a job said last, and a training's `onSweep` that adds to it how far a retraining is.
 * @param ratings size of the data; below a million nothing is added
 */
export function sweepProgress(hooks: JobHooks, ratings: number): JobHooks & Pick<TrainingLimits, 'onSweep'> {
  let last: JobProgress | null = null;
  return {
    ...hooks,
    progress(progress) {
      last = progress;
      hooks.progress(progress);
    },
    onSweep(sweeps, relativeGradient) {
      if (last === null || ratings < longSweeps) return;
      const { phase, iteration, iterations, remainingSeconds } = last;
      const far = `sweep ${sweeps}, relative gradient ${relativeGradient.toExponential(0)}`;
      hooks.progress({ phase: `${phase}: ${far}`, iteration, iterations, remainingSeconds });
    },
  };
}
