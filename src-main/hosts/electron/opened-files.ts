import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** Files that the desktop asked to open, kept until the window takes them. */
export interface OpenedFiles {
  add(paths: readonly string[]): void;
  /** Those that nobody took yet, in order; they are gone then. */
  take(): string[];
}

/** None yet; `announce` is called when some came. */
export function createOpenedFiles(announce: () => void): OpenedFiles {
  const waiting: string[] = [];
  return {
    add(paths) {
      if (paths.length === 0) return;
      waiting.push(...paths);
      announce();
    },
    take: () => waiting.splice(0),
  };
}

/**
 * The files that a command line names, absolute.
 * @param words without the program (and without the application's folder, where it is not packaged)
 */
export function filesOfCommandLine(words: readonly string[], folder: string): string[] {
  return words
    .filter((word) => !word.startsWith('-') && openable.test(word))
    .map((word) => resolve(folder, word))
    .filter((path) => existsSync(path));
}

const openable = /\.(?:poisonlab|json|zip|csv|tsv|dat|data|txt)$/i;
