import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { campaignSchema } from '../../../shared/domain/campaign.ts';
import type { Campaign } from '../../../shared/domain/campaign.ts';
import type { RunConfig } from '../../../shared/domain/run.ts';
import { parseRunConfig, runIdentity, runLabel } from '../../../src-main/engine/catalogue.ts';
import { startEngine } from '../../../src-main/runs/engine-process/client.ts';
import type { Engine } from '../../../src-main/runs/engine-process/client.ts';
import { spawnNodeEngine } from '../../../src-main/runs/engine-process/spawn-node-engine.ts';
import { createCleanModels } from '../../../src-main/runs/queue/clean-models.ts';
import { createQueue } from '../../../src-main/runs/queue/queue.ts';
import type { Queue } from '../../../src-main/runs/queue/queue.ts';
import type { QueueEvents } from '../../../src-main/runs/queue/queue-events.ts';
import type { PlannedRun } from '../../../src-main/store/runs.ts';
import { openStore } from '../../../src-main/store/store.ts';
import type { Store } from '../../../src-main/store/store.ts';
import type { ToyConfig } from '../engine-process/toy-jobs.ts';
import { engineEntry } from '../engine-process/toy-engine.ts';

/** What toy runs do, all of them and those of single seeds. */
export interface ToyPlan {
  every: ToyConfig;
  seeds?: Record<number, Partial<ToyConfig>>;
  /** Milliseconds that training the clean model takes; 0 where left out. */
  cleanPause?: number;
}

export const toyQueueWorker = fileURLToPath(new URL('./toy-queue-worker.ts', import.meta.url));
/** Fingerprint of the data set that toy runs name. */
export const toyDataset = 'f'.repeat(64);

/** A published event with its topic. */
export type Published = {
  [T in keyof QueueEvents]: { topic: T; payload: QueueEvents[T] };
}[keyof QueueEvents];

/** A queue over a real store and a real engine process, and what it published. */
export interface QueueBench {
  store: Store;
  engine: Engine;
  queue: Queue;
  published: Published[];
  close(): Promise<void>;
}

/** A library folder of its own, with a plan for the toy runs. */
export async function newHome(plan?: ToyPlan): Promise<string> {
  const home = mkdtempSync(join(tmpdir(), 'poison-lab-queue-'));
  mkdirSync(home, { recursive: true });
  if (plan) planToys(home, plan);
  const store = await openStore(home);
  store.datasets.add({
    name: 'toy',
    fingerprint: toyDataset,
    users: 100,
    items: 10,
    ratings: 20,
    scale: { min: 1, max: 5, step: 1, observed: false },
    shift: { multiply: 1, add: -3 },
    report: { rows: 20, kept: 20, droppedByReason: {} },
    layout: 'csv',
    importedAt: new Date(0).toISOString(),
    hasTitles: false,
    deletedAt: null,
  });
  store.close();
  return home;
}

/** Says what toy runs do from now on. */
export function planToys(home: string, plan: ToyPlan): void {
  writeFileSync(join(home, 'toy.json'), JSON.stringify(plan));
}

/** Opens a queue on a library. */
export async function openQueue(
  home: string,
  threads = 1,
  scope: 'library' | 'added' = 'library',
  workerEntry = toyQueueWorker,
): Promise<QueueBench> {
  const store = await openStore(home);
  const engine = startEngine({
    spawn: spawnNodeEngine(engineEntry, workerEntry),
    home,
    threads,
    backOffMilliseconds: 20,
  });
  const published: Published[] = [];
  const queue = createQueue({
    store,
    engine,
    cleanModels: createCleanModels(store, engine),
    publish: (topic, payload) => published.push({ topic, payload } as Published),
    threads,
    now: Date.now,
    application: 'poison-lab test',
    host: 'test',
    scope,
  });
  return {
    store,
    engine,
    queue,
    published,
    async close() {
      await queue.close();
      await engine.close();
      store.close();
    },
  };
}

/** A campaign over seeds and its runs. */
export function seedCampaign(
  seeds: readonly number[],
  name = 'seeds',
  change: Partial<RunConfig> = {},
): { campaign: Campaign; runs: PlannedRun[] } {
  const base = {
    dataset: toyDataset,
    learner: { id: 'als', config: {} },
    objective: { id: 'availability', config: {} },
    gradient: { id: 'exact', config: {} },
    attack: { id: 'uniform', config: {} },
    budget: { maliciousShare: 0.05, fillerSize: 5, maxRating: 2 },
    ...change,
  };
  const campaign = campaignSchema.parse({
    schema: 1,
    name,
    ...base,
    seed: seeds[0],
    sweep: [{ path: 'seed', values: [...seeds] }],
  });
  const runs = seeds.map((seed) => {
    const config = parseRunConfig({ ...base, seed });
    return {
      key: runIdentity(config).key,
      config,
      label: runLabel(config),
      datasetName: 'toy',
      maliciousUsers: 5,
    };
  });
  return { campaign, runs };
}
