import type { TrainingLimits } from '../learners/factored/train.ts';
import type { JobHooks, JobProgress } from './job.ts';

/** Ratings from which on a retraining takes long enough to be told sweep by sweep. */
const longSweeps = 1_000_000;

/** Hooks of a job that say more than the job does. */
export interface DetailedHooks extends JobHooks, Pick<TrainingLimits, 'onSweep'> {
  /** Adds to what was said last which part of it begins, as in "iteration 7 of at most 30: retraining". */
  begin(part: string): void;
}

/**
 * Hooks that remember what a job said last, and a training's `onSweep` that adds to it how far a retraining is.
 * @param ratings size of the data; below a million single sweeps are not told
 */
export function sweepProgress(hooks: JobHooks, ratings: number): DetailedHooks {
  let last: JobProgress | null = null;
  let part = '';
  const add = (detail: string) => {
    if (last === null) return;
    const { phase, iteration, iterations, remainingSeconds } = last;
    hooks.progress({ phase: `${phase}: ${detail}`, iteration, iterations, remainingSeconds });
  };
  return {
    ...hooks,
    progress(progress) {
      last = progress;
      part = '';
      hooks.progress(progress);
    },
    begin(next) {
      part = next;
      add(part);
    },
    onSweep(sweeps, relativeGradient) {
      if (ratings < longSweeps) return;
      const far = `sweep ${sweeps}, relative gradient ${relativeGradient.toExponential(0)}`;
      add(part === '' ? far : `${part}, ${far}`);
    },
  };
}
