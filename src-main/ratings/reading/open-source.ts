import { open, readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { badFile } from './bad-input.ts';
import type { Source, SourceFile } from './source.ts';
import { openZip } from './zip.ts';

const maxFolderFiles = 1000;
const chunkBytes = 1 << 20;

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

function diskFile(absolute: string, path: string, label: string, bytes: number): SourceFile {
  return { path, label, bytes, open: () => readInTurns(absolute) };
}

/** Fills one of two buffers while the other is in work. */
async function* readInTurns(path: string): AsyncGenerator<Buffer> {
  const file = await open(path, 'r');
  try {
    const buffers = [Buffer.allocUnsafeSlow(chunkBytes), Buffer.allocUnsafeSlow(chunkBytes)];
    const fill = (turn: number): Promise<{ bytesRead: number }> => {
      const filling = file.read(buffers[turn % 2], 0, chunkBytes, null);
      filling.catch(() => {});
      return filling;
    };
    let next = fill(0);
    for (let turn = 0; ; turn++) {
      const { bytesRead } = await next;
      if (bytesRead === 0) return;
      next = fill(turn + 1);
      yield buffers[turn % 2].subarray(0, bytesRead);
    }
  } finally {
    await file.close();
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
