import { open, readdir, stat, type FileHandle } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { badFile } from './bad-input.ts';
import type { DiskFile, Source, SourceFile } from './source.ts';
import { openZip } from './zip.ts';

const maxFolderFiles = 1000;

/**
 * Opens a file, a folder (two levels deep, since unpacking often nests) or a zip, told by its first bytes or
 * its extension. Close it when done.
 * @throws LabError bad-input when it is missing, or a zip that is damaged or unsafe.
 */
export async function openSource(path: string): Promise<Source> {
  const name = basename(resolve(path));
  const found = await stat(path).catch(() => null);
  if (!found) throw badFile(path, 'there is no such file or folder; check the path');
  if (found.isDirectory())
    return { kind: 'folder', name, files: await folderFiles(path, name), close: () => {} };
  if (!found.isFile()) throw badFile(name, 'is neither a file nor a folder');
  if (name.toLowerCase().endsWith('.zip') || (await startsLikeZip(path))) return openZip(path, name);
  return { kind: 'file', name, files: [diskFile(path, name, name, found.size)], close: () => {} };
}

async function folderFiles(folder: string, name: string): Promise<SourceFile[]> {
  const files: SourceFile[] = [];
  const visit = async (inner: string, depth: number): Promise<void> => {
    const entries = await readdir(join(folder, inner), { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = inner ? `${inner}/${entry.name}` : entry.name;
      if (entry.isDirectory() && depth < 1) await visit(path, depth + 1);
      if (!entry.isFile()) continue;
      if (files.length === maxFolderFiles)
        throw badFile(name, `holds more than ${maxFolderFiles} files; name the data's own folder`);
      const { size } = await stat(join(folder, path));
      files.push(diskFile(join(folder, path), path, `${name}/${path}`, size));
    }
  };
  await visit('', 0);
  return files;
}

/** A file at an absolute path, read in chunks of `chunkBytes`. */
export function diskFile(
  absolute: string,
  path: string,
  label: string,
  bytes: number,
  chunkBytes = 1 << 20,
): SourceFile {
  const openDisk = (): Promise<DiskFile> => openForReading(absolute, chunkBytes);
  return { path, label, bytes, open: () => wholeFile(openDisk), openDisk };
}

async function* wholeFile(openDisk: () => Promise<DiskFile>): AsyncGenerator<Buffer> {
  const file = await openDisk();
  try {
    yield* file.chunks(0);
  } finally {
    await file.close();
  }
}

async function openForReading(path: string, chunkBytes: number): Promise<DiskFile> {
  const file = await open(path, 'r');
  return {
    fd: file.fd,
    chunkBytes,
    chunks: (from, to = Infinity) => readInTurns(file, chunkBytes, from, to),
    async read(from, to) {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(to - from), 0, to - from, from);
      return buffer.subarray(0, bytesRead);
    },
    close: () => file.close(),
  };
}

/** Fills one of two buffers while the other is in work. */
async function* readInTurns(
  file: FileHandle,
  chunkBytes: number,
  from: number,
  to: number,
): AsyncGenerator<Buffer> {
  const buffers = [Buffer.allocUnsafeSlow(chunkBytes), Buffer.allocUnsafeSlow(chunkBytes)];
  let position = from;
  const fill = (turn: number): Promise<{ bytesRead: number }> => {
    const filling = file.read(buffers[turn % 2], 0, Math.min(chunkBytes, to - position), position);
    filling.catch(() => {});
    return filling;
  };
  let next = fill(0);
  for (let turn = 0; ; turn++) {
    const { bytesRead } = await next;
    if (bytesRead === 0) return;
    position += bytesRead;
    next = fill(turn + 1);
    yield buffers[turn % 2].subarray(0, bytesRead);
  }
}

async function startsLikeZip(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return bytesRead === 4 && buffer.readUInt32LE(0) === 0x04034b50;
  } finally {
    await file.close();
  }
}
