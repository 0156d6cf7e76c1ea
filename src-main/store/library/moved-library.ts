import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { LabError } from '../../../shared/domain/errors.ts';
import { syncFolder, writeDurably } from '../durable-files.ts';
import { codeOf, storeFailure } from '../failures.ts';

/** Stands in a folder whose library lies elsewhere now; whoever opens the folder follows it. */
const pointerName = 'moved-library.json';

/**
 * The folder of the library that `folder` stands for: itself, or where its library was moved to.
 * @throws LabError 'failed' when the library was moved to a folder that is not there, or round in a circle
 */
export function currentLibrary(folder: string): string {
  const visited = new Set<string>();
  let at = resolve(folder);
  for (let to = pointerOf(at); to !== null; to = pointerOf(at)) {
    visited.add(at);
    if (visited.has(to)) throw lost(folder, to, 'leads back to it');
    if (!existsSync(join(to, 'lab.sqlite'))) throw lost(folder, to, 'is not there');
    at = to;
  }
  return at;
}

/**
 * Makes `to` the library of everyone who opens `root` or `from`. Every step is one durable change of a file, and
 * before and after each of them one whole library is found. `to` has to be complete.
 * @param root the folder that the library is opened by
 * @param from where it lay until now
 * @param passed is told after every step, for tests that end there
 */
export function switchLibrary(
  { root, from, to }: { root: string; from: string; to: string },
  passed: (step: string) => void = () => undefined,
): void {
  // A pointer in `to` would lead on to where it once was moved; where `to` is `root`, this is the switch itself.
  rmSync(join(to, pointerName), { force: true });
  syncFolder(to);
  passed('target freed');
  if (root !== to) point(root, to);
  passed('switched');
  if (from !== root && from !== to) point(from, to);
  passed('old place points');
}

/** Whether a folder says that its library lies elsewhere. */
export function isMovedAway(folder: string): boolean {
  return pointerOf(resolve(folder)) !== null;
}

function point(folder: string, to: string): void {
  writeDurably(join(folder, pointerName), Buffer.from(`${JSON.stringify({ library: to })}\n`));
}

function pointerOf(folder: string): string | null {
  let text: string;
  try {
    text = readFileSync(join(folder, pointerName), 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return null;
    throw storeFailure(error, 'find the library');
  }
  try {
    const { library } = JSON.parse(text) as { library: unknown };
    if (typeof library === 'string') return resolve(library);
  } catch {
    // Told below, with what is no JSON at all.
  }
  throw new LabError('failed', `${join(folder, pointerName)} does not say where the library is. Delete it to use what lies beside it.`);
}

function lost(folder: string, to: string, what: string): LabError {
  return new LabError(
    'failed',
    `The library of ${folder} was moved to ${to}, which ${what}. Connect its disk, or delete ${pointerName} there to use what is left in the old place.`,
  );
}
