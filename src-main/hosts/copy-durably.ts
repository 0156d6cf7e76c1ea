import { closeSync, constants, copyFileSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { LabError } from '../../shared/domain/errors.ts';

/**
 * Copies a file to where the person wants it: beside the target first, fsync, rename, so that the target is
 * the old file or the whole new one at any moment.
 * @throws LabError bad-input when the folder is missing or cannot be written.
 */
export function copyDurably(from: string, to: string): void {
  const aside = join(dirname(to), `.${basename(to)}.${process.pid}.part`);
  try {
    copyFileSync(from, aside, constants.COPYFILE_EXCL);
    sync(aside);
    renameSync(aside, to);
    if (process.platform !== 'win32') sync(dirname(to));
  } catch (error) {
    rmSync(aside, { force: true });
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw refused(to, 'its folder does not exist. Make the folder first');
    if (code === 'EISDIR' || code === 'EACCES' || code === 'EPERM' || code === 'ENOTDIR')
      throw refused(to, `it cannot be written (${message})`);
    throw new LabError('failed', `${to}: ${message}`);
  }
}

function sync(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function refused(to: string, reason: string): LabError {
  return new LabError('bad-input', `${to}: ${reason}.`, [{ message: reason, file: to }]);
}
