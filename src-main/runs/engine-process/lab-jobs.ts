import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { releaseOf } from '../../../shared/domain/calibration.ts';
import { resolveTargets } from '../../engine/catalogue.ts';
import { prepareGradients } from '../../engine/gradients/prepare.ts';
import { audit, prepareAudit } from '../../engine/jobs/audit.ts';
import { calibrate } from '../../engine/jobs/calibrate.ts';
import { predictedEffect } from '../../engine/jobs/predicted-effect.ts';
import { run } from '../../engine/jobs/run.ts';
import { trainClean } from '../../engine/jobs/train-clean.ts';
import { uniqueness } from '../../engine/jobs/uniqueness.ts';
import { withColumns, type SparseRatings } from '../../numeric/sparse-ratings.ts';
import { readDatasetHeader, readRatingsCache } from '../../ratings/cache.ts';
import { importIntoCache } from '../../ratings/import.ts';
import { datasetRecord } from '../../ratings/profile.ts';
import type { RatingsDataset } from '../../ratings/ratings-dataset.ts';
import type { StoredProfiles } from '../../store/profiles.ts';
import type { JobRunners } from './execute-job.ts';

let last: RatingsDataset | null = null;

/** The jobs of the lab. Each thread keeps the data set of its last job in memory. */
export const labJobs: JobRunners = {
  async import({ path, options }, { home, hooks }) {
    mkdirSync(join(home, 'datasets'), { recursive: true });
    const dataset = await importIntoCache(
      { path, options },
      (fingerprint) => cachePath(home, fingerprint),
      {
        progress: ({ phase, ...reading }) => hooks.progress({ phase, iteration: 0, iterations: 0, reading }),
        cancelled: hooks.cancelled,
      },
    );
    return datasetRecord(dataset, new Date().toISOString());
  },
  trainClean: ({ dataset, learner }, { home, hooks }) =>
    trainClean({ dataset: loadDataset(home, dataset), learner }, hooks),
  async run({ config, cleanModel, profiles }, { home, hooks, checkpoint }) {
    await prepareGradients([config.gradient]);
    const dataset = loadDataset(home, config.dataset);
    const result = run({ config, dataset, cleanModel, profiles: profiles && completed(profiles), checkpoint }, hooks);
    return { ...result, targetIds: result.targets.map((target) => dataset.itemIds[target]) };
  },
  async audit({ config, cleanModel, directions, iterations }, { home, hooks }) {
    await prepareAudit();
    const dataset = loadDataset(home, config.dataset);
    const targetIds = resolveTargets(config.objective, dataset, cleanModel).map((target) => dataset.itemIds[target]);
    return { ...audit({ config, dataset, cleanModel, directions, iterations }, hooks), targetIds };
  },
  uniqueness({ config, cleanModel, profiles, starts }, { home, hooks }) {
    const dataset = loadDataset(home, config.dataset);
    return uniqueness({ config, dataset, cleanModel, profiles: completed(profiles), starts }, hooks);
  },
  effect({ config, cleanModel, profiles }, { home, hooks }) {
    const dataset = loadDataset(home, config.dataset);
    return predictedEffect({ config, dataset, cleanModel, profiles: completed(profiles) }, hooks);
  },
  calibrate({ datasets }, { home, hooks }) {
    const find = (release: string): (() => RatingsDataset) | null => {
      const whole = findWhole(home, datasets, release);
      return whole === null ? null : () => loadDataset(home, whole);
    };
    return calibrate({ ml100k: find('ml-100k')?.() ?? null, ml1m: find('ml-1m'), ml10m: find('ml-10m') }, hooks);
  },
};

/** Fingerprint of the first data set of a release from which nothing was filtered away. */
function findWhole(home: string, fingerprints: readonly string[], release: string): string | null {
  const whole = fingerprints.find((fingerprint) => {
    const { layout, entries } = readDatasetHeader(cachePath(home, fingerprint));
    return releaseOf({ layout, ratings: entries })?.layout === release;
  });
  return whole ?? null;
}

/** With the column form, which does not travel. */
function completed({ users, items, rowStart, rowItem, rowValue }: StoredProfiles): SparseRatings {
  return withColumns(users, items, rowStart, rowItem, rowValue);
}

function loadDataset(home: string, fingerprint: string): RatingsDataset {
  if (last?.fingerprint !== fingerprint) last = readRatingsCache(cachePath(home, fingerprint));
  return last;
}

/** Where the store looks for it too. */
function cachePath(home: string, fingerprint: string): string {
  return join(home, 'datasets', `${fingerprint}.ratings`);
}
