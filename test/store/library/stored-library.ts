import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Dataset } from '../../../shared/domain/dataset.ts';
import { openStore } from '../../../src-main/store/store.ts';
import { samplePlan, sampleResult } from '../sample-results.ts';

/** A fresh folder that the system cleans up. */
export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'poison-lab-library-'));
}

/** Fingerprint of the data set of {@link fillLibrary}. */
export const fingerprint = 'd'.repeat(64);

/** A library with a data set, runs of which every other one keeps its profiles outside the database, a model and a checkpoint. */
export async function fillLibrary(home: string, runs = 4): Promise<void> {
  const store = await openStore(home);
  writeFileSync(store.datasets.cachePath(fingerprint), Buffer.alloc(50_000, 7));
  store.datasets.add(sampleDataset());
  for (let seed = 0; seed < runs; seed++) store.runs.finish(samplePlan(seed), sampleResult(seed, seed % 2 === 0 ? 3 : 22_000), null);
  store.cleanModels.put('model', sampleModel(), fingerprint);
  store.settings.set({ theme: 'dark' });
  mkdirSync(join(store.home, 'checkpoints'), { recursive: true });
  writeFileSync(join(store.home, 'checkpoints', samplePlan(99).key), 'half done');
  store.close();
}

/** What a library holds, whoever opens it and wherever it lies: every record, and every payload read back. */
export async function contentOf(root: string): Promise<string> {
  const store = await openStore(root);
  try {
    const runs = store.runs.list().map(({ key }) => [key, store.runs.details(key), store.runs.profiles(key)]);
    const text = JSON.stringify([
      store.datasets.list(),
      store.datasets.list({ deleted: true }),
      runs,
      store.cleanModels.get('model'),
      store.settings.all()['theme'],
      createHash('sha256').update(readFileSync(store.datasets.cachePath(fingerprint))).digest('hex'),
    ]);
    return createHash('sha256').update(text).digest('hex');
  } finally {
    store.close();
  }
}

/** Names in a folder; none where it is not there. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function sampleDataset(): Dataset {
  return {
    name: 'sample',
    fingerprint,
    users: 10,
    items: 20,
    ratings: 100,
    scale: { min: 1, max: 5, step: 1, observed: false },
    shift: { multiply: 1, add: -3 },
    report: { rows: 100, kept: 100, droppedByReason: {} },
    layout: 'csv',
    importedAt: '2026-01-02T03:04:05.000Z',
    hasTitles: false,
    deletedAt: null,
  };
}

function sampleModel() {
  const factors = (length: number) => Float64Array.from({ length }, (_, at) => Math.sin(at));
  return { rank: 2, userFactors: factors(40_000), itemFactors: factors(40), objective: 1, relativeGradient: 1e-9, sweeps: 3 };
}
