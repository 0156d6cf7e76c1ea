import { resolve } from 'node:path';
import { LabError } from '../../shared/domain/errors.ts';
import { didYouMean } from '../../shared/domain/nearest-name.ts';

/** What the window's hosts are started with. */
export interface StartWords {
  /** Library folder, absolute; null where none is named. */
  home: string | null;
  selfTest: boolean;
  /** Every other word, options that were not known among them. */
  others: string[];
}

const known = ['--home', '--self-test'];

/**
 * Reads what follows the program's name: `--home DIR` (or `--home=DIR`), `--self-test`, and files.
 * @param folder relative paths start here
 * @throws LabError bad-input when `--home` names no folder
 */
export function readStartWords(words: readonly string[], folder: string): StartWords {
  const read: StartWords = { home: null, selfTest: false, others: [] };
  for (let at = 0; at < words.length; at++) {
    const [option, ...rest] = words[at].split('=');
    if (words[at] === '--self-test') read.selfTest = true;
    else if (option === '--home') {
      const named = rest.length > 0 ? rest.join('=') : words[++at];
      if (!named || named.startsWith('-')) throw refused('--home needs a folder: --home DIR.');
      read.home = resolve(folder, named);
    } else read.others.push(words[at]);
  }
  return read;
}

/** @throws LabError bad-input for an option among the words, naming the nearest known one */
export function refuseUnknownOptions({ others }: StartWords): void {
  const option = others.find((word) => word.startsWith('-'));
  if (option === undefined) return;
  const hint = didYouMean(option, known) || ' Known are --home DIR and --self-test; every other one belongs to a command of npx poison-lab.';
  throw refused(`There is no option ${option}.${hint}`);
}

function refused(message: string): LabError {
  return new LabError('bad-input', message, [{ message }]);
}
