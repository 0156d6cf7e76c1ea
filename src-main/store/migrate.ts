import SqliteDatabase from 'better-sqlite3';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { LabError } from '../../shared/domain/errors.ts';
import { versionOf, type Database } from './database.ts';
import { syncFile, syncFolder } from './durable-files.ts';
import { storeFailure } from './failures.ts';
import { leaseStore } from './leases.ts';
import { applicationId } from './schema.ts';

const keptBackups = 3;

/**
 * Brings a library to the newest version. A new file is made in one transaction. An older one is first
 * copied to `backups/` under a lease (the copy checked and on the disk), then migrated in one transaction
 * with a check of the foreign keys; the three latest copies are kept.
 * @throws LabError 'failed' when a step failed: the library is then as it was.
 */
export async function migrate(database: Database, migrations: readonly string[]): Promise<void> {
  const { sqlite } = database;
  const from = versionOf(sqlite);
  if (from === migrations.length) return;
  if (from === 0) return apply(database, migrations);
  const leases = leaseStore(database);
  let lease = leases.acquire('migration');
  for (let tries = 0; lease === null; tries++) {
    if (tries > 600)
      throw new LabError(
        'conflict',
        'Another program is bringing this library up to date. Try again when it has ended.',
      );
    await wait(100);
    if (versionOf(sqlite) === migrations.length) return;
    lease = leases.acquire('migration');
  }
  try {
    await backUp(database, from);
    apply(database, migrations);
  } finally {
    leases.release(lease);
  }
}

/** Path of the newest copy in `backups/`, relative to the library folder; null when there is none. */
export function newestBackup(home: string): string | null {
  const copies = backupsOf(home);
  return copies.length === 0 ? null : join('backups', copies[copies.length - 1]);
}

function apply(database: Database, migrations: readonly string[]): void {
  const { sqlite } = database;
  // Tables are rebuilt by dropping them, which foreign keys would forbid; they are checked before the commit.
  sqlite.pragma('foreign_keys = OFF');
  try {
    sqlite
      .transaction(() => {
        const from = versionOf(sqlite);
        for (const step of migrations.slice(from)) sqlite.exec(step);
        if (sqlite.pragma('foreign_key_check', { simple: true }) !== undefined) {
          throw new LabError(
            'failed',
            'Bringing the library up to date would have left records that point nowhere; it was left as it was.',
          );
        }
        sqlite.pragma(`application_id = ${applicationId}`);
        sqlite.pragma(`user_version = ${migrations.length}`);
      })
      .immediate();
  } catch (error) {
    throw storeFailure(error, 'bring the library up to date');
  } finally {
    sqlite.pragma('foreign_keys = ON');
  }
}

async function backUp(database: Database, version: number): Promise<void> {
  const folder = join(database.home, 'backups');
  const stamp = new Date().toISOString().replace(/[:.]/g, '-');
  const file = join(folder, `lab-${stamp}-v${version}.sqlite`);
  try {
    mkdirSync(folder, { recursive: true });
    await database.sqlite.backup(file);
    const copy = new SqliteDatabase(file);
    // One file that can be put back, without a log beside it.
    copy.pragma('journal_mode = DELETE');
    const verdict = copy.pragma('integrity_check', { simple: true });
    copy.close();
    if (verdict !== 'ok')
      throw new LabError(
        'failed',
        `The library is damaged (${String(verdict)}), so it was not brought up to date. Put back the newest file of its backups folder as lab.sqlite.`,
      );
    syncFile(file);
    syncFolder(folder);
  } catch (error) {
    rmSync(file, { force: true });
    throw storeFailure(error, 'copy the library before bringing it up to date');
  }
  for (const old of backupsOf(database.home).slice(0, -keptBackups))
    rmSync(join(folder, old), { force: true });
}

function backupsOf(home: string): string[] {
  try {
    return readdirSync(join(home, 'backups'))
      .filter((name) => /^lab-.*\.sqlite$/.test(name))
      .sort();
  } catch {
    return [];
  }
}
