import type { PlannedRun } from '../../store/runs.ts';

/** Core-seconds of a whole run; null when nothing is known. */
export type EstimateRun = (planned: Pick<PlannedRun, 'config' | 'maliciousUsers'>) => number | null;

/** What the runs of a queue are thought to take, each asked for once as long as nothing more was measured. */
export interface Estimates {
  of(run: Pick<PlannedRun, 'key' | 'config' | 'maliciousUsers'>): number | null;
  /** Runs ended: more is measured than was read. */
  ended(): void;
  /** Called at every look: reads anew what was measured where runs have ended, and says whether it did. */
  renew(): boolean;
}

/** Milliseconds between two readings: a reading, and thousands of estimates after it, cost more than they tell when runs end each moment. */
const apart = 2000;

/**
 * Estimates that follow what is measured, also where the queue has come to rest meanwhile.
 * @param read reads what is measured now
 * @param now milliseconds since 1970
 */
export function createEstimates(read: () => EstimateRun, now: () => number): Estimates {
  const known = new Map<string, number | null>();
  let estimate = read();
  let readAt = now();
  let stale = false;
  return {
    of(run) {
      const before = known.get(run.key);
      if (before !== undefined) return before;
      const coreSeconds = estimate(run);
      known.set(run.key, coreSeconds);
      return coreSeconds;
    },
    ended() {
      stale = true;
    },
    renew() {
      if (!stale || now() - readAt < apart) return false;
      known.clear();
      [estimate, readAt, stale] = [read(), now(), false];
      return true;
    },
  };
}
