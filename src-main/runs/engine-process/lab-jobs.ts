import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { prepareGradients } from '../../engine/gradients/prepare.ts';
import { audit, prepareAudit } from '../../engine/jobs/audit.ts';
import { calibrate } from '../../engine/jobs/calibrate.ts';
import { run } from '../../engine/jobs/run.ts';
import { trainClean } from '../../engine/jobs/train-clean.ts';
import { uniqueness } from '../../engine/jobs/uniqueness.ts';
import { withColumns, type SparseRatings } from '../../numeric/sparse-ratings.ts';
import { readDatasetHeader, readRatingsCache, writeRatingsCache } from '../../ratings/cache.ts';
import { importRatings } from '../../ratings/import.ts';
import { datasetRecord } from '../../ratings/profile.ts';
import type { RatingsDataset } from '../../ratings/ratings-dataset.ts';
import type { StoredProfiles } from '../../store/profiles.ts';
import type { JobRunners } from './execute-job.ts';
import type { ImportedDataset } from './protocol.ts';

let last: RatingsDataset | null = null;

/** The jobs of the lab. Each thread keeps the data set of its last job in memory. */
export const labJobs: JobRunners = {
  async import({ path, options }, { home, hooks }) {
    const dataset = await importRatings(
      { path, options },
      {
        progress: ({ phase, ...reading }) => hooks.progress({ phase, iteration: 0, iterations: 0, reading }),
        cancelled: hooks.cancelled,
      },
    );
    return cacheDataset(home, dataset);
  },
  trainClean: ({ dataset, learner }, { home, hooks }) =>
    trainClean({ dataset: loadDataset(home, dataset), learner }, hooks),
  async run({ config, cleanModel, profiles }, { home, hooks, checkpoint }) {
    await prepareGradients([config.gradient]);
    const dataset = loadDataset(home, config.dataset);
    const result = run({ config, dataset, cleanModel, profiles: profiles && completed(profiles), checkpoint }, hooks);
    return { ...result, targetIds: result.targets.map((target) => dataset.itemIds[target]) };
  },
  async audit({ config, cleanModel, directions }, { home, hooks }) {
    await prepareAudit();
    return audit({ config, dataset: loadDataset(home, config.dataset), cleanModel, directions }, hooks);
  },
  uniqueness({ config, cleanModel, profiles: stored, starts }, { home, hooks }) {
    const { users, items, rowStart, rowItem, rowValue } = stored;
    const profiles = withColumns(users, items, rowStart, rowItem, rowValue);
    return uniqueness({ config, dataset: loadDataset(home, config.dataset), cleanModel, profiles, starts }, hooks);
  },
  calibrate: ({ datasets }, { home, hooks }) => calibrate({ ml100k: findWhole100k(home, datasets) }, hooks),
};

/** The first MovieLens 100K from which nothing was filtered away. */
function findWhole100k(home: string, fingerprints: readonly string[]): RatingsDataset | null {
  const whole = fingerprints.find((fingerprint) => {
    const { layout, entries } = readDatasetHeader(cachePath(home, fingerprint));
    return layout === 'ml-100k' && entries === 100_000;
  });
  return whole === undefined ? null : loadDataset(home, whole);
}

/** With the column form, which does not travel. */
function completed({ users, items, rowStart, rowItem, rowValue }: StoredProfiles): SparseRatings {
  return withColumns(users, items, rowStart, rowItem, rowValue);
}

function loadDataset(home: string, fingerprint: string): RatingsDataset {
  if (last?.fingerprint !== fingerprint) last = readRatingsCache(cachePath(home, fingerprint));
  return last;
}

function cacheDataset(home: string, dataset: RatingsDataset): ImportedDataset {
  mkdirSync(join(home, 'datasets'), { recursive: true });
  writeRatingsCache(cachePath(home, dataset.fingerprint), dataset);
  return datasetRecord(dataset, new Date().toISOString());
}

/** Where the store looks for it too. */
function cachePath(home: string, fingerprint: string): string {
  return join(home, 'datasets', `${fingerprint}.ratings`);
}
