import { createHash } from 'node:crypto';
import { createReadStream, mkdirSync, rmSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { LabError } from '../../../shared/domain/errors.ts';
import { syncFolder } from '../durable-files.ts';
import { storeFailure } from '../failures.ts';
import { libraryFiles } from './library-files.ts';
import type { LibraryHooks } from './move-library.ts';
import { adoptDatabase, snapshotDatabase } from './snapshot.ts';
import { readTarEntries, readTarEntry, tarEnd, tarHeader, tarPadding } from './tar.ts';

/** The last file of a backup: what it holds, and the SHA-256 of everything. */
const manifestName = 'manifest.json';
const manifestSchema = z.strictObject({
  format: z.literal('poison-lab library 1'),
  application: z.string(),
  createdAt: z.string(),
  files: z.array(z.strictObject({ path: z.string(), bytes: z.number().int(), sha256: z.string() })),
});
type Manifest = z.infer<typeof manifestSchema>;

/** Paths that a backup may hold: nothing that it names can lie outside the library. */
const allowedPath = /^(lab\.sqlite|datasets\/[0-9a-f]{64}\.ratings|blobs\/[0-9a-f]{2}\/[0-9a-f]{64})$/;

/**
 * Writes one file that holds a whole library: the database (SQLite's online backup, so that runs may go on), data sets
 * and blobs. It is a tar file; what was begun and not finished (checkpoints, uploads) is left out.
 * @param scratch folder for the copy of the database, removed again
 */
export async function writeBackup(
  { home, file, scratch, application }: { home: string; file: string; scratch: string; application: string },
  hooks: LibraryHooks = {},
): Promise<void> {
  const database = join(scratch, 'lab.sqlite');
  try {
    mkdirSync(scratch, { recursive: true });
    hooks.progress?.({ phase: 'copying the database', bytes: 0, totalBytes: 0 });
    // The database comes first: every file that it refers to was there before it, and files never change.
    await snapshotDatabase(home, database);
    const sources = [
      { path: 'lab.sqlite', from: database },
      ...libraryFiles(home, ['datasets', 'blobs'])
        .filter(({ path }) => allowedPath.test(path))
        .map(({ path }) => ({ path, from: join(home, path) })),
    ];
    const target = await open(file, 'w');
    try {
      const files = await writeFiles(target, sources, hooks);
      const manifest: Manifest = { format: 'poison-lab library 1', application, createdAt: new Date().toISOString(), files };
      const text = Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`);
      await target.writeFile(Buffer.concat([tarHeader({ path: manifestName, bytes: text.length }), text, tarPadding(text.length), tarEnd]));
      await target.sync();
    } finally {
      await target.close();
    }
  } catch (error) {
    rmSync(file, { force: true });
    throw storeFailure(error, 'write the backup');
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/**
 * Unpacks a backup into an empty folder, checking every file against its SHA-256 and the database as a whole. The
 * library in use is not touched; `switchLibrary` makes the folder the library.
 * @param newest schema version that this application reads
 * @param replaces the folder of the library that it takes the place of
 * @throws LabError 'bad-input' when it is no backup, damaged, or of a newer application; the folder is then removed
 */
export async function unpackBackup(
  { file, to, newest, replaces }: { file: string; to: string; newest: number; replaces: string },
  hooks: LibraryHooks = {},
): Promise<{ createdAt: string; application: string }> {
  try {
    const entries = new Map((await readTarEntries(file)).map((entry) => [entry.path, entry]));
    const manifest = await readManifest(file, entries.get(manifestName));
    const totalBytes = manifest.files.reduce((sum, { bytes }) => sum + bytes, 0);
    let bytes = 0;
    mkdirSync(join(to, 'datasets'), { recursive: true });
    for (const listed of manifest.files) {
      if (hooks.cancelled?.()) throw new LabError('cancelled', 'Restoring was cancelled; the library is as it was.');
      const entry = entries.get(listed.path);
      if (!allowedPath.test(listed.path) || entry === undefined || entry.bytes !== listed.bytes) throw damaged(listed.path);
      const hash = await unpackFile(file, entry, join(to, listed.path));
      if (hash !== listed.sha256 || (listed.path.startsWith('blobs/') && hash !== basename(listed.path))) throw damaged(listed.path);
      bytes += listed.bytes;
      hooks.progress?.({ phase: 'restoring files', bytes, totalBytes });
    }
    hooks.passed?.('files');
    if (!entries.has('lab.sqlite')) throw damaged('lab.sqlite');
    hooks.progress?.({ phase: 'checking the database', bytes: totalBytes, totalBytes });
    adoptDatabase(join(to, 'lab.sqlite'), newest, replaces);
    for (const folder of new Set(manifest.files.flatMap(({ path }) => [dirname(join(to, path)), dirname(dirname(join(to, path)))]))) syncFolder(folder);
    hooks.passed?.('database');
    return manifest;
  } catch (error) {
    rmSync(to, { recursive: true, force: true });
    throw storeFailure(error, 'restore the backup');
  }
}

async function writeFiles(target: FileHandle, sources: readonly { path: string; from: string }[], hooks: LibraryHooks): Promise<Manifest['files']> {
  const sizes = await Promise.all(sources.map(({ from }) => sizeOf(from)));
  const totalBytes = sizes.reduce((sum, size) => sum + size, 0);
  let bytes = 0;
  const files: Manifest['files'] = [];
  for (const [index, { path, from }] of sources.entries()) {
    if (hooks.cancelled?.()) throw new LabError('cancelled', 'The backup was cancelled.');
    const hash = createHash('sha256');
    let written = 0;
    await target.writeFile(tarHeader({ path, bytes: sizes[index] }));
    for await (const chunk of createReadStream(from, { highWaterMark: 1 << 20 })) {
      hash.update(chunk as Buffer);
      await target.writeFile(chunk as Buffer);
      written += (chunk as Buffer).length;
      hooks.progress?.({ phase: 'writing the backup', bytes: bytes + written, totalBytes });
    }
    if (written !== sizes[index]) throw new LabError('conflict', `${path} changed while the backup was made. Make it again.`);
    await target.writeFile(tarPadding(written));
    bytes += written;
    files.push({ path, bytes: written, sha256: hash.digest('hex') });
  }
  return files;
}

async function unpackFile(file: string, entry: { start: number; bytes: number }, to: string): Promise<string> {
  mkdirSync(dirname(to), { recursive: true });
  const hash = createHash('sha256');
  const target = await open(to, 'wx');
  try {
    for await (const chunk of readTarEntry(file, entry)) {
      hash.update(chunk);
      await target.writeFile(chunk);
    }
    await target.sync();
  } finally {
    await target.close();
  }
  return hash.digest('hex');
}

async function readManifest(file: string, entry: { start: number; bytes: number } | undefined): Promise<Manifest> {
  if (entry === undefined || entry.bytes > 2 ** 28) throw new LabError('bad-input', 'This file is no backup of a library: its list of contents is missing.');
  const chunks: Buffer[] = [];
  for await (const chunk of readTarEntry(file, entry)) chunks.push(chunk);
  try {
    return manifestSchema.parse(JSON.parse(Buffer.concat(chunks).toString('utf8')));
  } catch {
    throw new LabError('bad-input', 'This file is no backup of a library: its list of contents cannot be read.');
  }
}

async function sizeOf(path: string): Promise<number> {
  const file = await open(path, 'r');
  try {
    return (await file.stat()).size;
  } finally {
    await file.close();
  }
}

function damaged(path: string): LabError {
  return new LabError('bad-input', `This backup is damaged: ${path} in it is not what was put in. Use another backup.`);
}
