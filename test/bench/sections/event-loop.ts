import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import type { Campaign } from '../../../shared/domain/campaign.ts';
import { writeRatingsCache } from '../../../src-main/ratings/cache.ts';
import { datasetRecord } from '../../../src-main/ratings/profile.ts';
import { spawnNodeEngine } from '../../../src-main/runs/engine-process/spawn-node-engine.ts';
import { createService } from '../../../src-main/service/service.ts';
import type { Service } from '../../../src-main/service/service-surface.ts';
import { openStore } from '../../../src-main/store/store.ts';
import { generatedDataset } from '../generated-dataset.ts';
import type { ShapeName } from '../kernels/generated-ratings.ts';
import type { SectionPlans } from '../plan.ts';
import type { Report } from '../report.ts';
import { allThreads } from '../threads.ts';

/** Milliseconds between two looks at the loop. */
const resolution = 1;

/**
 * How late the host's event loop is while its engine computes on every core: the service with its store, a campaign of
 * exact gradient ascent, and a client that asks for the queue and the runs four times a second, as the window does.
 */
export async function eventLoop(
  { shape, seconds }: SectionPlans['eventLoop'],
  report: Report,
): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'poison-lab-bench-'));
  try {
    const name = await storeDataset(home, shape);
    const service = await openService(home);
    const addRow = report.table(`Event-loop delay of the host (ms), ${shape} on ${allThreads} threads`, [
      ...['host'.padEnd(20), 'p50', 'p99', 'aim', 'largest', 'runs done'],
    ]);
    const watch = async (state: string, aim: string | null): Promise<void> => {
      const delay = monitorEventLoopDelay({ resolution });
      delay.enable();
      await askAgainAndAgain(service, seconds);
      delay.disable();
      const { runs } = await service.client.runs.list({});
      // The histogram holds the time between two looks, the pause itself included.
      const late = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - resolution);
      const done = runs.filter(({ status }) => status === 'done').length;
      addRow([state, late(delay.percentile(50)), late(delay.percentile(99)), aim, late(delay.max), done]);
    };
    await watch('idle', null);
    await service.client.queue.add({ campaign: campaignOf(name) });
    await watch('every core at work', '< 20');
    await service.close();
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

async function storeDataset(home: string, shape: ShapeName): Promise<string> {
  const dataset = generatedDataset(shape);
  const store = await openStore(home);
  writeRatingsCache(store.datasets.cachePath(dataset.fingerprint), dataset);
  store.datasets.add(datasetRecord(dataset, new Date(0).toISOString()));
  store.close();
  return dataset.name;
}

function openService(home: string): Promise<Service> {
  const source = (file: string) =>
    fileURLToPath(new URL(`../../../src-main/runs/engine-process/${file}.ts`, import.meta.url));
  return createService({
    ...{ home, host: 'loopback', kernels: 'auto', threads: allThreads, publish: () => undefined },
    spawnEngine: spawnNodeEngine(source('main'), source('worker')),
  });
}

async function askAgainAndAgain({ client }: Service, seconds: number): Promise<void> {
  const end = performance.now() + 1000 * seconds;
  while (performance.now() < end) {
    await client.queue.state({});
    await client.runs.list({});
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** More runs than there is time for. */
function campaignOf(dataset: string): Campaign {
  return {
    ...{ schema: 1, name: 'bench', dataset, seed: 1 },
    learner: { id: 'als', config: { rank: 8, lambdaUsers: 60, lambdaItems: 60 } },
    objective: { id: 'availability', config: {} },
    gradient: { id: 'exact', config: {} },
    attack: { id: 'pga', config: {} },
    budget: { maliciousShare: 0.05, fillerSize: 50, maxRating: 2 },
    sweep: [{ path: 'seed', values: Array.from({ length: 40 }, (_, at) => at + 1) }],
  };
}
