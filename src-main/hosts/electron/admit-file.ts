import type { FileHandle } from '../../../shared/contract/transport.ts';
import { LabError } from '../../../shared/domain/errors.ts';
import type { FileRegistry } from '../../service/files.ts';

/**
 * A handle for a file that the person picked or dropped.
 * @throws LabError bad-input for what is no local path: touching a network share can leak the person's credentials
 */
export function admitFile(files: FileRegistry, path: unknown): FileHandle {
  if (typeof path !== 'string' || path === '')
    throw new LabError('bad-input', 'That is not a file of this computer.');
  if (/^[\\/]{2}/.test(path)) {
    throw new LabError(
      'bad-input',
      `${path}: files on network shares are not opened. Copy the file to this computer first.`,
    );
  }
  const { fileId, name } = files.admit(path);
  return { fileId, name };
}
