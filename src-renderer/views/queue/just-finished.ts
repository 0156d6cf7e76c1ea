import type { Run } from '../../../shared/domain/run.ts';

const day = 24 * 60 * 60 * 1000;

/**
 * Runs that ended within the last 24 hours, the last first. Runs that a campaign finds stored ended when they were
 * computed: what nobody computed lately is not among them.
 */
export function justFinished(runs: readonly Run[], now: Date): Run[] {
  const since = new Date(now.getTime() - day).toISOString();
  return runs
    .filter(({ finishedAt }) => finishedAt !== null && finishedAt > since)
    .sort((a, b) => (b.finishedAt ?? '').localeCompare(a.finishedAt ?? ''));
}
