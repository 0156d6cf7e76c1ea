import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { randomUUID } from 'node:crypto';
import { codeOf } from './failures.ts';

/** Who writes: process, when it started, machine, and which opened store of it. */
export interface Owner {
  instance: string;
  pid: number;
  /** Tells a process from a later one with the same id; empty where the system does not say. */
  started: string;
  host: string;
}

/** This process, with a new instance. */
export function thisOwner(): Owner {
  return { instance: randomUUID(), pid: process.pid, started: startOf(process.pid), host: hostname() };
}

/**
 * False only when the process is provably gone: no process of that id on this machine, or one that started
 * at another time. Of another machine nothing is known: true.
 */
export function mayBeAlive(owner: Owner): boolean {
  if (owner.host !== hostname()) return true;
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return false;
  }
  return startOf(owner.pid) === owner.started;
}

/** Linux: boot id and start in clock ticks. Elsewhere only this process knows its own start. */
function startOf(pid: number): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command (field 2) may hold spaces and brackets; field 22 counts from behind its last bracket.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A zombie has ended although its id is still taken.
    return fields[0] === 'Z' ? '' : `${boot}/${fields[19]}`;
  } catch {
    return '';
  }
}
