import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { setImmediate as pause } from 'node:timers/promises';
import { LabError } from '../../shared/domain/errors.ts';
import { columnMemory } from '../numeric/column-kernel/column-memory.ts';
import { withColumns } from '../numeric/sparse-ratings.ts';
import {
  digest,
  magic,
  placeCacheFile,
  prefixBytes,
  shortItems,
  temporaryBeside,
  writeCacheFile,
  type DatasetHeader,
  type StoredHeader,
} from './cache-file.ts';
import { codeValues, numbersOf } from './distinct-values.ts';
import type { NumberList } from './distinct-values.ts';
import type { RatingsDataset } from './ratings-dataset.ts';

const firstMagic = Buffer.from('PLRATS1\n', 'latin1');

/**
 * Writes the binary cache of a data set so that `path` is either whole or absent: temporary file, fsync,
 * rename, fsync of the folder. An existing file is replaced.
 */
export function writeRatingsCache(path: string, dataset: RatingsDataset): void {
  const temporary = temporaryBeside(path);
  writeCacheFile(temporary, dataset, codeValues(dataset.ratings.rowValue));
  placeCacheFile(temporary, path);
}

/**
 * Reads a whole cached data set and checks it.
 * @throws LabError not-found when there is no such file, failed when it is damaged (import the data again); Error where
 *   the kernels have not been built.
 */
export function readRatingsCache(path: string): RatingsDataset {
  const bytes = readBytes(path);
  const { header, start, bodyDigest } = parseHeader(bytes, path);
  const body = bytes.subarray(start);
  if (!digest([body]).equals(bodyDigest)) throw damaged(path);
  const { users, items, entries, ...rest } = header.dataset;
  const { rowStart, rowItem, values, fileCounts, u1 } = partsOf(body, { users, items, entries }, header);
  const room = entries >= kernelFrom ? columnMemory(entries, false, users + items) : null;
  room?.rowItem.set(rowItem);
  const own = room?.rowItem ?? (rowItem instanceof Int32Array ? rowItem : new Int32Array(rowItem));
  const ratings = withColumns(users, items, rowStart, own, numbersOf(values), room ?? undefined);
  return { ...rest, ratings, ...(fileCounts ? { fileCounts } : {}), ...(u1 ? { u1 } : {}) };
}

/** The ratings of a cached data set as they lie in its file: the item and the value of each, by user. */
export interface StoredRatings {
  header: DatasetHeader;
  rowItem: Int32Array | Uint16Array;
  values: NumberList;
}

/**
 * Reads and checks a cached data set piece by piece, for a thread that others wait for: they get their turn after every
 * {@link pieceBytes}. Nothing is decoded.
 * @throws LabError as {@link readRatingsCache}.
 */
export async function readStoredRatings(path: string): Promise<StoredRatings> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw missing(path, error);
  });
  const { header, start, bodyDigest } = parseHeader(bytes, path);
  const body = bytes.subarray(start);
  const hash = createHash('sha256');
  for (let at = 0; at < body.length; at += pieceBytes) {
    hash.update(body.subarray(at, at + pieceBytes));
    await pause();
  }
  if (!hash.digest().equals(bodyDigest)) throw damaged(path);
  const { rowItem, values } = partsOf(body, header.dataset, header);
  return { header: header.dataset, rowItem, values };
}

/** Hashed in some milliseconds. */
const pieceBytes = 2 ** 21;

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

/** From this many ratings on, sorting them by a kernel is worth its memory. */
const kernelFrom = 2 ** 20;

type BodyShape = Pick<DatasetHeader, 'users' | 'items' | 'entries'>;

interface BodyParts extends Pick<RatingsDataset, 'fileCounts' | 'u1'> {
  rowStart: Int32Array;
  rowItem: Int32Array | Uint16Array;
  values: NumberList;
}

function partsOf(body: Buffer, shape: BodyShape, header: StoredHeader): BodyParts {
  return header.distinct === undefined ? takeFirstVersion(body, shape, header) : takeParts(body, shape, header);
}

function takeParts(
  body: Buffer,
  { users, items, entries }: BodyShape,
  { hasFileCounts, hasU1, distinct }: StoredHeader,
): BodyParts {
  const take = partReader(body, 8);
  const rowStart = take(Int32Array, users + 1);
  const fileCounts = hasFileCounts
    ? { users: take(Int32Array, users), items: take(Int32Array, items) }
    : undefined;
  const rowItem = items <= shortItems ? take(Uint16Array, entries) : take(Int32Array, entries);
  const numbers = take(Float64Array, distinct ?? entries);
  const values = typeof distinct === 'number' ? { distinct: numbers, codes: take(Uint8Array, entries) } : numbers;
  const u1 = hasU1 ? { test: take(Uint8Array, entries) } : undefined;
  return { rowStart, rowItem, values, fileCounts, u1 };
}

function takeFirstVersion(
  body: Buffer,
  { users, items, entries }: BodyShape,
  { hasFileCounts, hasU1 }: StoredHeader,
): BodyParts {
  const take = partReader(body, 1);
  const values = take(Float64Array, entries);
  const rowStart = take(Int32Array, users + 1);
  const rowItem = take(Int32Array, entries);
  const fileCounts = hasFileCounts
    ? { users: take(Int32Array, users), items: take(Int32Array, items) }
    : undefined;
  const u1 = hasU1 ? { test: take(Uint8Array, entries) } : undefined;
  return { rowStart, rowItem, values, fileCounts, u1 };
}

/** Gives the parts of a body one after the other, as views of it. */
function partReader(
  body: Buffer,
  alignment: number,
): <A>(type: new (buffer: ArrayBuffer, at: number, length: number) => A, length: number) => A {
  let at = body.byteOffset;
  return (type, length) => {
    const array = new type(body.buffer as ArrayBuffer, at, length);
    const { byteLength } = array as ArrayBufferView;
    at += Math.ceil(byteLength / alignment) * alignment;
    return array;
  };
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
  const opening = bytes.subarray(0, 8);
  if (bytes.length < prefixBytes || !(opening.equals(magic) || opening.equals(firstMagic)))
    throw damaged(path);
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
