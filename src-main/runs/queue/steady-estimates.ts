/** What the time left of a queue is about; where it changes, estimates may jump. */
export interface QueueWork {
  /** Runs of the batch that ended, and all of them. */
  finished: number;
  total: number;
  threads: number;
  paused: number;
}

/** Until so many runs of a batch have ended, little is measured and each estimate is taken as it comes. */
const firstRuns = 3;
/** Milliseconds in which most of a hop is made. */
const easing = 8000;

/**
 * Estimates of runs without hops: what new measurements correct at once comes in over some seconds, in what is told of
 * each run and so in every sum of them alike. They follow at once while little is measured, and where people change what
 * there is to do.
 * @param now milliseconds since 1970
 * @returns of the estimates by key (null: unknown) those to tell
 */
export function createSteadyEstimates(now: () => number): (estimates: ReadonlyMap<string, number | null>, work: QueueWork) => Map<string, number | null> {
  let last: { told: Map<string, number | null>; at: number; of: string } | null = null;
  return (estimates, { finished, total, threads, paused }) => {
    const of = [total, threads, paused].join();
    const at = now();
    const before = last?.of === of && finished >= firstRuns ? last.told : null;
    const kept = last ? Math.exp((last.at - at) / easing) : 0;
    const told = new Map(
      [...estimates].map(([key, estimate]) => {
        const former = before?.get(key) ?? null;
        return [key, estimate === null || former === null ? estimate : estimate + (former - estimate) * kept];
      }),
    );
    last = { told, at, of };
    return told;
  };
}
