/** Deaths of the engine under one job after which the job is given up. */
const mostDeaths = 3;

const longestPauseMilliseconds = 10_000;

/** Pause before the engine is started again, in milliseconds: doubles with every death in a row, up to 10 s. */
export function restartDelay(deathsInARow: number, firstMilliseconds: number): number {
  return Math.min(longestPauseMilliseconds, firstMilliseconds * 2 ** (deathsInARow - 1));
}

/** Whether a job under which the engine ended this often is given up. */
export function shouldGiveUp(deaths: number): boolean {
  return deaths >= mostDeaths;
}

/** The last attempt has the engine to itself, so that an innocent neighbour is never given up for another job. */
export function shouldRunAlone(deaths: number): boolean {
  return deaths >= mostDeaths - 1;
}

/** Jobs to count a death for: those that were being computed, or all when the engine did not get that far. */
export function endedUnder(pending: ReadonlyMap<string, { dispatched: boolean }>): string[] {
  const dispatched = [...pending].filter(([, job]) => job.dispatched).map(([id]) => id);
  return dispatched.length > 0 ? dispatched : [...pending.keys()];
}
