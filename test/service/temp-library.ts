import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventOf, Topic } from '../../shared/contract/events.ts';
import type { Campaign } from '../../shared/domain/campaign.ts';
import { generateRatings } from '../../src-main/ratings/synthetic.ts';
import { inlineEngine } from '../../src-main/runs/engine-process/inline-engine.ts';
import { createService, type ServiceOptions } from '../../src-main/service/service.ts';
import type { Service } from '../../src-main/service/service-surface.ts';
import { openStore } from '../../src-main/store/store.ts';

/** A fresh folder that the system cleans up. */
export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'poison-lab-test-'));
}

/** An open service over a library of its own, and every event it published. */
export interface OpenedService {
  home: string;
  service: Service;
  events: { topic: Topic; payload: unknown }[];
}

/** Opens a service with the engine in this process. */
export async function openTestService(options: Partial<ServiceOptions> = {}): Promise<OpenedService> {
  const home = options.home ?? temporaryFolder();
  const events: OpenedService['events'] = [];
  const publish = <T extends Topic>(topic: T, payload: EventOf<T>) => void events.push({ topic, payload });
  const service = await createService({
    spawnEngine: inlineEngine(),
    publish,
    threads: 1,
    host: 'cli',
    kernels: 'auto',
    ...options,
    home,
  });
  return { home, service, events };
}

/** Waits until none of a campaign's runs waits or works. */
export async function untilEnded(service: Service, campaign: string): Promise<void> {
  for (;;) {
    const { runs } = await service.client.runs.list({ campaign });
    if (runs.every(({ status }) => status !== 'queued' && status !== 'running')) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const small = generateRatings({
  users: 60,
  items: 80,
  ratings: 1500,
  rank: 3,
  noise: 0.6,
  seed: 7,
  minRatings: 20,
  name: 'small',
});

/** 1,500 ratings of 60 users on 80 items as CSV with a header; `lines` replaces lines by 1-based number. */
export function smallCsv(lines: Record<number, string> = {}): string {
  const { ratings, userIds, itemIds, shift } = small;
  const rows = ['user,item,rating'];
  for (let i = 0; i < ratings.users; i++) {
    for (let at = ratings.rowStart[i]; at < ratings.rowStart[i + 1]; at++) {
      rows.push(
        `${userIds[i]},${itemIds[ratings.rowItem[at]]},${(ratings.rowValue[at] - shift.add) / shift.multiply}`,
      );
    }
  }
  for (const [line, text] of Object.entries(lines)) rows[Number(line) - 1] = text;
  return `${rows.join('\n')}\n`;
}

/** Writes the small data set as `small.csv` into a folder; answers with its path. */
export function writeSmallCsv(folder: string, lines: Record<number, string> = {}): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'small.csv');
  writeFileSync(path, smallCsv(lines));
  return path;
}

/** Imports the small data set under the name `small`. */
export async function importSmall(service: Service): Promise<void> {
  const { fileId } = service.files.admit(writeSmallCsv(temporaryFolder()));
  await service.client.datasets.import({ fileId, importId: 'small', options: {} });
}

/** Four quick runs on the small data set: uniform and two steps of PGA, two seeds. */
export function smallCampaign(changes: Partial<Campaign> = {}): Campaign {
  return {
    schema: 1,
    name: 'small campaign',
    dataset: 'small',
    learner: { id: 'als', config: { rank: 3, lambdaUsers: 3, lambdaItems: 3 } },
    objective: { id: 'hybrid', config: { availability: 1, integrity: 1, targets: ['3'], weight: 2 } },
    gradient: { id: 'one-step', config: {} },
    attack: { id: 'uniform', config: {} },
    budget: { maliciousShare: 0.1, fillerSize: 10, maxRating: 2 },
    seed: 1,
    sweep: [
      {
        path: 'attack',
        values: [
          { id: 'uniform', config: {} },
          { id: 'pga', config: { iterations: 2, includeTargets: true } },
        ],
      },
      { path: 'seed', values: [1, 2] },
    ],
    ...changes,
  };
}

/**
 * A hash of what a library holds: every record, and every file of data sets and blobs. Bookkeeping of the
 * database file (its pages, its journal, sessions) is not content.
 */
export async function contentHash(home: string): Promise<string> {
  const store = await openStore(home);
  const both = <T>(list: (options: { deleted: boolean }) => T) => [
    list({ deleted: false }),
    list({ deleted: true }),
  ];
  const records = JSON.stringify([
    both((options) => store.datasets.list(options)),
    both((options) => store.campaigns.list(options)),
    both((options) => store.runs.list(options)),
    store.importedProfiles.list(),
    store.queue.list(),
    store.settings.all(),
  ]);
  store.close();
  const hash = createHash('sha256').update(records);
  for (const folder of ['datasets', 'blobs', 'checkpoints', 'scratch']) {
    for (const file of filesBelow(join(home, folder)))
      hash.update(file.slice(home.length)).update(readFileSync(file));
  }
  return hash.digest('hex');
}

function filesBelow(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
  } catch {
    return [];
  }
}
