import { readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { codeOf, storeFailure } from '../failures.ts';

/** A file of a library; `path` is relative to its folder, with forward slashes. */
export interface LibraryFile {
  path: string;
  bytes: number;
}

/** Folders of a library that belong to it wherever it lies; files of uploads and exports do not. */
export const libraryFolders = ['datasets', 'blobs', 'checkpoints', 'backups'] as const;

/** What SQLite keeps: the database, its log and the log's index. */
export const databaseFiles = ['lab.sqlite', 'lab.sqlite-wal', 'lab.sqlite-shm'] as const;

/** The files below some folders of a library, without what was still being written, by path. */
export function libraryFiles(home: string, folders: readonly string[] = libraryFolders): LibraryFile[] {
  return folders
    .flatMap((folder) => filesBelow(join(home, folder)))
    .filter((path) => !/\.(tmp|part|partial)$/.test(path))
    .map((path) => ({ path: relative(home, path).replaceAll('\\', '/'), bytes: statSync(path, { throwIfNoEntry: false })?.size ?? 0 }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Bytes of the database with its log. */
export function databaseBytes(home: string): number {
  return databaseFiles.reduce((sum, name) => sum + (statSync(join(home, name), { throwIfNoEntry: false })?.size ?? 0), 0);
}

function filesBelow(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw storeFailure(error, 'read the library folder');
  }
}
