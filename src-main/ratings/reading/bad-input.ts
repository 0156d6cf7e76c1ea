import { LabError } from '../../../shared/domain/errors.ts';

/** A complaint about a file, and about one line of it where that is known; ends the command line with exit 2. */
export function badFile(file: string, what: string, line?: number): LabError {
  const message = line === undefined ? `${file}: ${what}` : `${file}, line ${line}: ${what}`;
  return new LabError('bad-input', message, [
    { message: what, file, ...(line === undefined ? {} : { line }) },
  ]);
}
