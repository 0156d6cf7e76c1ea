import { rmSync } from 'node:fs';
import type { Blobs } from './blobs.ts';
import type { Database } from './database.ts';
import type { DatasetStore } from './datasets.ts';
import { storeFailure } from './failures.ts';

const daysInBin = 30;
const batch = 200;

/**
 * Deletes for good what was put into the bin more than 30 days before `now`, in batches, then payloads and
 * files that nothing refers to. Of a data set with runs that stay, the record stays too: they need its scale.
 */
export function emptyBin(database: Database, blobs: Blobs, datasets: DatasetStore, now: Date): void {
  const before = latestDoomed(now);
  inBatches(
    database,
    'DELETE FROM runs WHERE key IN (SELECT key FROM runs WHERE deleted_at < ? LIMIT ?)',
    before,
  );
  inBatches(
    database,
    'DELETE FROM campaigns WHERE id IN (SELECT id FROM campaigns WHERE deleted_at < ? LIMIT ?)',
    before,
  );
  inBatches(
    database,
    'DELETE FROM views WHERE id IN (SELECT id FROM views WHERE deleted_at < ? LIMIT ?)',
    before,
  );
  const doomed = database.all<{ fingerprint: string }>(
    'SELECT fingerprint FROM datasets WHERE deleted_at < ? AND gone = 0',
    before,
  );
  for (const { fingerprint } of doomed) {
    database.write('empty the bin', () => {
      database.run('DELETE FROM clean_models WHERE dataset = ?', fingerprint);
      database.run('DELETE FROM audits WHERE dataset = ?', fingerprint);
      database.run('DELETE FROM imported_profiles WHERE dataset = ?', fingerprint);
      database.run('DELETE FROM subsets WHERE parent = ? OR fingerprint = ?', fingerprint, fingerprint);
      database.run('UPDATE datasets SET gone = 1 WHERE fingerprint = ?', fingerprint);
    });
    removeFile(datasets.cachePath(fingerprint));
  }
  inBatches(
    database,
    `DELETE FROM datasets WHERE fingerprint IN (SELECT fingerprint FROM datasets d
       WHERE gone = 1 AND NOT EXISTS (SELECT 1 FROM runs WHERE dataset = d.fingerprint) LIMIT ?)`,
  );
  inBatches(
    database,
    `DELETE FROM payloads WHERE hash IN (SELECT hash FROM payloads p
       WHERE NOT EXISTS (SELECT 1 FROM runs WHERE series = p.hash) AND NOT EXISTS (SELECT 1 FROM runs WHERE profiles = p.hash)
         AND NOT EXISTS (SELECT 1 FROM clean_models WHERE payload = p.hash)
         AND NOT EXISTS (SELECT 1 FROM predicted_effects WHERE payload = p.hash)
         AND NOT EXISTS (SELECT 1 FROM imported_profiles WHERE hash = p.hash)
       LIMIT ?)`,
  );
  blobs.sweep((hash) => database.one('SELECT 1 FROM payloads WHERE hash = ?', hash) !== undefined);
}

/** True when something has been in the bin for more than 30 days. */
export function isBinOverdue(database: Database, now: Date): boolean {
  const before = latestDoomed(now);
  const sql = `SELECT 1 WHERE EXISTS (SELECT 1 FROM runs WHERE deleted_at < ?)
    OR EXISTS (SELECT 1 FROM campaigns WHERE deleted_at < ?)
    OR EXISTS (SELECT 1 FROM views WHERE deleted_at < ?)
    OR EXISTS (SELECT 1 FROM datasets WHERE deleted_at < ? AND gone = 0)`;
  return database.one(sql, before, before, before, before) !== undefined;
}

function latestDoomed(now: Date): string {
  return new Date(now.getTime() - daysInBin * 24 * 3600 * 1000).toISOString();
}

function removeFile(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch (error) {
    throw storeFailure(error, 'empty the bin');
  }
}

function inBatches(database: Database, sql: string, ...values: string[]): void {
  let deleted = batch;
  while (deleted === batch)
    deleted = database.write('empty the bin', () => database.run(sql, ...values, batch));
}
