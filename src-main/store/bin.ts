import { rmSync } from 'node:fs';
import type { Blobs } from './blobs.ts';
import type { Database } from './database.ts';
import type { DatasetStore } from './datasets.ts';

const daysInBin = 30;
const batch = 200;

/**
 * Deletes for good what was put into the bin more than 30 days before `now`, in batches, then payloads and
 * files that nothing refers to.
 */
export function emptyBin(database: Database, blobs: Blobs, datasets: DatasetStore, now: Date): void {
  const before = new Date(now.getTime() - daysInBin * 24 * 3600 * 1000).toISOString();
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
  const doomed = database.all<{ fingerprint: string }>(
    'SELECT fingerprint FROM datasets WHERE deleted_at < ?',
    before,
  );
  for (const { fingerprint } of doomed) {
    database.write('empty the bin', () => {
      database.run('DELETE FROM clean_models WHERE dataset = ?', fingerprint);
      database.run('DELETE FROM subsets WHERE parent = ? OR fingerprint = ?', fingerprint, fingerprint);
      database.run('DELETE FROM datasets WHERE fingerprint = ?', fingerprint);
    });
    rmSync(datasets.cachePath(fingerprint), { force: true });
  }
  inBatches(
    database,
    `DELETE FROM payloads WHERE hash IN (SELECT hash FROM payloads p
       WHERE NOT EXISTS (SELECT 1 FROM runs WHERE series = p.hash) AND NOT EXISTS (SELECT 1 FROM runs WHERE profiles = p.hash)
         AND NOT EXISTS (SELECT 1 FROM clean_models WHERE payload = p.hash)
       LIMIT ?)`,
  );
  blobs.sweep((hash) => database.one('SELECT 1 FROM payloads WHERE hash = ?', hash) !== undefined);
}

function inBatches(database: Database, sql: string, ...values: string[]): void {
  let deleted = batch;
  while (deleted === batch)
    deleted = database.write('empty the bin', () => database.run(sql, ...values, batch));
}
