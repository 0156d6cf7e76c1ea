import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { LabError } from '../../../shared/domain/errors.ts';

/* POSIX ustar: blocks of 512 bytes; a header, the content padded with zeros, and two empty blocks at the end. */
const block = 512;

/** What a tar file holds at a place. */
export interface TarEntry {
  path: string;
  bytes: number;
}

/** The header of a file: names up to 100 bytes, sizes up to 8 GiB. @throws RangeError beyond. */
export function tarHeader({ path, bytes }: TarEntry): Buffer {
  const header = Buffer.alloc(block);
  if (Buffer.byteLength(path) > 100 || bytes >= 8 ** 11) throw new RangeError(`${path} does not fit a tar file`);
  header.write(path, 0);
  header.write('0000644\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${bytes.toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write('        ', 148);
  header.write('0', 156);
  header.write('ustar\x0000', 257, 'latin1');
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

/** Zeros that fill the last block of a file. */
export function tarPadding(bytes: number): Buffer {
  return Buffer.alloc((block - (bytes % block)) % block);
}

/** What ends a tar file. */
export const tarEnd = Buffer.alloc(2 * block);

/**
 * The files of a tar file, in its order, with where their contents begin.
 * @throws LabError 'bad-input' when it is no tar file, or is cut off
 */
export async function readTarEntries(path: string): Promise<(TarEntry & { start: number })[]> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const entries: (TarEntry & { start: number })[] = [];
    for (let at = 0; ;) {
      const header = await blockAt(file, at, size);
      if (header.every((byte) => byte === 0)) return entries;
      const entry = parseHeader(header);
      entries.push({ ...entry, start: at + block });
      at += block + entry.bytes + tarPadding(entry.bytes).length;
    }
  } finally {
    await file.close();
  }
}

/** The content of one file of a tar file. */
export function readTarEntry(path: string, { start, bytes }: { start: number; bytes: number }): AsyncIterable<Buffer> {
  if (bytes === 0) return emptyContent();
  return createReadStream(path, { start, end: start + bytes - 1, highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>;
}

async function* emptyContent(): AsyncIterable<Buffer> {}

async function blockAt(file: FileHandle, at: number, size: number): Promise<Buffer> {
  if (at + block > size) throw cutOff();
  const header = Buffer.alloc(block);
  await file.read(header, 0, block, at);
  return header;
}

function parseHeader(header: Buffer): TarEntry {
  const text = (from: number, length: number) => header.toString('latin1', from, from + length).split('\0')[0].trim();
  const stated = Number.parseInt(text(148, 8), 8);
  const blank = Buffer.from(header);
  blank.fill(' ', 148, 156);
  const sum = blank.reduce((total, byte) => total + byte, 0);
  const bytes = Number.parseInt(text(124, 12), 8);
  if (text(257, 6) !== 'ustar' || stated !== sum || !Number.isSafeInteger(bytes)) {
    throw new LabError('bad-input', 'This file is no backup of a library: it is no tar file, or damaged.');
  }
  return { path: text(0, 100), bytes };
}

function cutOff(): LabError {
  return new LabError('bad-input', 'This backup is cut off: its end is missing. Copy it again from where it was made.');
}
