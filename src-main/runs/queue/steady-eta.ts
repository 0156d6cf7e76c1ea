/** What the time left of a queue is about; where it changes, the time may jump. */
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
/** An estimate that departs from the clock by more seconds, and by more than a tenth of itself, hops. */
const leastHop = 2;

/**
 * The time left of a queue without hops: what new measurements correct at once comes in over some seconds. It follows at
 * once while little is measured, and where people change what there is to do.
 * @param now milliseconds since 1970
 * @returns of an estimate in seconds (null: unknown) the one to tell
 */
export function createSteadyEta(now: () => number): (estimate: number | null, work: QueueWork) => number | null {
  let last: { estimate: number; at: number; of: string; beyond: number } | null = null;
  return (estimate, { finished, total, threads, paused }) => {
    const of = [total, threads, paused].join();
    const at = now();
    if (estimate === null) last = null;
    else if (last === null || last.of !== of || finished < firstRuns) last = { estimate, at, of, beyond: 0 };
    else {
      const hop = last.estimate - (at - last.at) / 1000 - estimate;
      const hops = Math.abs(hop) > Math.max(leastHop, last.estimate / 10);
      const beyond = last.beyond * Math.exp((last.at - at) / easing) + (hops ? hop : 0);
      last = { estimate, at, of, beyond };
    }
    return last && Math.max(0, last.estimate + last.beyond);
  };
}
