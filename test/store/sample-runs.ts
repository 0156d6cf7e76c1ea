import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Campaign } from '../../shared/domain/campaign.ts';
import type { Dataset } from '../../shared/domain/dataset.ts';
import { openStore, type Store, type StoreOptions } from '../../src-main/store/store.ts';
import { sampleConfig } from './sample-results.ts';

/** An empty library folder that goes with the test. */
export function emptyHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'poison-lab-store-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  return home;
}

/** A library, closed and removed with the test. */
export async function openedStore(home: string = emptyHome(), options: StoreOptions = {}): Promise<Store> {
  const store = await openStore(home, options);
  onTestFinished(() => store.close());
  return store;
}

export function sampleDataset(name: string, more: Partial<Dataset> = {}): Dataset {
  return {
    name,
    fingerprint: createHash('sha256').update(name).digest('hex'),
    users: 943,
    items: 1682,
    ratings: 100_000,
    scale: { min: 1, max: 5, step: 1, observed: false },
    shift: { multiply: 1, add: -3 },
    report: { rows: 100_000, kept: 100_000, droppedByReason: {} },
    layout: 'ml-100k',
    importedAt: '2026-01-02T03:04:05.000Z',
    hasTitles: true,
    deletedAt: null,
    ...more,
  };
}

export function sampleCampaign(name: string): Campaign {
  const { learner, objective, attack, budget, seed } = sampleConfig(1);
  return {
    schema: 1,
    name,
    dataset: 'ml-100k',
    learner,
    objective,
    gradient: { id: 'exact', config: {} },
    attack,
    budget,
    seed,
    sweep: [],
  };
}
