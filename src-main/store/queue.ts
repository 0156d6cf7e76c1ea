import type { RunConfig } from '../../shared/domain/run.ts';
import type { Database } from './database.ts';
import { demandLease, endLease, isHeld, takeLease, type Lease, type LeaseRow } from './leases.ts';
import { runLease, runningKeys } from './run-records.ts';
import { insertPlanned, leaveQueue, statusOf, type PlannedRun } from './runs.ts';

/** One run that waits or works. It leaves the queue when it is done, failed or cancelled. */
export interface QueueRow {
  key: string;
  /** The campaign that asked first. */
  campaign: string;
  state: 'waiting' | 'running';
  /** True when some process was asked to stop it and has not yet. */
  cancelRequested: boolean;
  /** True while nobody is to work on it. */
  paused: boolean;
  addedAt: string;
  /** True when the process that works on it is this one. */
  mine: boolean;
}

/** A run that this process alone may compute until the lease is lost or given back. */
export interface Claim {
  planned: PlannedRun;
  campaign: string;
  lease: Lease;
}

/** The queue shared by every process on the library; it survives restarts. */
export interface QueueStore {
  /** In order. */
  list(): QueueRow[];
  /**
   * Queues the runs that are not done, in the given order, behind what waits. Done ones leave the bin;
   * failed and cancelled ones wait again; queued ones keep their place, and wait no longer to be resumed.
   */
  add(campaign: string, runs: readonly PlannedRun[]): { queued: string[]; stored: string[] };
  /**
   * The first run that waits and is not paused, or whose process died, becomes this process's. Null when there is none.
   * `keys` or `campaign` narrow the choice.
   */
  claim(options?: { keys?: readonly string[]; campaign?: string }): Claim | null;
  /** Renews a claim's lease (every few seconds): whether to go on, to stop because of a cancel or a pause, or because it was lost. */
  heartbeat(lease: Lease): 'go on' | 'cancel' | 'pause' | 'lost';
  /** Gives a run back unfinished: it waits again at its old place (host closing, engine restarting). */
  release(lease: Lease): void;
  /** Marks a run cancelled and takes it out of the queue: by the process that worked on it, once it has stopped. */
  cancelled(lease: Lease): void;
  /**
   * Cancels: waiting runs at once (`cancelled`), runs that a living process works on by asking it
   * (`requested`; see {@link QueueStore.heartbeat}).
   */
  cancel(keys: readonly string[]): { cancelled: string[]; requested: string[] };
  /** Pauses or resumes runs of the queue; who works on a paused one is asked to give it back. Answers with those that changed. */
  setPaused(keys: readonly string[], paused: boolean): string[];
  /** Puts a run before another one, or last where `before` is null; false when one of them is not in the queue. */
  move(key: string, before: string | null): boolean;
  /** Whether the whole queue stands still. */
  standsStill(): boolean;
  setStandsStill(still: boolean): void;
}

interface Row {
  key: string;
  campaign: string;
  cancel_requested: number;
  paused: number;
  added_at: string;
  instance: string | null;
}

/** The queue of a library. */
export function queueStore(database: Database): QueueStore {
  function cancelNow(key: string): void {
    leaveQueue(database, key, null);
    database.run("UPDATE runs SET status = 'cancelled' WHERE key = ? AND status = 'queued'", key);
  }

  return {
    list() {
      const running = runningKeys(database);
      const rows = database.all<Row>(
        `SELECT q.key, q.campaign, q.cancel_requested, q.paused, q.added_at, l.instance
         FROM queue q LEFT JOIN leases l ON l.name = 'run:' || q.key ORDER BY q.position`,
      );
      return rows.map((row) => ({
        key: row.key,
        campaign: row.campaign,
        state: running.has(row.key) ? 'running' : 'waiting',
        cancelRequested: row.cancel_requested === 1,
        paused: row.paused === 1,
        addedAt: row.added_at,
        mine: row.instance === database.owner.instance,
      }));
    },
    add: (campaign, runs) =>
      database.write('queue the runs', () => {
        const queued: string[] = [];
        const stored: string[] = [];
        for (const planned of runs) {
          database.run('UPDATE runs SET deleted_at = NULL WHERE key = ?', planned.key);
          if (statusOf(database, planned.key) === 'done') {
            stored.push(planned.key);
            continue;
          }
          queued.push(planned.key);
          insertPlanned(database, planned);
          database.run("UPDATE runs SET status = 'queued', error = NULL WHERE key = ?", planned.key);
          database.run(
            `INSERT INTO queue (key, campaign, added_at) VALUES (?, ?, ?)
             ON CONFLICT (key) DO UPDATE SET cancel_requested = 0, paused = 0`,
            ...[planned.key, campaign, new Date().toISOString()],
          );
        }
        return { queued, stored };
      }),
    claim: (options = {}) =>
      database.write('take a run from the queue', () => {
        for (;;) {
          const row = firstFree(database, options);
          if (!row) return null;
          if (row.cancel_requested === 1) {
            cancelNow(row.key);
            continue;
          }
          const lease = takeLease(database, runLease(row.key));
          if (lease) return { planned: plannedRun(database, row.key), campaign: row.campaign, lease };
        }
      }),
    heartbeat: (lease) =>
      database.write('renew a lease', () => {
        const renewed = database.run(
          'UPDATE leases SET heartbeat = ? WHERE name = ? AND fence = ?',
          ...[Date.now(), lease.name, lease.fence],
        );
        if (renewed === 0) return 'lost';
        const row = database.one<Pick<Row, 'cancel_requested' | 'paused'>>(
          'SELECT cancel_requested, paused FROM queue WHERE key = ?',
          keyOf(lease),
        );
        if (row?.cancel_requested === 1) return 'cancel';
        return row?.paused === 1 ? 'pause' : 'go on';
      }),
    release: (lease) => database.write('give a run back', () => endLease(database, lease)),
    cancelled: (lease) =>
      database.write('record the cancel', () => {
        demandLease(database, lease);
        cancelNow(keyOf(lease));
        endLease(database, lease);
      }),
    cancel: (keys) =>
      database.write('cancel runs', () => {
        const running = runningKeys(database);
        const inQueue = keys.filter(
          (key) => database.one('SELECT 1 FROM queue WHERE key = ?', key) !== undefined,
        );
        const requested = inQueue.filter((key) => running.has(key));
        const cancelled = inQueue.filter((key) => !running.has(key));
        for (const key of requested) database.run('UPDATE queue SET cancel_requested = 1 WHERE key = ?', key);
        for (const key of cancelled) cancelNow(key);
        return { cancelled, requested };
      }),
    setPaused: (keys, paused) =>
      database.write(paused ? 'pause runs' : 'resume runs', () =>
        keys.filter(
          (key) =>
            database.run('UPDATE queue SET paused = ? WHERE key = ? AND paused <> ?', Number(paused), key, Number(paused)) === 1,
        ),
      ),
    move: (key, before) =>
      database.write('move a run', () => {
        const rows = database.all<{ key: string; position: number }>('SELECT key, position FROM queue ORDER BY position');
        const order = rows.map((row) => row.key).filter((other) => other !== key);
        const at = before === null ? order.length : order.indexOf(before);
        if (order.length === rows.length || at < 0) return false;
        order.splice(at, 0, key);
        const moved = rows.filter((row, index) => row.key !== order[index]);
        // Positions are unique at every moment, so those that change hands first step aside.
        for (const row of moved) database.run('UPDATE queue SET position = ? WHERE key = ?', -row.position, row.key);
        rows.forEach((row, index) => {
          if (row.key !== order[index])
            database.run('UPDATE queue SET position = ? WHERE key = ?', row.position, order[index]);
        });
        return true;
      }),
    standsStill: () =>
      database.one<{ value: string }>('SELECT value FROM settings WHERE name = ?', stillSetting)?.value === 'true',
    setStandsStill: (still) =>
      database.write('pause the queue', () => {
        database.run('REPLACE INTO settings VALUES (?, ?)', stillSetting, JSON.stringify(still));
      }),
  };
}

/** A row of the preferences that is the queue's own. */
const stillSetting = 'queue stands still';

/** The first run of the queue that is not paused and that no living process works on. */
function firstFree(
  database: Database,
  { keys, campaign }: { keys?: readonly string[]; campaign?: string },
): Row | null {
  const rows = database.all<Row & Partial<LeaseRow>>(
    `SELECT q.key, q.campaign, q.cancel_requested, q.paused, q.added_at, l.* FROM queue q
     LEFT JOIN leases l ON l.name = 'run:' || q.key
     WHERE q.paused = 0 AND (? IS NULL OR q.key IN (SELECT value FROM json_each(?))) AND (? IS NULL OR q.campaign = ?)
     ORDER BY q.position`,
    ...[keys ? '' : null, keys ? JSON.stringify(keys) : '[]', campaign ?? null, campaign ?? null],
  );
  return rows.find((row) => row.instance === null || !isHeld(row as LeaseRow)) ?? null;
}

function plannedRun(database: Database, key: string): PlannedRun {
  const row = database.one<{ config: string; label: string; dataset_name: string; malicious_users: number }>(
    'SELECT config, label, dataset_name, malicious_users FROM runs WHERE key = ?',
    key,
  );
  if (!row) throw new Error(`the queue holds the unknown run ${key}`);
  return {
    key,
    config: JSON.parse(row.config) as RunConfig,
    label: row.label,
    datasetName: row.dataset_name,
    maliciousUsers: row.malicious_users,
  };
}

function keyOf(lease: Lease): string {
  return lease.name.slice('run:'.length);
}
