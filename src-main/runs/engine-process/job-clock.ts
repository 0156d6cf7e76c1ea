/** Computing time of a job, attempts that it continues included. */
export interface ComputingTime {
  /** As a wall clock shows it. */
  seconds: number;
  /** Each second times the threads that the job was allowed in it. */
  coreSeconds: number;
}

/**
 * Starts counting; each call of the answer tells the time up to then. A job's allowance changes while it computes and
 * nobody tells of it, so call often: between two calls the mean of both allowances counts.
 * @param before of the attempts that this one continues
 * @param allowance one cell, the threads allowed now
 * @param now seconds of any steady clock
 */
export function startJobClock(
  before: ComputingTime,
  allowance: Int32Array,
  now: () => number = () => performance.now() / 1000,
): () => ComputingTime {
  let { seconds, coreSeconds } = before;
  let at = now();
  let threads = Atomics.load(allowance, 0);
  return () => {
    const next = now();
    const nextThreads = Atomics.load(allowance, 0);
    seconds += next - at;
    coreSeconds += (next - at) * Math.max(1, (threads + nextThreads) / 2);
    at = next;
    threads = nextThreads;
    return { seconds, coreSeconds };
  };
}
