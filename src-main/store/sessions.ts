import { LabError } from '../../shared/domain/errors.ts';
import type { Database } from './database.ts';
import { newestBackup } from './migrate.ts';
import { mayBeAlive, type Owner } from './processes.ts';

/**
 * Notes that this process has the library open. When one that noted so is gone without taking leave,
 * the database is checked (quick_check).
 * @returns whether it was checked
 * @throws LabError 'failed' when the check finds damage.
 */
export function beginSession(database: Database): boolean {
  const gone = database
    .all<Owner>('SELECT instance, pid, started, host FROM sessions')
    .filter((row) => !mayBeAlive(row));
  if (gone.length > 0) checkDatabase(database);
  const { instance, pid, started, host } = database.owner;
  database.write('open the library', () => {
    for (const row of gone) database.run('DELETE FROM sessions WHERE instance = ?', row.instance);
    database.run(
      'INSERT INTO sessions VALUES (?, ?, ?, ?, ?)',
      instance,
      pid,
      started,
      host,
      new Date().toISOString(),
    );
  });
  return gone.length > 0;
}

/** Takes leave; leases that were not given back are free for others at once. */
export function endSession(database: Database): void {
  database.write('close the library', () => {
    database.run('DELETE FROM leases WHERE instance = ?', database.owner.instance);
    database.run('DELETE FROM sessions WHERE instance = ?', database.owner.instance);
  });
}

function checkDatabase(database: Database): void {
  const verdict = String(database.sqlite.pragma('quick_check', { simple: true }));
  if (verdict === 'ok') return;
  const backup = newestBackup(database.home);
  const advice = backup
    ? `Put ${backup} back as lab.sqlite.`
    : 'Put lab.sqlite back from a copy of your own.';
  throw new LabError('failed', `The library's database is damaged (${verdict.split('\n')[0]}). ${advice}`);
}
