import { performance } from 'node:perf_hooks';
import type { JobHooks } from '../job.ts';

/** A step of a job that can say how long it will take. */
export interface TimedTask {
  /** Plain words: "retraining along direction 3 of 20". */
  phase: string;
  /** Expected seconds, by what was timed so far; null while nothing tells. */
  seconds(): number | null;
  run(): void;
}

/**
 * Runs tasks in order and tells before each how many are done and how long the rest will take.
 * @throws what a task throws
 */
export function runTasks(tasks: readonly TimedTask[], hooks: Pick<JobHooks, 'progress'>): void {
  tasks.forEach(({ phase, run }, at) => {
    const rest = tasks.slice(at).map(({ seconds }) => seconds());
    const known = rest.every((seconds) => seconds !== null);
    const remainingSeconds = known ? rest.reduce((sum, seconds) => sum + seconds, 0) : null;
    hooks.progress({ phase, iteration: at, iterations: tasks.length, remainingSeconds });
    run();
  });
}

/** Runs and answers with the result and the seconds that it took. */
export function timed<T>(run: () => T): { result: T; seconds: number } {
  const begun = performance.now();
  const result = run();
  return { result, seconds: (performance.now() - begun) / 1000 };
}
