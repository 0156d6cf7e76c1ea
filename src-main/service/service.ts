import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { EventOf, Publish } from '../../shared/contract/events.ts';
import { chooseKernels } from '../numeric/kernels/choice.ts';
import { createDatasetResolver } from '../runs/campaign/dataset-reference.ts';
import { startEngine } from '../runs/engine-process/client.ts';
import type { SpawnEngine } from '../runs/engine-process/protocol.ts';
import { createCleanModels } from '../runs/queue/clean-models.ts';
import { createQueue } from '../runs/queue/queue.ts';
import { openStore, type Store } from '../store/store.ts';
import { auditHandlers } from './audits.ts';
import { campaignHandlers } from './campaigns.ts';
import { catalogueHandlers } from './catalogue.ts';
import { claimHandlers } from './claims.ts';
import type { ServiceContext } from './context.ts';
import { datasetHandlers } from './datasets.ts';
import { createDispatcher } from './dispatcher.ts';
import { effectHandlers } from './effects.ts';
import { figureHandlers } from './figures.ts';
import { openFileRegistry } from './files.ts';
import { libraryHandlers } from './library.ts';
import { reopenable, type Reopening } from './reopenable.ts';
import { prepareFirstStart } from './first-start.ts';
import { createInProcessClient } from './in-process-client.ts';
import { findInstallation } from './installation.ts';
import { profileHandlers } from './profiles.ts';
import { queuedCoreSeconds } from './queued-core-seconds.ts';
import { queueHandlers } from './queue.ts';
import { reportHandlers } from './reports.ts';
import { runEffects } from './run-effects.ts';
import { runHandlers } from './runs.ts';
import type { Service } from './service-surface.ts';
import { readSettings, settingHandlers } from './settings.ts';
import { viewHandlers } from './views.ts';
import { watchChecks } from './watched-checks.ts';

/** What a host injects. */
export interface ServiceOptions {
  /** Library folder, absolute; made when it is not there. */
  home: string;
  /** How the engine is started: `nodeEngine`, Electron's utility process, inline in tests. */
  spawnEngine: SpawnEngine;
  publish: Publish;
  /** Cores that runs share, and runs at once; null means the stored preference, else every core. */
  threads: number | null;
  /** Goes into every run's provenance. */
  host: 'electron' | 'loopback' | 'cli';
  /** Which build of the kernels computes, in this process and its engine; `plain` has the same bits on every machine. */
  kernels: 'auto' | 'plain';
  /** Whether to work on everything that waits in the library (default), or only on what this host adds. */
  scope?: 'library' | 'added';
}

/**
 * Opens a library and everything that works on it. Close it when done.
 * @throws LabError as `openStore`
 */
export function createService(options: ServiceOptions): Promise<Service> {
  return reopenable((reopening) => openService(options, reopening));
}

async function openService(options: ServiceOptions, reopening: Reopening): Promise<Service> {
  const { home, publish, host } = options;
  chooseKernels(options.kernels);
  const installation = findInstallation();
  const store = await openStore(home);
  const threads = () => options.threads ?? readSettings(store).threads ?? availableParallelism();
  const files = openFileRegistry(store.home);
  const engine = startEngine({ spawn: options.spawnEngine, home: store.home, threads: threads() });
  const cleanModels = createCleanModels(store, engine);
  const datasets = createDatasetResolver(store);
  const campaigns = () => ({ store, datasets, trainClean: cleanModels.get, threads: threads() });
  prepareLibrary(store, () => prepareFirstStart({ store, campaigns, installation }));
  if (options.scope !== 'added' && !store.readOnly) store.emptyBin();
  const queue = createQueue({
    store,
    engine,
    cleanModels,
    // Every topic of the queue is one of the contract's, with the same payload.
    publish: (topic, payload) => publish(topic, payload as EventOf<typeof topic>),
    threads: threads(),
    now: Date.now,
    application: `poison-lab ${installation.version}`,
    host,
    scope: options.scope,
    readEstimates: () => queuedCoreSeconds(store),
  });
  const jobs = new Set<string>();
  const startJob = (kind: string) => {
    const jobId = `${kind} ${randomUUID()}`;
    jobs.add(jobId);
    return { jobId, end: () => void jobs.delete(jobId) };
  };
  const context: ServiceContext = {
    store,
    engine,
    cleanModels,
    queue,
    campaigns,
    files,
    publish,
    installation,
    host,
    threads,
    startJob,
    checks: watchChecks({ engine, publish, startJob }),
  };
  const effects = runEffects(context);
  const { call } = createDispatcher({
    datasets: datasetHandlers(context),
    catalogue: catalogueHandlers(),
    campaigns: campaignHandlers(context),
    profiles: profileHandlers(context),
    queue: queueHandlers(context),
    runs: runHandlers(context),
    views: viewHandlers(context),
    audits: auditHandlers(context),
    effects: effectHandlers(context, effects),
    claims: claimHandlers(context),
    figures: figureHandlers(context),
    reports: reportHandlers(context, effects),
    library: libraryHandlers(context, () => busyWith(queue.state().engine, jobs.size), reopening),
    settings: settingHandlers(context),
  });
  let closing: Promise<void> | null = null;
  const close = async () => {
    for (const jobId of jobs) engine.cancel(jobId);
    await queue.close();
    await engine.close();
    files.close();
    store.close();
  };
  const client = createInProcessClient(call);
  return { call, client, files, notice: store.notice, close: () => (closing ??= close()) };
}

/** A library that cannot be prepared is closed again: it must not look as if its session had crashed. */
function prepareLibrary(store: Store, prepare: () => void): void {
  try {
    prepare();
  } catch (error) {
    store.close();
    throw error;
  }
}

/** Why the library has to stay as it is for now; null where nothing works on it. */
function busyWith(engine: 'idle' | 'busy' | 'restarting', jobs: number): string | null {
  if (engine !== 'idle') return 'Runs are being computed. Wait for them, or cancel them in the queue.';
  return jobs > 0 ? 'An import or a check is under way. Wait for it, or cancel it.' : null;
}
