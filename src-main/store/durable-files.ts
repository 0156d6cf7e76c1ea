import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { randomUUID } from 'node:crypto';
import { codeOf } from './failures.ts';

/**
 * Writes a file so that after a power cut it is there whole or not at all: temporary file beside it, fsync,
 * rename, fsync of the folder. The folder must exist.
 * @throws the system's error; no temporary file stays behind.
 */
export function writeDurably(path: string, bytes: Uint8Array): void {
  const aside = `${path}.${randomUUID()}.tmp`;
  try {
    const file = openSync(aside, 'wx');
    try {
      for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at, bytes.length - at);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(aside, path);
  } catch (error) {
    rmSync(aside, { force: true });
    throw error;
  }
  syncFolder(dirname(path));
}

/** Makes the entries of a folder durable; systems that cannot open a folder (Windows) do this by themselves. */
export function syncFolder(folder: string): void {
  let handle: number;
  try {
    handle = openSync(folder, 'r');
  } catch (error) {
    if (['EISDIR', 'EPERM', 'EACCES'].includes(codeOf(error))) return;
    throw error;
  }
  try {
    fsyncSync(handle);
  } catch (error) {
    if (!['EPERM', 'EINVAL', 'EISDIR'].includes(codeOf(error))) throw error;
  } finally {
    closeSync(handle);
  }
}

/** Makes the content of an existing file durable. */
export function syncFile(path: string): void {
  const handle = openSync(path, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
