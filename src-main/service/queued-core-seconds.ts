import type { RunConfig } from '../../shared/domain/run.ts';
import { createEstimator } from '../runs/campaign/estimate.ts';
import type { Store } from '../store/store.ts';

/**
 * Core-seconds that a run takes on this machine by what is measured now, from which Design makes its times too: null
 * while nothing was measured, or when its data set is not in the library.
 */
export function queuedCoreSeconds(store: Pick<Store, 'measurements' | 'datasets'>): (run: { config: RunConfig }) => number | null {
  const coreSecondsOf = createEstimator(store.measurements);
  return ({ config }) => {
    const dataset = store.datasets.get(config.dataset);
    return dataset === null ? null : coreSecondsOf(config, dataset);
  };
}
