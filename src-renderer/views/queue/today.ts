import type { Run } from '../../../shared/domain/run.ts';

/** What ended on a local day; a cancelled run has no end, since it may go on. */
export interface DaySum {
  done: number;
  failed: number;
  /** Of the finished runs. */
  seconds: number;
}

/** Counts the runs that ended on the local day of `now`. */
export function today(runs: readonly Run[], now: Date): DaySum {
  const sum: DaySum = { done: 0, failed: 0, seconds: 0 };
  for (const { status, finishedAt, seconds } of runs) {
    if (finishedAt === null || new Date(finishedAt).toDateString() !== now.toDateString()) continue;
    if (status === 'done' || status === 'failed') sum[status]++;
    sum.seconds += seconds ?? 0;
  }
  return sum;
}
