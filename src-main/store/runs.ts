import { LabError, type LabErrorData } from '../../shared/domain/errors.ts';
import type { Metrics, Provenance, Run, RunConfig, RunStatus, Series } from '../../shared/domain/run.ts';
import type { Blobs } from './blobs.ts';
import type { Database } from './database.ts';
import { demandLease, endLease, type Lease } from './leases.ts';
import { recordPayload, stagePayload, type PayloadStore } from './payloads.ts';
import { decodeProfiles, encodeProfiles, type StoredProfiles } from './profiles.ts';
import { rememberedRuns } from './remembered-runs.ts';
import { readerOfOne, runningKeys, selectRuns, toRun, type RunRow } from './run-records.ts';

/** A run before it is computed: what a list needs to show it. */
export interface PlannedRun {
  /** SHA-256 (hex) of everything its bits depend on. */
  key: string;
  config: RunConfig;
  /** "PGA exact". */
  label: string;
  datasetName: string;
  maliciousUsers: number;
}

/** A computed run; written whole, in one transaction. */
export interface FinishedRun {
  metrics: Metrics;
  series: Series;
  provenance: Provenance;
  profiles: StoredProfiles;
  /** Resolved target ids as in the data file. */
  targets: string[];
  warnings: string[];
  /** Seconds of computing, over all of its sessions. */
  seconds: number;
}

/** Everything about one run but its profiles. */
export interface RunDetails {
  run: Run;
  series: Series | null;
  provenance: Provenance | null;
  targets: string[];
  warnings: string[];
  error: LabErrorData | null;
}

/** Where a run belongs and what computed it. */
export interface RunOrigin {
  /** Its key. */
  run: string;
  /** Saved campaigns that list it, by name. */
  campaigns: string[];
  /** Null while it is not computed. */
  application: string | null;
  kernels: string | null;
}

/**
 * Runs by key. Lists hold every status; `cached` of a run from here is true when it is done
 * (who has just computed it says otherwise).
 */
export interface RunStore {
  /** A campaign's in expansion order, else latest first. `deleted` lists the bin instead. */
  list(options?: { campaign?: string; keys?: readonly string[]; deleted?: boolean }): Run[];
  /** Of every run, in the bin or not. */
  origins(): RunOrigin[];
  /** By key; null when unknown. In the bin or not. */
  get(key: string): Run | null;
  /**
   * The key that a reference means: a key or a prefix of at least 7 characters that only one run has.
   * @throws LabError 'not-found', or 'bad-input' when it is too short, no hex or ambiguous.
   */
  resolve(reference: string): string;
  /** @throws LabError as {@link RunStore.resolve}. */
  details(reference: string): RunDetails;
  /** Resolved target ids, as in the data file, by key; of every finished run that is not in the bin. */
  targets(): Map<string, string[]>;
  /** The malicious block of a finished run; null for other runs. @throws LabError 'failed' when damaged. */
  profiles(reference: string): StoredProfiles | null;
  /** Status of each key that is stored and not in the bin. */
  statuses(keys: readonly string[]): Map<string, RunStatus>;
  /**
   * Writes a finished run in one transaction (profiles are on the disk before it commits), takes it out of
   * the queue and ends its lease. A key that is done already is left as it is: false.
   * @throws LabError 'conflict' when the lease was lost to another process meanwhile.
   */
  finish(planned: PlannedRun, result: FinishedRun, lease: Lease | null): boolean;
  /** Records a failure, takes the run out of the queue, ends its lease. Never touches a done run. */
  fail(key: string, error: LabErrorData, seconds: number, lease: Lease | null): void;
  /** Into the bin, by key or prefix; gone for good after 30 days. Answers with keys. Queued or running: 'conflict'. */
  delete(references: readonly string[]): string[];
  restore(references: readonly string[]): string[];
}

/** The rest of a row of `runs`. */
interface DetailRow {
  error: string | null;
  provenance: string | null;
  targets: string | null;
  warnings: string | null;
  series: string | null;
  profiles: string | null;
}

/** The runs of a library. */
export function runStore(database: Database, blobs: Blobs, payloads: PayloadStore): RunStore {
  const remembered = rememberedRuns(database);
  function get(key: string): Run | null {
    const row = database.one<RunRow>(`${selectRuns} WHERE r.key = ?`, key);
    return row ? toRun(row, readerOfOne(database)) : null;
  }
  function resolve(reference: string): string {
    return resolveRun(database, reference);
  }
  function detailRow(key: string): DetailRow {
    const sql = 'SELECT error, provenance, targets, warnings, series, profiles FROM runs WHERE key = ?';
    return database.one<DetailRow>(sql, key) ?? noRun(key);
  }
  function mark(doing: string, references: readonly string[], deletedAt: string | null): string[] {
    return database.write(doing, () => {
      const keys = references.map(resolve);
      for (const key of keys) {
        if (database.one('SELECT 1 FROM queue WHERE key = ?', key)) {
          throw new LabError('conflict', `Run ${key.slice(0, 8)} is queued or running. Cancel it first.`);
        }
        database.run('UPDATE runs SET deleted_at = ? WHERE key = ?', deletedAt, key);
      }
      return keys;
    });
  }

  return {
    list(options = {}) {
      const known = options.keys && !options.deleted ? remembered.known(options.keys) : null;
      return known ?? remembered.read(() => listRows(database, options));
    },
    origins() {
      const campaigns = new Map<string, string[]>();
      const members = database.all<{ key: string; name: string }>(
        `SELECT DISTINCT m.key, c.name FROM campaign_runs m JOIN campaigns c ON c.id = m.campaign
         WHERE c.deleted_at IS NULL ORDER BY c.name`,
      );
      for (const { key, name } of members) campaigns.set(key, [...(campaigns.get(key) ?? []), name]);
      const rows = database.all<Omit<RunOrigin, 'campaigns'>>(
        "SELECT key AS run, provenance ->> '$.application' AS application, provenance ->> '$.kernels' AS kernels FROM runs",
      );
      return rows.map((row) => ({ ...row, campaigns: campaigns.get(row.run) ?? [] }));
    },
    get,
    resolve,
    details(reference) {
      const key = resolve(reference);
      const row = detailRow(key);
      const series = row.series === null ? null : new TextDecoder().decode(payloads.get(row.series));
      return {
        run: get(key) ?? noRun(key),
        series: parsed<Series>(series),
        provenance: parsed<Provenance>(row.provenance),
        targets: parsed<string[]>(row.targets) ?? [],
        warnings: parsed<string[]>(row.warnings) ?? [],
        error: parsed<LabErrorData>(row.error),
      };
    },
    targets() {
      const sql = 'SELECT key, targets FROM runs WHERE targets IS NOT NULL AND deleted_at IS NULL';
      return new Map(database.all<{ key: string; targets: string }>(sql).map(({ key, targets }) => [key, JSON.parse(targets) as string[]]));
    },
    profiles(reference) {
      const { profiles } = detailRow(resolve(reference));
      return profiles === null ? null : decodeProfiles(payloads.get(profiles));
    },
    statuses(keys) {
      const running = runningKeys(database);
      const rows = database.all<{ key: string; status: RunStatus }>(
        'SELECT key, status FROM runs WHERE deleted_at IS NULL AND key IN (SELECT value FROM json_each(?))',
        JSON.stringify(keys),
      );
      return new Map(
        rows.map(({ key, status }) => [key, status === 'queued' && running.has(key) ? 'running' : status]),
      );
    },
    finish(planned, result, lease) {
      const profiles = stagePayload(blobs, encodeProfiles(result.profiles));
      const series = stagePayload(blobs, new TextEncoder().encode(JSON.stringify(result.series)));
      return database.write('store the run', () => {
        if (lease) demandLease(database, lease);
        leaveQueue(database, planned.key, lease);
        if (statusOf(database, planned.key) === 'done') return false;
        insertPlanned(database, planned);
        database.run(
          `UPDATE runs SET status = 'done', metrics = ?, seconds = ?, error = NULL, provenance = ?, targets = ?,
             warnings = ?, series = ?, profiles = ?, finished_at = ? WHERE key = ?`,
          JSON.stringify(result.metrics),
          result.seconds,
          JSON.stringify(result.provenance),
          JSON.stringify(result.targets),
          JSON.stringify(result.warnings),
          recordPayload(database, series),
          recordPayload(database, profiles),
          new Date().toISOString(),
          planned.key,
        );
        return true;
      });
    },
    fail: (key, error, seconds, lease) =>
      database.write('record the failure', () => {
        if (lease) demandLease(database, lease);
        leaveQueue(database, key, lease);
        database.run(
          "UPDATE runs SET status = 'failed', error = ?, seconds = ?, finished_at = ? WHERE key = ? AND status <> 'done'",
          ...[JSON.stringify(error), seconds, new Date().toISOString(), key],
        );
      }),
    delete: (references) => mark('delete runs', references, new Date().toISOString()),
    restore: (references) => mark('restore runs', references, null),
  };
}

/** Inside a running write: adds a run as queued; a known one keeps its record. */
export function insertPlanned(database: Database, planned: PlannedRun): void {
  const { key, config, label, datasetName, maliciousUsers } = planned;
  database.run(
    `INSERT INTO runs (key, status, config, label, dataset, dataset_name, malicious_users, attack, gradient, created_at)
     VALUES (?, 'queued', ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    ...[key, JSON.stringify(config), label, config.dataset, datasetName, maliciousUsers],
    ...[config.attack.id, config.gradient?.id ?? null, new Date().toISOString()],
  );
}

/** Inside a running write: takes a run out of the queue and ends the lease on it. */
export function leaveQueue(database: Database, key: string, lease: Lease | null): void {
  database.run('DELETE FROM queue WHERE key = ?', key);
  if (lease) endLease(database, lease);
}

/** The stored status of a run, which knows no `running`; undefined when there is no such run. */
export function statusOf(database: Database, key: string): string | undefined {
  return database.one<{ status: string }>('SELECT status FROM runs WHERE key = ?', key)?.status;
}

function resolveRun(database: Database, reference: string): string {
  const prefix = reference.toLowerCase();
  if (!/^[0-9a-f]{7,64}$/.test(prefix)) {
    throw new LabError(
      'bad-input',
      `"${reference}" is no run. Give the first 7 or more characters of its key (0-9, a-f).`,
    );
  }
  const rows = database.all<{ key: string }>(
    'SELECT key FROM runs WHERE key >= ? AND key < ? ORDER BY key LIMIT 3',
    prefix,
    `${prefix}g`,
  );
  if (rows.length === 0) return noRun(reference);
  if (rows.length > 1) {
    const some = rows.map((row) => row.key.slice(0, 16)).join(', ');
    throw new LabError(
      'bad-input',
      `"${reference}" may be several runs (${some} ...). Give more characters.`,
    );
  }
  return rows[0].key;
}

function listRows(
  database: Database,
  { campaign, keys, deleted = false }: { campaign?: string; keys?: readonly string[]; deleted?: boolean },
): RunRow[] {
  const which = `r.deleted_at ${deleted ? 'IS NOT NULL' : 'IS NULL'}`;
  if (keys) {
    const sql = `SELECT listed.* FROM json_each(?) k JOIN (${selectRuns}) listed ON listed.key = k.value`;
    return database.all<RunRow>(
      `${sql} WHERE ${which.replace('r.', 'listed.')} ORDER BY k.key`,
      JSON.stringify(keys),
    );
  }
  if (campaign !== undefined) {
    const id = database.one<{ id: number }>(
      'SELECT id FROM campaigns WHERE name = ? AND deleted_at IS NULL',
      campaign,
    )?.id;
    if (id === undefined) throw new LabError('not-found', `No campaign "${campaign}" is saved.`);
    const sql = `${selectRuns} JOIN campaign_runs m ON m.key = r.key WHERE m.campaign = ? AND ${which} ORDER BY m.position`;
    return database.all<RunRow>(sql, id);
  }
  const order = deleted ? 'r.deleted_at DESC' : 'coalesce(r.finished_at, r.created_at) DESC';
  return database.all<RunRow>(`${selectRuns} WHERE ${which} ORDER BY ${order}, r.rowid DESC`);
}

function parsed<T>(text: string | null): T | null {
  return text === null ? null : (JSON.parse(text) as T);
}

function noRun(reference: string): never {
  throw new LabError('not-found', `No run "${reference}" is in the library.`);
}
