import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseRunConfig, runIdentity, runLabel } from '../../../src-main/engine/catalogue.ts';
import { writeRatingsCache } from '../../../src-main/ratings/cache.ts';
import { datasetRecord } from '../../../src-main/ratings/profile.ts';
import { generateRatings } from '../../../src-main/ratings/synthetic.ts';
import type { PlannedRun } from '../../../src-main/store/runs.ts';
import { openStore } from '../../../src-main/store/store.ts';
import type { Slot } from '../../../shared/domain/component.ts';

/** The lab's own worker, as source. */
export const labWorker = fileURLToPath(
  new URL('../../../src-main/runs/engine-process/worker.ts', import.meta.url),
);

const dataset = generateRatings({
  users: 60,
  items: 80,
  ratings: 1500,
  rank: 3,
  noise: 0.6,
  seed: 7,
  minRatings: 10,
  name: 'small',
});

/** A library with a data set of 60 users and 80 items. */
export async function smallLibrary(): Promise<string> {
  const home = mkdtempSync(join(tmpdir(), 'poison-lab-real-'));
  const store = await openStore(home);
  writeRatingsCache(store.datasets.cachePath(dataset.fingerprint), dataset);
  store.datasets.add(datasetRecord(dataset, new Date(0).toISOString()));
  store.close();
  return home;
}

/** One run of an attack on the small data set. */
export function smallRun(attack: Slot, gradient: string, seed = 1): PlannedRun {
  const config = parseRunConfig({
    dataset: dataset.fingerprint,
    learner: { id: 'als', config: { rank: 4, lambdaUsers: 2, lambdaItems: 2 } },
    objective: {
      id: 'hybrid',
      config: { availability: 1, integrity: 2, targets: [dataset.itemIds[3]], weight: 2 },
    },
    gradient: { id: gradient, config: {} },
    attack,
    budget: { maliciousShare: 0.1, fillerSize: 12, maxRating: 2 },
    seed,
  });
  return {
    key: runIdentity(config).key,
    config,
    label: runLabel(config),
    datasetName: 'small',
    maliciousUsers: 6,
  };
}

/** Long enough to be interrupted in the middle, on faster machines too: one iteration takes some milliseconds. */
export const longRun = smallRun({ id: 'sgld', config: { iterations: 600 } }, 'exact');

/** One run of every attack, the long one among them. */
export const everyAttack = [
  smallRun({ id: 'uniform', config: {} }, 'exact'),
  smallRun({ id: 'pga', config: { iterations: 8 } }, 'one-step'),
  smallRun({ id: 'pga', config: { iterations: 8, includeTargets: true } }, 'exact'),
  longRun,
];

/** The data file's own id of the target item. */
export const target = dataset.itemIds[3];
