import type { RunConfig } from '../../shared/domain/run.ts';
import { createEstimator } from '../runs/campaign/estimate.ts';
import type { Store } from '../store/store.ts';

/** How long one reading of the measurements serves, in milliseconds. */
const freshFor = 2000;

/**
 * Core-seconds that a run takes on this machine, from which Design makes its times too: null while nothing was
 * measured, or when its data set is not in the library. The queue asks for every run whenever one ends, so
 * measurements are read again at most every two seconds.
 * @param now wall clock in milliseconds
 */
export function queuedCoreSeconds(
  store: Store,
  now: () => number,
): (run: { config: RunConfig }) => number | null {
  let readAt = -Infinity;
  let coreSecondsOf = createEstimator(store.measurements);
  return ({ config }) => {
    if (now() - readAt > freshFor) {
      readAt = now();
      coreSecondsOf = createEstimator(store.measurements);
    }
    const dataset = store.datasets.get(config.dataset);
    return dataset === null ? null : coreSecondsOf(config, dataset);
  };
}
