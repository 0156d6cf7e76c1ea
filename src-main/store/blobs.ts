import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../../shared/domain/errors.ts';
import { syncFolder, writeDurably } from './durable-files.ts';
import { codeOf, storeFailure } from './failures.ts';

/** Files by the SHA-256 of their content, `ab/abcdef...` below one folder. */
export interface Blobs {
  /** On the disk, file and folders, when this returns. Same content, same file. */
  put(hash: string, bytes: Uint8Array): void;
  /** @throws LabError 'not-found' or, when the content does not give the hash, 'failed'. */
  get(hash: string): Buffer;
  /** Sum of the sizes of all files. */
  bytes(): number;
  /** Removes files that `needed` denies and nobody wrote or asked for within a day. */
  sweep(needed: (hash: string) => boolean): void;
}

/** SHA-256 in hex. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Opens the blob folder; it is made on the first write. */
export function openBlobs(folder: string): Blobs {
  const place = (hash: string) => join(folder, hash.slice(0, 2), hash);
  return {
    put(hash, bytes) {
      try {
        if (intact(place(hash), hash)) return;
        const below = join(folder, hash.slice(0, 2));
        if (mkdirSync(below, { recursive: true }) !== undefined) {
          syncFolder(folder);
          syncFolder(join(folder, '..'));
        }
        writeDurably(place(hash), bytes);
      } catch (error) {
        throw storeFailure(error, 'write to the blobs folder of the library');
      }
    },
    get(hash) {
      const bytes = readOrNull(place(hash));
      if (bytes === null) {
        throw new LabError(
          'not-found',
          `The file blobs/${hash.slice(0, 2)}/${hash} of the library is gone. Run again what needs it.`,
        );
      }
      if (sha256(bytes) !== hash) {
        throw new LabError(
          'failed',
          `The file blobs/${hash.slice(0, 2)}/${hash} of the library is damaged: its content has another hash. Put it back from a copy, or delete it and run again what needs it.`,
        );
      }
      return bytes;
    },
    bytes: () => filesBelow(folder).reduce((sum, path) => sum + sizeOf(path), 0),
    sweep(needed) {
      const yesterday = Date.now() - 24 * 3600 * 1000;
      for (const path of filesBelow(folder)) {
        const name = path.slice(-64);
        const kept = /^[0-9a-f]{64}$/.test(name) && needed(name);
        if (!kept && changedAt(path) < yesterday) rmSync(path, { force: true });
      }
    },
  };
}

function intact(path: string, hash: string): boolean {
  const bytes = readOrNull(path);
  if (bytes === null || sha256(bytes) !== hash) return false;
  // A sweep of another process must see that this file is wanted again.
  const now = new Date();
  utimesSync(path, now, now);
  return true;
}

function readOrNull(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw storeFailure(error, 'read the blobs folder of the library');
  }
}

function filesBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw storeFailure(error, 'read the blobs folder of the library');
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function changedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Infinity;
}
