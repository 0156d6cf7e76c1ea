import type { LabErrorData } from '../../shared/domain/errors.ts';
import type { Metrics, Run, RunConfig, RunStatus } from '../../shared/domain/run.ts';
import type { Database } from './database.ts';
import { isHeld, type LeaseRow } from './leases.ts';

/** A row of `runs` as lists need it, with its neighbours among all keys. */
export interface RunRow {
  key: string;
  status: Exclude<RunStatus, 'running'>;
  config: string;
  label: string;
  dataset_name: string;
  malicious_users: number;
  metrics: string | null;
  seconds: number | null;
  error: string | null;
  finished_at: string | null;
  deleted_at: string | null;
  before: string | null;
  after: string | null;
}

/** Selects RunRow; the data set is called what it is called today, if the library still has it. */
export const selectRuns = `
  SELECT r.key, r.status, r.config, r.label, coalesce(d.name, r.dataset_name) AS dataset_name, r.malicious_users,
    r.metrics, r.seconds, r.error, r.finished_at, r.deleted_at,
    (SELECT max(key) FROM runs WHERE key < r.key) AS before,
    (SELECT min(key) FROM runs WHERE key > r.key) AS after
  FROM runs r LEFT JOIN datasets d ON d.fingerprint = r.dataset`;

const shortest = 8;

/** Keys of the runs that a living process works on. */
export function runningKeys(database: Database): Set<string> {
  const rows = database.all<LeaseRow>("SELECT * FROM leases WHERE name >= 'run:' AND name < 'run;'");
  return new Set(rows.filter(isHeld).map((row) => row.name.slice('run:'.length)));
}

/** The name of a run's lease. */
export function runLease(key: string): string {
  return `run:${key}`;
}

/** A run as listed everywhere; a queued one that a living process works on is running. */
export function toRun(row: RunRow, running: ReadonlySet<string>): Run {
  const error = row.error === null ? null : (JSON.parse(row.error) as LabErrorData);
  const config = JSON.parse(row.config) as RunConfig;
  return {
    run: row.key.slice(
      0,
      Math.max(shortest, shared(row.key, row.before) + 1, shared(row.key, row.after) + 1),
    ),
    key: row.key,
    status: row.status === 'queued' && running.has(row.key) ? 'running' : row.status,
    cached: row.status === 'done',
    seconds: row.seconds,
    config,
    metrics: row.metrics === null ? null : (JSON.parse(row.metrics) as Metrics),
    ...(error ? { error: error.message } : {}),
    datasetName: row.dataset_name,
    label: row.label,
    maliciousUsers: row.malicious_users,
    finishedAt: row.finished_at,
    deletedAt: row.deleted_at,
  };
}

function shared(key: string, other: string | null): number {
  if (other === null) return 0;
  let length = 0;
  while (length < key.length && key[length] === other[length]) length++;
  return length;
}
