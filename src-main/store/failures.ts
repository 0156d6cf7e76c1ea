import { LabError } from '../../shared/domain/errors.ts';

/**
 * What the database or the disk threw, in words for a person; a LabError passes through.
 * @param doing what was attempted, as in "write the run"
 */
export function storeFailure(error: unknown, doing: string): LabError {
  if (error instanceof LabError) return error;
  const code = codeOf(error);
  const detail = error instanceof Error ? error.message : String(error);
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT') {
    return new LabError(
      'failed',
      `Cannot ${doing}: the disk is full. Free some space and try again; nothing stored was lost.`,
    );
  }
  if (code.startsWith('SQLITE_BUSY')) {
    return new LabError(
      'conflict',
      `Cannot ${doing}: another program keeps the library busy. Try again in a moment.`,
    );
  }
  if (code.startsWith('SQLITE_READONLY') || code === 'EROFS' || code === 'EACCES' || code === 'EPERM') {
    return new LabError(
      'read-only',
      `Cannot ${doing}: the library folder may not be written (${detail}). Check its permissions.`,
    );
  }
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') {
    return new LabError(
      'failed',
      `Cannot ${doing}: the library's database is damaged (${detail}). Put back the newest file of its backups folder as lab.sqlite.`,
    );
  }
  if (code.startsWith('SQLITE_IOERR')) {
    return new LabError(
      'failed',
      `Cannot ${doing}: the disk reported an error (${detail}). Check the disk of the library folder.`,
    );
  }
  return new LabError('failed', `Cannot ${doing}: ${detail}`);
}

/** The `code` of a system or SQLite error; empty when it has none. */
export function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}
