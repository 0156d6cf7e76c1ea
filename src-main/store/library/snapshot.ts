import SqliteDatabase from 'better-sqlite3';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { LabError } from '../../../shared/domain/errors.ts';
import { versionOf } from '../database.ts';
import { syncFile, syncFolder } from '../durable-files.ts';
import { storeFailure } from '../failures.ts';
import { mayBeAlive, type Owner } from '../processes.ts';
import { applicationId } from '../schema.ts';

/** Name of the setting that lists the folders whose libraries another one took the place of. */
export const replacedSetting = 'replacedLibraries';

/**
 * Copies the database with SQLite's online backup while others write, into `file`: checked, without a log beside it, on
 * the disk when this returns. Who had the original open does not have the copy open.
 * @param replaces a folder whose library the copy takes the place of
 * @throws LabError 'failed' when the original is damaged; no file is left then
 */
export async function snapshotDatabase(home: string, file: string, replaces?: string): Promise<void> {
  const aside = `${file}.part`;
  try {
    rmSync(aside, { force: true });
    const source = new SqliteDatabase(join(home, 'lab.sqlite'), { readonly: true, fileMustExist: true });
    try {
      await source.backup(aside);
    } finally {
      source.close();
    }
    settleCopy(aside, replaces);
    renameSync(aside, file);
    syncFolder(dirname(file));
  } catch (error) {
    for (const end of ['', '-wal', '-shm', '-journal']) rmSync(`${aside}${end}`, { force: true });
    throw storeFailure(error, 'copy the database of the library');
  }
}

/**
 * Makes the database of a backup fit to be opened: checked, and of nobody's session.
 * @throws LabError 'bad-input' when it is none of ours, damaged, or of a newer application than `newest`
 */
export function adoptDatabase(file: string, newest: number, replaces: string): void {
  try {
    const copy = new SqliteDatabase(file, { fileMustExist: true });
    try {
      if (Number(copy.pragma('application_id', { simple: true })) !== applicationId) throw refused('its database is no library of Poison Lab');
      if (versionOf(copy) > newest) throw refused('a newer Poison Lab wrote it. Update Poison Lab to restore it');
    } finally {
      copy.close();
    }
    settleCopy(file, replaces);
  } catch (error) {
    if (error instanceof LabError) throw error;
    throw refused(`its database is damaged (${error instanceof Error ? error.message : String(error)})`);
  }
}

/**
 * Holds the right to write while `work` goes on, so that nothing is stored in a library that is about to be left.
 * @throws LabError 'conflict' when another program has it open
 */
export async function whileNobodyWrites<Result>(home: string, work: () => Promise<Result>): Promise<Result> {
  const lock = new SqliteDatabase(join(home, 'lab.sqlite'), { fileMustExist: true });
  try {
    lock.pragma('busy_timeout = 5000');
    lock.exec('BEGIN IMMEDIATE');
    demandAlone(lock);
    return await work();
  } catch (error) {
    throw storeFailure(error, 'move the library');
  } finally {
    if (lock.inTransaction) lock.exec('ROLLBACK');
    lock.close();
  }
}

function demandAlone(database: SqliteDatabase.Database): void {
  const sessions = database.prepare('SELECT instance, pid, started, host FROM sessions').all() as Owner[];
  const other = sessions.find(mayBeAlive);
  if (other === undefined) return;
  throw new LabError('conflict', `Another program (process ${other.pid}) has the library open. Close it, then try again.`);
}

function settleCopy(file: string, replaces: string | undefined): void {
  const copy = new SqliteDatabase(file);
  try {
    // One file that can be carried away, without a log beside it.
    copy.pragma('journal_mode = DELETE');
    copy.exec('DELETE FROM leases; DELETE FROM sessions');
    if (replaces !== undefined) noteReplaced(copy, replaces);
    const verdict = String(copy.pragma('integrity_check', { simple: true }));
    if (verdict !== 'ok') throw new LabError('failed', `The database of the library is damaged (${verdict}), so it was left where it is.`);
  } finally {
    copy.close();
  }
  syncFile(file);
}

function noteReplaced(copy: SqliteDatabase.Database, folder: string): void {
  const stored = copy.prepare('SELECT value FROM settings WHERE name = ?').pluck().get(replacedSetting) as string | undefined;
  const before = stored === undefined ? [] : (JSON.parse(stored) as string[]);
  const kept = before.filter((path) => path !== folder && existsSync(join(path, 'lab.sqlite')));
  copy.prepare('REPLACE INTO settings VALUES (?, ?)').run(replacedSetting, JSON.stringify([...kept, folder]));
}

function refused(reason: string): LabError {
  return new LabError('bad-input', `This backup cannot be restored: ${reason}.`);
}
