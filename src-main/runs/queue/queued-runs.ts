import type { Run } from '../../../shared/domain/run.ts';
import type { Store } from '../../store/store.ts';

/** The difference between two looks at the queue, whoever made it: this process or another one. */
export interface QueueDifference {
  /** Campaigns of the runs that joined. */
  campaigns: string[];
  /** Keys of the runs that left. */
  gone: string[];
  /** Whether anything differs, order and pauses included. */
  changed: boolean;
}

/** The queued and running runs of a library as they were at the last look. */
export interface QueuedRuns {
  look(): QueueDifference;
  has(key: string): boolean;
  /** In order, with status `queued` or `running`. */
  all(): Run[];
  /** The campaign that asked first, by key. */
  campaigns(): ReadonlyMap<string, string>;
  /** Keys of those that wait until they are resumed. */
  paused(): ReadonlySet<string>;
  /** Whether the whole queue stands still. */
  standsStill(): boolean;
  /** Runs that left, and all that joined, since the queue was last empty. */
  batch(): { finished: number; total: number };
}

/** A view of the queue; it is empty before the first look. */
export function createQueuedRuns(store: Store): QueuedRuns {
  let runs = new Map<string, Run>();
  let campaigns = new Map<string, string>();
  let paused = new Set<string>();
  let standsStill = false;
  let before = '';
  let batch = { finished: 0, total: 0 };

  return {
    look() {
      const rows = store.queue.list();
      const fresh = rows.filter((row) => !runs.has(row.key));
      const found = new Map(
        store.runs.list({ keys: fresh.map((row) => row.key) }).map((run) => [run.key, run]),
      );
      const known = runs;
      runs = new Map();
      for (const row of rows) {
        const run = known.get(row.key) ?? found.get(row.key);
        if (!run) continue;
        const status = row.state === 'running' ? 'running' : 'queued';
        runs.set(row.key, run.status === status ? run : { ...run, status });
      }
      campaigns = new Map(rows.map((row) => [row.key, row.campaign]));
      paused = new Set(rows.filter((row) => row.paused).map((row) => row.key));
      standsStill = store.queue.standsStill();
      const gone = [...known.keys()].filter((key) => !runs.has(key));
      if (known.size === 0 && fresh.length > 0) batch = { finished: 0, total: 0 };
      batch = { finished: batch.finished + gone.length, total: batch.total + fresh.length };
      const joined = [...new Set(fresh.map((row) => row.campaign))];
      const now = JSON.stringify([standsStill, rows.map(({ key, state, paused: held }) => [key, state, held])]);
      const changed = now !== before;
      before = now;
      return { campaigns: joined, gone, changed };
    },
    has: (key) => runs.has(key),
    all: () => [...runs.values()],
    campaigns: () => campaigns,
    paused: () => paused,
    standsStill: () => standsStill,
    batch: () => batch,
  };
}
