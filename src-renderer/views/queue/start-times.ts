import type { QueueEntry, QueueState, RunProgress } from '../../../shared/domain/queue.ts';
import { formatCount } from '../../../shared/figures/drawing/format.ts';

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

/**
 * The words for when each waiting run starts, by key, as `wordsOf` has them for its seconds; empty where they are those
 * of the row before, so that a time stands where it changes.
 */
export function startWords(entries: readonly QueueEntry[], starts: ReadonlyMap<string, number | null>, wordsOf: (seconds: number | null) => string): Map<string, string> {
  const words = new Map<string, string>();
  let before: string | null = null;
  for (const { run, paused, progress } of entries) {
    const own: string = paused ? pausedWords(progress) : wordsOf(starts.get(run.key) ?? null);
    words.set(run.key, own === before && !paused ? '' : own);
    before = own;
  }
  return words;
}

/**
 * Seconds that the waiting runs take together, and how many of all that are not paused work at once: their estimates as
 * the rows have them, over so many. Null while the time of one is unknown, or nothing of them goes on.
 */
export function waitingTime({ entries, threads, paused }: Pick<QueueState, 'entries' | 'threads' | 'paused'>): { seconds: number | null; atOnce: number } {
  const meant = entries.filter((entry) => !entry.paused);
  const atOnce = Math.min(threads, meant.length);
  const estimates = meant.flatMap(({ run, estimateSeconds }) => (run.status === 'queued' ? [estimateSeconds] : []));
  const sum = estimates.reduce((whole, each) => (whole === null || each === null ? null : whole + each), 0);
  return { seconds: sum === null || paused || estimates.length === 0 ? null : sum / atOnce, atOnce };
}

/** Seconds until the queue is done: what the lab estimates, and never less than until its last run starts; null where that is unknown. */
export function secondsUntilDone({ entries, threads, etaSeconds }: Pick<QueueState, 'entries' | 'threads' | 'etaSeconds'>): number | null {
  if (etaSeconds === null) return null;
  return Math.max(etaSeconds, ...[...startTimes(entries, threads).values()].map((start) => start ?? 0));
}

function pausedWords(progress: RunProgress | null): string {
  return progress && progress.iteration > 0 ? `paused at ${formatCount(progress.iteration)} of ${formatCount(progress.iterations)}` : 'paused';
}

function earliest(free: readonly (number | null)[]): number {
  let best = 0;
  free.forEach((time, index) => {
    const leader = free[best];
    if (time !== null && (leader === null || time < leader)) best = index;
  });
  return best;
}
