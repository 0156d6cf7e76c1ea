import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { DatasetUse, LibraryParts } from '../../../shared/domain/library.ts';
import type { Database } from '../database.ts';
import { databaseBytes, libraryFiles } from './library-files.ts';
import { replacedSetting } from './snapshot.ts';

/** What a library takes up on the disk, in bytes. */
export interface DiskUse {
  total: number;
  parts: LibraryParts;
  datasets: DatasetUse[];
  /** What lies in the bin: how much of each, and the bytes that only it needs. */
  bin: { datasets: number; runs: number; campaigns: number; views: number; bytes: number };
}

/** Measures a library. */
export interface DiskUseStore {
  measure(): DiskUse;
  /** Folders whose libraries this one took the place of and that still hold a copy, with its bytes. */
  replaced(): { folder: string; bytes: number }[];
  /** Clean models leave the library; they are trained again when they are needed. @returns how many */
  forgetCleanModels(): number;
}

/** The disk use of a library. */
export function diskUseStore(database: Database): DiskUseStore {
  return {
    measure() {
      const { home } = database;
      const below = (folder: string) => libraryFiles(home, [folder]).reduce((sum, { bytes }) => sum + bytes, 0);
      const parts = {
        database: databaseBytes(home),
        blobs: below('blobs'),
        ratings: below('datasets'),
        checkpoints: below('checkpoints'),
        backups: below('backups'),
        scratch: below('scratch'),
      };
      const datasets = datasetUses(database);
      const total = Object.values(parts).reduce((sum, bytes) => sum + bytes, 0);
      return { total, parts, datasets, bin: binUse(database, datasets) };
    },
    replaced() {
      const row = database.one<{ value: string }>('SELECT value FROM settings WHERE name = ?', replacedSetting);
      const folders = row === undefined ? [] : (JSON.parse(row.value) as string[]);
      return folders
        .filter((folder) => folder !== database.home && existsSync(join(folder, 'lab.sqlite')))
        .map((folder) => ({ folder, bytes: databaseBytes(folder) + libraryFiles(folder).reduce((sum, { bytes }) => sum + bytes, 0) }));
    },
    forgetCleanModels: () => database.write('forget the clean models', () => database.run('DELETE FROM clean_models')),
  };
}

/** Payloads by the runs that need them. */
const payloadsOfRuns = ['series', 'profiles']
  .map((column) => `SELECT ${column} AS hash, dataset, deleted_at IS NOT NULL AS binned FROM runs WHERE ${column} IS NOT NULL`)
  .join(' UNION ALL ');

/** A payload that several runs share counts once, for the data set of any of them. */
function datasetUses(database: Database): DatasetUse[] {
  const models = byDataset(
    database.all<Counted>(
      `SELECT m.dataset, count(*) AS number, coalesce(sum(p.bytes), 0) AS bytes
         FROM clean_models m JOIN payloads p ON p.hash = m.payload GROUP BY m.dataset`,
    ),
  );
  const runs = byDataset(
    database.all<Counted>('SELECT dataset, count(*) AS number, 0 AS bytes FROM runs GROUP BY dataset'),
  );
  const kept = byDataset(
    database.all<Counted>(
      `SELECT dataset, count(*) AS number, sum(p.bytes) AS bytes
         FROM (SELECT hash, min(dataset) AS dataset FROM (${payloadsOfRuns}) GROUP BY hash) JOIN payloads p USING (hash)
        GROUP BY dataset`,
    ),
  );
  const rows = database.all<{ fingerprint: string; name: string; deleted_at: string | null }>(
    'SELECT fingerprint, name, deleted_at FROM datasets WHERE gone = 0 ORDER BY name',
  );
  return rows.map(({ fingerprint, name, deleted_at: deletedAt }) => ({
    fingerprint,
    name,
    deletedAt,
    ratings: statSync(join(database.home, 'datasets', `${fingerprint}.ratings`), { throwIfNoEntry: false })?.size ?? 0,
    models: models.get(fingerprint)?.number ?? 0,
    modelBytes: models.get(fingerprint)?.bytes ?? 0,
    runs: runs.get(fingerprint)?.number ?? 0,
    runBytes: kept.get(fingerprint)?.bytes ?? 0,
  }));
}

function binUse(database: Database, datasets: readonly DatasetUse[]): DiskUse['bin'] {
  const count = (table: string) =>
    database.one<{ n: number }>(`SELECT count(*) AS n FROM ${table} WHERE deleted_at IS NOT NULL`)?.n ?? 0;
  const binned = datasets.filter(({ deletedAt }) => deletedAt !== null);
  const ofRuns =
    database.one<{ bytes: number | null }>(
      `SELECT sum(p.bytes) AS bytes
         FROM (SELECT hash FROM (${payloadsOfRuns}) GROUP BY hash HAVING min(binned) = 1) JOIN payloads p USING (hash)`,
    )?.bytes ?? 0;
  return {
    datasets: binned.length,
    runs: count('runs'),
    campaigns: count('campaigns'),
    views: count('views'),
    bytes: binned.reduce((sum, { ratings, modelBytes }) => sum + ratings + modelBytes, 0) + ofRuns,
  };
}

interface Counted {
  dataset: string;
  number: number;
  bytes: number;
}

function byDataset(rows: readonly Counted[]): Map<string, Counted> {
  return new Map(rows.map((row) => [row.dataset, row]));
}
