import type { LabErrorData } from '../../shared/domain/errors.ts';
import type { Metrics, Run, RunConfig, RunStatus } from '../../shared/domain/run.ts';
import type { Database } from './database.ts';
import { isHeld, type LeaseRow } from './leases.ts';

/** A row of `runs` as lists need it. */
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
}

/** Selects RunRow; the data set is called what it is called today, if the library still has it. */
export const selectRuns = `
  SELECT r.key, r.status, r.config, r.label, coalesce(d.name, r.dataset_name) AS dataset_name, r.malicious_users,
    r.metrics, r.seconds, r.error, r.finished_at, r.deleted_at
  FROM runs r LEFT JOIN datasets d ON d.fingerprint = r.dataset`;

const shortest = 8;
const seedField = ',"seed":';

/** Keys of the runs that a living process works on. */
export function runningKeys(database: Database): Set<string> {
  const rows = database.all<LeaseRow>("SELECT * FROM leases WHERE name >= 'run:' AND name < 'run;'");
  return new Set(rows.filter(isHeld).map((row) => row.name.slice('run:'.length)));
}

/** The name of a run's lease. */
export function runLease(key: string): string {
  return `run:${key}`;
}

/** What turns rows into runs. */
export interface RowReader {
  running: ReadonlySet<string>;
  /** Characters of a key that no other key of the library begins with, 8 or more. */
  prefixOf(key: string): number;
  /** A stored configuration; of thousands that differ in their seeds alone, everything else is parsed once and shared. */
  configOf(text: string): RunConfig;
}

/**
 * For any number of rows: asks for every key once.
 * @param configOf reads configurations; one that lives longer shares their parts between lists
 */
export function readerOfMany(database: Database, configOf: RowReader['configOf']): RowReader {
  const keys = database.all<{ key: string }>('SELECT key FROM runs ORDER BY key').map(({ key }) => key);
  const prefixes = new Map(keys.map((key, at) => [key, prefixLength(key, keys[at - 1], keys[at + 1])]));
  return { running: runningKeys(database), prefixOf: (key) => prefixes.get(key) ?? shortest, configOf };
}

/** For one row: asks for the neighbours of its key. */
export function readerOfOne(database: Database): RowReader {
  const prefixOf = (key: string): number => {
    const neighbours = database.one<{ before: string | null; after: string | null }>(
      'SELECT (SELECT max(key) FROM runs WHERE key < ?) AS before, (SELECT min(key) FROM runs WHERE key > ?) AS after',
      ...[key, key],
    );
    return prefixLength(key, neighbours?.before ?? undefined, neighbours?.after ?? undefined);
  };
  return { running: runningKeys(database), prefixOf, configOf: (text) => JSON.parse(text) as RunConfig };
}

/** A run as listed everywhere; a queued one that a living process works on is running. */
export function toRun(row: RunRow, { running, prefixOf, configOf }: RowReader): Run {
  const error = row.error === null ? null : (JSON.parse(row.error) as LabErrorData);
  return {
    run: row.key.slice(0, prefixOf(row.key)),
    key: row.key,
    status: statusOf(row, running),
    cached: row.status === 'done',
    seconds: row.seconds,
    config: configOf(row.config),
    metrics: row.metrics === null ? null : (JSON.parse(row.metrics) as Metrics),
    ...(error ? { error: error.message } : {}),
    datasetName: row.dataset_name,
    label: row.label,
    maliciousUsers: row.malicious_users,
    finishedAt: row.finished_at,
    deletedAt: row.deleted_at,
  };
}

/** The status of a row's run, see {@link toRun}. */
export function statusOf({ key, status }: RunRow, running: ReadonlySet<string>): RunStatus {
  return status === 'queued' && running.has(key) ? 'running' : status;
}

/** Reads configurations: of thousands that differ in their seeds alone, everything else is parsed once and shared. */
export function configReader(): (text: string) => RunConfig {
  const known = new Map<string, Omit<RunConfig, 'seed'>>();
  return (text) => {
    const cut = text.lastIndexOf(seedField);
    const seed = text.slice(cut + seedField.length, -1);
    // A seed that is no whole number at the very end is not the one of the run.
    if (cut < 0 || !/^-?\d+$/.test(seed)) return JSON.parse(text) as RunConfig;
    const head = text.slice(0, cut);
    const shared = known.get(head) ?? (JSON.parse(`${head}}`) as Omit<RunConfig, 'seed'>);
    known.set(head, shared);
    return { ...shared, seed: Number(seed) };
  };
}

function prefixLength(key: string, before: string | undefined, after: string | undefined): number {
  return Math.max(shortest, shared(key, before) + 1, shared(key, after) + 1);
}

function shared(key: string, other: string | undefined): number {
  if (other === undefined) return 0;
  let length = 0;
  while (length < key.length && key[length] === other[length]) length++;
  return length;
}
