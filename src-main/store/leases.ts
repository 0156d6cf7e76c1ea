import { LabError } from '../../shared/domain/errors.ts';
import type { Database } from './database.ts';
import { mayBeAlive, type Owner } from './processes.ts';

/** A right that one process holds for a while: `run:<key>`, `campaign:<name>`, `migration`. */
export interface Lease {
  name: string;
  /** Rises with every new holder; writes of an older one are refused. */
  fence: number;
}

/** Leases between processes: process id, its start time, a heartbeat, a fencing number. */
export interface LeaseStore {
  /** Null while another living process (or another store of this one) holds it. */
  acquire(name: string): Lease | null;
  /** False when it was lost: the heartbeat was older than 30 seconds and someone took it. */
  renew(lease: Lease): boolean;
  release(lease: Lease): void;
  /** Process id of the living holder; null when it is free. */
  holder(name: string): number | null;
}

/** A row of `leases`. */
export interface LeaseRow extends Owner {
  name: string;
  fence: number;
  /** Milliseconds since 1970. */
  heartbeat: number;
}

const staleAfter = 30_000;

/** The leases of a library. */
export function leaseStore(database: Database): LeaseStore {
  return {
    acquire: (name) => database.write('take a lease', () => takeLease(database, name)),
    renew: (lease) =>
      database.write('renew a lease', () => {
        const changed = database.run(
          'UPDATE leases SET heartbeat = ? WHERE name = ? AND fence = ?',
          Date.now(),
          lease.name,
          lease.fence,
        );
        return changed === 1;
      }),
    release: (lease) => database.write('give a lease back', () => endLease(database, lease)),
    holder(name) {
      const row = leaseRow(database, name);
      return row && isHeld(row) ? row.pid : null;
    },
  };
}

/** Takes a lease inside a running write; null while a living holder has it. */
export function takeLease(database: Database, name: string): Lease | null {
  const row = leaseRow(database, name);
  if (row && isHeld(row)) return null;
  database.run('UPDATE fences SET last = last + 1');
  const fence = database.one<{ last: number }>('SELECT last FROM fences')?.last ?? 0;
  const { instance, pid, started, host } = database.owner;
  database.run(
    'REPLACE INTO leases VALUES (?, ?, ?, ?, ?, ?, ?)',
    name,
    fence,
    instance,
    pid,
    started,
    host,
    Date.now(),
  );
  return { name, fence };
}

/** Inside a running write: ends a lease; one that was lost meanwhile is left to its new holder. */
export function endLease(database: Database, lease: Lease): void {
  database.run('DELETE FROM leases WHERE name = ? AND fence = ?', lease.name, lease.fence);
}

/**
 * Inside a running write: refuses a holder that was overtaken.
 * @throws LabError 'conflict'.
 */
export function demandLease(database: Database, lease: Lease): void {
  if (leaseRow(database, lease.name)?.fence === lease.fence) return;
  throw new LabError(
    'conflict',
    `Another program took over ${lease.name.replace(':', ' ')}, since this one gave no sign of life for 30 seconds; what it computed is not stored.`,
  );
}

/** Whether the holder of a lease still counts: a sign of life within 30 seconds, and no proof of its death. */
export function isHeld(row: LeaseRow): boolean {
  return Date.now() - row.heartbeat < staleAfter && mayBeAlive(row);
}

function leaseRow(database: Database, name: string): LeaseRow | undefined {
  return database.one<LeaseRow>('SELECT * FROM leases WHERE name = ?', name);
}
