import type { QueueEntry } from '../../../shared/domain/queue.ts';

/**
 * Seconds until each waiting run starts, by key, when `threads` runs work at once and each takes its
 * estimate; null where an estimate before it is missing. Paused runs start at no time.
 */
export function startTimes(entries: readonly QueueEntry[], threads: number): Map<string, number | null> {
  const free: (number | null)[] = new Array<number | null>(Math.max(1, threads)).fill(0);
  const starts = new Map<string, number | null>();
  for (const { run, paused, progress, estimateSeconds } of entries) {
    if (paused) continue;
    const next = earliest(free);
    if (run.status !== 'running') starts.set(run.key, free[next]);
    const seconds = run.status === 'running' ? (progress?.etaSeconds ?? estimateSeconds) : estimateSeconds;
    const start = free[next];
    free[next] = start === null || seconds === null ? null : start + seconds;
  }
  return starts;
}

function earliest(free: readonly (number | null)[]): number {
  let best = 0;
  free.forEach((time, index) => {
    const leader = free[best];
    if (time !== null && (leader === null || time < leader)) best = index;
  });
  return best;
}
