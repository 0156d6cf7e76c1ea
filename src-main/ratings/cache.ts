import { createHash, randomUUID } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { basename, dirname } from 'node:path';
import { LabError } from '../../shared/domain/errors.ts';
import { withColumns } from '../numeric/sparse-ratings.ts';
import type { RatingsDataset } from './ratings-dataset.ts';

/** A cached data set without its ratings. */
export type DatasetHeader = Omit<RatingsDataset, 'ratings' | 'fileCounts' | 'u1'> & {
  users: number;
  items: number;
  /** Number of ratings. */
  entries: number;
};

/*
 * Layout: magic (8), header length (8), SHA-256 of the header (32), SHA-256 of the body (32), header as JSON
 * padded with spaces to 8 bytes, then the body: rowValue f64, rowStart, rowItem i32 and, where the header says
 * so, file counts of users and items i32 and the test mask of the u1 split u8. Little-endian throughout, which
 * every platform that Node and Electron support is.
 */
const magic = Buffer.from('PLRATS1\n', 'latin1');
const prefixBytes = 80;

/**
 * Writes the binary cache of a data set so that `path` is either whole or absent: temporary file, fsync,
 * rename, fsync of the folder. An existing file is replaced.
 */
export function writeRatingsCache(path: string, dataset: RatingsDataset): void {
  const { ratings, fileCounts, u1, ...rest } = dataset;
  const head: StoredHeader = {
    dataset: { ...rest, users: ratings.users, items: ratings.items, entries: ratings.rowItem.length },
    hasFileCounts: fileCounts !== undefined,
    hasU1: u1 !== undefined,
  };
  const json = Buffer.from(JSON.stringify(head), 'utf8');
  const header = Buffer.concat([json, Buffer.alloc((8 - (json.length % 8)) % 8, ' ')]);
  const body = [ratings.rowValue, ratings.rowStart, ratings.rowItem];
  if (fileCounts) body.push(fileCounts.users, fileCounts.items);
  const parts = body.map(bytesOf);
  if (u1) parts.push(bytesOf(u1.test));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));

  const temporary = `${path}.${randomUUID()}.partial`;
  const file = openSync(temporary, 'w');
  try {
    for (const part of [magic, length, digest([header]), digest(parts), header, ...parts])
      writeAll(file, part);
    fsyncSync(file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
  renameSync(temporary, path);
  syncFolder(dirname(path));
}

/**
 * Reads a whole cached data set and checks it.
 * @throws LabError not-found when there is no such file, failed when it is damaged (import the data again).
 */
export function readRatingsCache(path: string): RatingsDataset {
  const bytes = readBytes(path);
  const { header, start, bodyDigest } = parseHeader(bytes, path);
  const body = bytes.subarray(start);
  if (!digest([body]).equals(bodyDigest)) throw damaged(path);
  const { hasFileCounts, hasU1, dataset } = header;
  const { users, items, entries, ...rest } = dataset;
  const buffer = bytes.buffer as ArrayBuffer;
  let at = bytes.byteOffset + start;
  const int32 = (count: number): Int32Array => {
    const array = new Int32Array(buffer, at, count);
    at += array.byteLength;
    return array;
  };
  const rowValue = new Float64Array(buffer, at, entries);
  at += rowValue.byteLength;
  const rowStart = int32(users + 1);
  const rowItem = int32(entries);
  const fileCounts = hasFileCounts ? { users: int32(users), items: int32(items) } : undefined;
  const u1 = hasU1 ? { test: new Uint8Array(buffer, at, entries) } : undefined;
  const ratings = withColumns(users, items, rowStart, rowItem, rowValue);
  return { ...rest, ratings, ...(fileCounts ? { fileCounts } : {}), ...(u1 ? { u1 } : {}) };
}

/**
 * Reads ids, titles, counts and report of a cached data set, not its ratings.
 * @throws LabError as {@link readRatingsCache}.
 */
export function readDatasetHeader(path: string): DatasetHeader {
  const file = openForReading(path);
  try {
    const prefix = readExactly(file, prefixBytes, 0, path);
    const length = headerLength(prefix, path);
    const rest = readExactly(file, length, prefixBytes, path);
    return parseHeader(Buffer.concat([prefix, rest]), path).header.dataset;
  } finally {
    closeSync(file);
  }
}

interface StoredHeader {
  dataset: DatasetHeader;
  hasFileCounts: boolean;
  hasU1: boolean;
}

function parseHeader(
  bytes: Buffer,
  path: string,
): { header: StoredHeader; start: number; bodyDigest: Buffer } {
  const start = prefixBytes + headerLength(bytes, path);
  if (bytes.length < start) throw damaged(path);
  const text = bytes.subarray(prefixBytes, start);
  if (!digest([text]).equals(bytes.subarray(16, 48))) throw damaged(path);
  return { header: JSON.parse(text.toString('utf8')), start, bodyDigest: bytes.subarray(48, prefixBytes) };
}

function headerLength(bytes: Buffer, path: string): number {
  if (bytes.length < prefixBytes || !bytes.subarray(0, 8).equals(magic)) throw damaged(path);
  const length = Number(bytes.readBigUInt64LE(8));
  if (length > 2 ** 30) throw damaged(path);
  return length;
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw missing(path, error);
  }
}

function openForReading(path: string): number {
  try {
    return openSync(path, 'r');
  } catch (error) {
    throw missing(path, error);
  }
}

function readExactly(file: number, count: number, position: number, path: string): Buffer {
  const bytes = Buffer.alloc(count);
  if (readSync(file, bytes, 0, count, position) !== count) throw damaged(path);
  return bytes;
}

function writeAll(file: number, bytes: Uint8Array): void {
  const chunk = 1 << 28;
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at, Math.min(chunk, bytes.length - at));
}

function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function digest(parts: Uint8Array[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

function bytesOf(array: Int32Array | Float64Array | Uint8Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

function missing(path: string, error: unknown): unknown {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return error;
  return new LabError(
    'not-found',
    `the cached ratings ${basename(path)} are gone; import the data set again`,
  );
}

function damaged(path: string): LabError {
  return new LabError(
    'failed',
    `the cached ratings ${basename(path)} are damaged; import the data set again (built-in data are made anew once that file is deleted)`,
  );
}
