import type { QueueState, RunProgress } from '../../../shared/domain/queue.ts';
import type { Run } from '../../../shared/domain/run.ts';

/** What the state of a queue is made of. */
export interface QueueFacts {
  /** Queued and running runs, in order. */
  runs: readonly Run[];
  /** Campaign of each. */
  campaigns: ReadonlyMap<string, string>;
  /** Of the runs that this process computes. */
  progress: ReadonlyMap<string, RunProgress>;
  /** Seconds of a run that has not started; null when nothing is known. */
  estimate(run: Run): number | null;
  batch: { finished: number; total: number };
  threads: number;
  engine: QueueState['engine'];
  events: QueueState['events'];
}

/** The queue as people see it; the ETA is null while the time of some run is unknown. */
export function queueState(facts: QueueFacts): QueueState {
  const entries = facts.runs.map((run) => ({
    run,
    campaign: facts.campaigns.get(run.key) ?? '',
    progress: facts.progress.get(run.key) ?? null,
    estimateSeconds: facts.estimate(run),
  }));
  return {
    entries,
    ...facts.batch,
    etaSeconds: secondsLeft(entries, facts.threads),
    threads: facts.threads,
    engine: facts.engine,
    events: facts.events,
  };
}

/** Work left over threads, and never less than the longest single run. */
function secondsLeft(entries: QueueState['entries'], threads: number): number | null {
  const each = entries.map(({ progress, estimateSeconds }) => {
    if (progress !== null && progress.etaSeconds !== null) return progress.etaSeconds;
    return estimateSeconds === null ? null : Math.max(0, estimateSeconds - (progress?.elapsedSeconds ?? 0));
  });
  if (each.some((seconds) => seconds === null)) return null;
  const known = each as number[];
  const sum = known.reduce((total, seconds) => total + seconds, 0);
  return known.reduce((longest, seconds) => Math.max(longest, seconds), sum / threads);
}
