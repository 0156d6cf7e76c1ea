import { existsSync, mkdirSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { LabError } from '../../../shared/domain/errors.ts';
import { syncFolder, writeDurably } from '../durable-files.ts';
import { storeFailure } from '../failures.ts';
import { copyVerified } from './copy-file.ts';
import { databaseBytes, databaseFiles, libraryFiles, libraryFolders } from './library-files.ts';
import { isMovedAway, switchLibrary } from './moved-library.ts';
import { snapshotDatabase, whileNobodyWrites } from './snapshot.ts';

/** How far a move, a backup or a restore is. */
export interface LibraryProgress {
  /** Plain words: "copying files", "copying the database". */
  phase: string;
  bytes: number;
  totalBytes: number;
}

/** How work on a whole library speaks to whoever runs it. */
export interface LibraryHooks {
  progress?(progress: LibraryProgress): void;
  /** Once true, the work throws LabError('cancelled') and leaves everything as it was. */
  cancelled?(): boolean;
  /** Is told after every step, for tests that end there. */
  passed?(step: string): void;
}

/** Stands in a folder that a library is being copied to; a copy that was broken off is begun anew over it. */
const unfinishedName = 'unfinished-copy.json';

/**
 * Copies the files of a library to another folder while it is in use. What is there from a copy that was broken off is
 * written anew.
 * @throws LabError 'bad-input' when the folder holds something else, 'failed' for too small a disk, 'cancelled'
 */
export async function copyLibraryFiles(from: string, to: string, hooks: LibraryHooks = {}): Promise<void> {
  demandRoomFor(from, to);
  const files = libraryFiles(from);
  const totalBytes = files.reduce((sum, { bytes }) => sum + bytes, 0) + databaseBytes(from);
  demandSpace(dirname(to), totalBytes);
  try {
    mkdirSync(to, { recursive: true });
    writeDurably(join(to, unfinishedName), Buffer.from(`${JSON.stringify({ from })}\n`));
    syncFolder(dirname(to));
    hooks.passed?.('begun');
    await copyFiles(from, to, files.map(({ path }) => path), totalBytes, hooks);
  } catch (error) {
    throw storeFailure(error, `copy the library to ${to}`);
  }
  hooks.passed?.('files');
}

/**
 * Ends a move after {@link copyLibraryFiles}, with the library closed: copies what came since and the database while
 * nobody can write, then makes `to` the library.
 * @param root the folder that the library is opened by
 * @throws LabError 'conflict' when another program has it open; the library is then where it was
 */
export function finishMove({ root, from, to }: { root: string; from: string; to: string }, hooks: LibraryHooks = {}): Promise<void> {
  return whileNobodyWrites(from, async () => {
    const there = new Map(libraryFiles(to).map(({ path, bytes }) => [path, bytes]));
    const files = libraryFiles(from);
    // Checkpoints are written anew under their name; everything else never changes once it is there.
    const later = files.filter(({ path, bytes }) => there.get(path) !== bytes || path.startsWith('checkpoints/'));
    await copyFiles(from, to, later.map(({ path }) => path), later.reduce((sum, { bytes }) => sum + bytes, 0), hooks);
    const kept = new Set(files.map(({ path }) => path));
    for (const path of there.keys()) if (!kept.has(path)) rmSync(join(to, path), { force: true });
    hooks.progress?.({ phase: 'copying the database', bytes: 0, totalBytes: 0 });
    await snapshotDatabase(from, join(to, 'lab.sqlite'), from);
    hooks.passed?.('database');
    rmSync(join(to, unfinishedName), { force: true });
    syncFolder(to);
    hooks.passed?.('complete');
    switchLibrary({ root, from, to }, hooks.passed);
  });
}

/**
 * Removes what a library left behind in a folder that it was moved away from, or that another took the place of.
 * Nothing else in the folder is touched.
 * @throws LabError 'conflict' when the folder's library is in use
 */
export function removeLeftBehind(folder: string, current: string): void {
  if (folder === current || !(isMovedAway(folder) || existsSync(join(current, 'lab.sqlite')))) {
    throw new LabError('conflict', 'That is the library that is in use: it is not removed.');
  }
  try {
    // The database first: without it nothing of the rest is taken for a library.
    for (const name of databaseFiles) rmSync(join(folder, name), { force: true });
    for (const name of [...libraryFolders, 'scratch']) rmSync(join(folder, name), { recursive: true, force: true });
  } catch (error) {
    throw storeFailure(error, 'remove the old copy of the library');
  }
}

async function copyFiles(from: string, to: string, paths: readonly string[], totalBytes: number, hooks: LibraryHooks): Promise<void> {
  let bytes = 0;
  const touched = new Set<string>();
  for (const path of paths) {
    if (hooks.cancelled?.()) throw new LabError('cancelled', 'The move was cancelled; the library is where it was.');
    const hash = await copyVerified(join(from, path), join(to, path), (read) => {
      bytes += read;
      hooks.progress?.({ phase: 'copying files', bytes, totalBytes });
    });
    if (path.startsWith('blobs/') && hash !== basename(path)) {
      throw new LabError('failed', `${path} of the library is damaged, so the library was not moved. Put that file back from a backup, or delete it and run again what needs it.`);
    }
    touched.add(dirname(join(to, path)));
  }
  for (const folder of touched) {
    syncFolder(folder);
    syncFolder(dirname(folder));
  }
}

function demandRoomFor(from: string, to: string): void {
  if (from === to || `${to}/`.startsWith(`${from}/`)) throw new LabError('bad-input', 'The library lies there already. Choose another place.');
  const held = existsSync(to) ? readdirSync(to) : [];
  if (held.length === 0 || held.includes(unfinishedName)) return;
  // A folder that a library was moved away from, and that holds nothing of it any more, takes one again.
  if (isMovedAway(to) && !databaseFiles.some((name) => held.includes(name))) return;
  throw new LabError('bad-input', `${to} holds other files. Choose an empty folder.`);
}

function demandSpace(folder: string, needed: number): void {
  let at = folder;
  while (!existsSync(at) && dirname(at) !== at) at = dirname(at);
  const { bavail, bsize } = statfsSync(at);
  if (bavail * bsize > needed * 1.02 + 16e6) return;
  throw new LabError('failed', `There is too little space: the library has ${megabytes(needed)} MB, and ${megabytes(bavail * bsize)} MB are free there.`);
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}
