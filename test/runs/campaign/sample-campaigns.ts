import type { Dataset } from '../../../shared/domain/dataset.ts';
import { writeRatingsCache } from '../../../src-main/ratings/cache.ts';
import { generateRatings } from '../../../src-main/ratings/synthetic.ts';
import { createDatasetResolver } from '../../../src-main/runs/campaign/dataset-reference.ts';
import type { CampaignContext } from '../../../src-main/runs/campaign/check.ts';
import type { Store } from '../../../src-main/store/store.ts';
import { openedStore, sampleDataset } from '../../store/sample-runs.ts';

/** The example of the interface document, as parsed JSON; a fresh copy each time. */
export function exampleCampaign() {
  return {
    schema: 1,
    name: 'first look',
    dataset: 'ml-100k' as unknown,
    learner: { id: 'als', config: { rank: 8, lambdaUsers: 5, lambdaItems: 5 } as Record<string, unknown> },
    objective: {
      id: 'hybrid',
      config: { availability: 1, integrity: 0, targets: [], weight: 2 } as Record<string, unknown>,
    },
    gradient: { id: 'exact', config: {} as Record<string, unknown> },
    attack: { id: 'pga', config: { iterations: 30, includeTargets: false } as Record<string, unknown> },
    budget: { maliciousShare: 0.05, fillerSize: 50, maxRating: 2 } as Record<string, unknown>,
    seed: 1 as unknown,
    sweep: [
      { path: 'attack.id', values: ['uniform', 'sgld', 'pga'] },
      { path: 'budget.maliciousShare', values: [0.005, 0.01, 0.02, 0.05] },
      { path: 'seed', values: [1, 2, 3] },
    ] as { path: unknown; values: unknown[] }[],
  };
}

/** A library with a small data set under the name `ml-100k`: 200 users, 80 items. */
export async function libraryWithData(): Promise<{
  store: Store;
  context: CampaignContext;
  dataset: Dataset;
}> {
  const store = await openedStore();
  const generated = generateRatings({
    users: 200,
    items: 80,
    ratings: 3000,
    rank: 2,
    noise: 0.5,
    seed: 1,
    minRatings: 5,
  });
  const { fingerprint, ratings } = generated;
  writeRatingsCache(store.datasets.cachePath(fingerprint), generated);
  const size = { users: ratings.users, items: ratings.items, ratings: ratings.rowItem.length };
  const dataset = store.datasets.add(sampleDataset('ml-100k', { fingerprint, ...size }));
  const context = { store, datasets: createDatasetResolver(store), trainClean: null, threads: 1 };
  return { store, context, dataset };
}
