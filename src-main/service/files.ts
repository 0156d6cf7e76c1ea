import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { LabError } from '../../shared/domain/errors.ts';

/** A file behind a handle. */
export interface HandledFile {
  fileId: string;
  path: string;
  /** What people call it, and what a download is named. */
  name: string;
  mediaType: string;
  /** True for uploads and exports: they live in the scratch folder and may be removed with `release`. */
  scratch: boolean;
}

/** Files cross the contract as handles only; this is where a handle meets its path. */
export interface FileRegistry {
  /**
   * A file or folder that the person named: a dialog, a drop, a path of the command line.
   * @throws LabError bad-input when there is nothing at `path`.
   */
  admit(path: string): HandledFile;
  /** A fresh place in the scratch folder, for an upload to stream into or an export to be written to. */
  reserve(name: string, mediaType?: string): HandledFile;
  /** @throws LabError not-found for a handle that was never given out or was released. */
  find(fileId: string): HandledFile;
  /** Forgets a handle, and deletes its file when it lies in the scratch folder. */
  release(fileId: string): void;
  /** Deletes this process's scratch files. */
  close(): void;
}

/**
 * Opens the registry over `home/scratch`. Every process has a folder of its own there, made when first
 * needed; folders of processes that are gone are removed at once.
 */
export function openFileRegistry(home: string): FileRegistry {
  const scratch = join(home, 'scratch');
  removeAbandoned(scratch);
  const own = join(scratch, `${process.pid}-${randomBytes(4).toString('hex')}`);
  const files = new Map<string, HandledFile>();
  const remember = (file: Omit<HandledFile, 'fileId'>): HandledFile => {
    const handled = { fileId: randomBytes(16).toString('hex'), ...file };
    files.set(handled.fileId, handled);
    return handled;
  };
  return {
    admit(path) {
      if (!existsSync(path)) {
        throw new LabError('bad-input', `${path}: there is no such file or folder. Check the path.`, [
          { message: 'there is no such file or folder', file: path },
        ]);
      }
      const mediaType = statSync(path).isDirectory() ? 'inode/directory' : 'application/octet-stream';
      return remember({ path, name: basename(path), mediaType, scratch: false });
    },
    reserve(name, mediaType = 'application/octet-stream') {
      // A folder for each, so that messages and default names can speak of the file by its own name.
      const folder = join(own, randomBytes(16).toString('hex'));
      mkdirSync(folder, { recursive: true });
      const path = join(folder, harmlessName(name));
      return remember({ path, name, mediaType, scratch: true });
    },
    find(fileId) {
      const file = files.get(fileId);
      if (!file)
        throw new LabError(
          'not-found',
          'That file handle is unknown or was released. Choose the file again.',
        );
      return file;
    },
    release(fileId) {
      const file = files.get(fileId);
      files.delete(fileId);
      if (file?.scratch) rmSync(dirname(file.path), { recursive: true, force: true });
    },
    close() {
      files.clear();
      rmSync(own, { recursive: true, force: true });
    },
  };
}

/** A stranger's file name as one that every system takes: no separators, no leading dot, no device name. */
function harmlessName(name: string): string {
  const kept = name
    .replaceAll(/[^\p{L}\p{N}._ -]/gu, '_')
    .replace(/^[. ]+/, '')
    .slice(-100)
    .replace(/[. ]+$/, '');
  return /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(kept) || kept === '' ? `_${kept}` : kept;
}

function removeAbandoned(scratch: string): void {
  if (!existsSync(scratch)) return;
  for (const name of readdirSync(scratch)) {
    const owner = Number.parseInt(name, 10);
    if (!Number.isInteger(owner) || !isAlive(owner))
      rmSync(join(scratch, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
