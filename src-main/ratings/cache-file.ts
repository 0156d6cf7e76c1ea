import { createHash, randomUUID } from 'node:crypto';
import { closeSync, fsync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import type { CodedValues } from './distinct-values.ts';
import type { RatingsByRow, RatingsDataset } from './ratings-dataset.ts';

/** What a cache holds: the column form is made again when it is read. */
export type CachedDataset = Omit<RatingsDataset, 'ratings'> & { ratings: RatingsByRow };

/** A cached data set without its ratings. */
export type DatasetHeader = Omit<RatingsDataset, 'ratings' | 'fileCounts' | 'u1'> & {
  users: number;
  items: number;
  /** Number of ratings. */
  entries: number;
};

/*
 * Layout: magic (8), header length (8), SHA-256 of the header (32), SHA-256 of the body (32), header as JSON
 * padded with spaces to 8 bytes, then the body, little-endian throughout, which every platform that Node and
 * Electron support is: rowStart i32; file counts of users and items i32 where the header says so; rowItem u16
 * where every item fits, else i32; the ratings as u8 places in `values`, the distinct ones, or as f64 where
 * those are too many; the test mask of the u1 split u8 where the header says so. Each part starts at a multiple
 * of 8 bytes. A file of the first version holds rowValue f64, rowStart, rowItem i32, counts and mask without
 * padding; it is still read.
 */
export const magic = Buffer.from('PLRATS2\n', 'latin1');
export const prefixBytes = 80;

/** What a cache says of itself before its body. */
export interface StoredHeader {
  dataset: DatasetHeader;
  hasFileCounts: boolean;
  hasU1: boolean;
  /** Number of distinct ratings, null where they are not coded; absent from the first version. */
  distinct?: number | null;
}

/** Items up to this many fit 16 bits. */
export const shortItems = 2 ** 16;

/** A name that no other file of that folder has. */
export function temporaryBeside(path: string): string {
  return `${path}.${randomUUID()}.partial`;
}

/** Gives a whole cache file the name that it is to be found by, in the same folder, or leaves no such file. */
export function placeCacheFile(temporary: string, path: string): void {
  try {
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(dirname(path));
}

/** A data set whose content need not be hashed yet, and whose ratings need not be decoded where they are coded. */
export type UnnamedDataset = Omit<CachedDataset, 'fingerprint'>;

/** A cache file that nobody looks for yet, with everything in it but the fingerprint. */
export interface StartedCacheFile {
  /** Puts what is in it on the disk while this thread does something else; nothing else may be done with it until then. */
  flush(): Promise<void>;
  /** Writes the fingerprint and puts all of it on the disk. */
  finish(fingerprint: string): void;
  /** Closes it, and deletes it unless it was finished; to be called in any case. */
  end(): void;
}

/**
 * Writes the cache of a data set to a file that nobody looks for yet and puts it on the disk, or leaves no such file.
 * @param coded the ratings as `codeValues` gives them
 */
export function writeCacheFile(
  temporary: string,
  { fingerprint, ...dataset }: CachedDataset,
  coded: CodedValues | null,
): void {
  const file = startCacheFile(temporary, dataset, coded);
  try {
    file.finish(fingerprint);
  } finally {
    file.end();
  }
}

/**
 * Starts a cache file.
 * @param coded the ratings as `codeValues` gives them
 * @throws what the system says of the file, and leaves none.
 */
export function startCacheFile(
  temporary: string,
  dataset: UnnamedDataset,
  coded: CodedValues | null,
): StartedCacheFile {
  const headerOf = headerWithout(dataset, coded);
  const { length } = headerOf(noFingerprint);
  const file = openSync(temporary, 'w');
  let isFinished = false;
  const end = (): void => {
    closeSync(file);
    if (!isFinished) rmSync(temporary, { force: true });
  };
  let bodyDigest: Buffer;
  try {
    bodyDigest = writeBody(file, prefixBytes + length, bodyBytes(dataset, coded));
  } catch (error) {
    end();
    throw error;
  }
  return {
    flush: () => flushLater(file),
    finish(fingerprint) {
      const header = headerOf(fingerprint);
      const lengthBytes = Buffer.alloc(8);
      lengthBytes.writeBigUInt64LE(BigInt(length));
      writeAll(file, Buffer.concat([magic, lengthBytes, digest([header]), bodyDigest, header]), 0);
      fsyncSync(file);
      isFinished = true;
    },
    end,
  };
}
/** SHA-256 of some bytes. */
export function digest(parts: Uint8Array[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

const flushLater = promisify(fsync);

/** As long as every one. */
const noFingerprint = '0'.repeat(64);

/** The header for a fingerprint, padded to 8 bytes; it is as long for one as for another. */
function headerWithout(dataset: UnnamedDataset, coded: CodedValues | null): (fingerprint: string) => Buffer {
  const { ratings, fileCounts, u1, ...rest } = dataset;
  const { users, items, rowItem } = ratings;
  const head: StoredHeader = {
    dataset: { fingerprint: noFingerprint, ...rest, users, items, entries: rowItem.length },
    hasFileCounts: fileCounts !== undefined,
    hasU1: u1 !== undefined,
    distinct: coded ? coded.distinct.length : null,
  };
  const json = Buffer.from(JSON.stringify(head), 'utf8');
  const header = Buffer.concat([json, Buffer.alloc(paddingAfter(json.length), ' ')]);
  const at = '{"dataset":{"fingerprint":"'.length;
  return (fingerprint) => {
    header.write(fingerprint, at, 'latin1');
    return header;
  };
}

/** Writes the body where it belongs; its SHA-256. */
function writeBody(file: number, from: number, body: Iterable<Uint8Array>): Buffer {
  const hash = createHash('sha256');
  let at = from;
  for (const bytes of body) {
    hash.update(bytes);
    writeAll(file, bytes, at);
    at += bytes.length;
  }
  return hash.digest();
}

type TypedArray = Int32Array | Uint16Array | Float64Array | Uint8Array;

/** The body in pieces, each valid until the next one is asked for. */
function* bodyBytes(
  { ratings, fileCounts, u1 }: Pick<CachedDataset, 'ratings' | 'fileCounts' | 'u1'>,
  coded: CodedValues | null,
): Generator<Uint8Array> {
  yield* padded(ratings.rowStart);
  if (fileCounts) {
    yield* padded(fileCounts.users);
    yield* padded(fileCounts.items);
  }
  if (ratings.items <= shortItems) yield* shortened(ratings.rowItem);
  else yield* padded(ratings.rowItem);
  if (coded) {
    yield* padded(coded.distinct);
    yield* padded(coded.codes);
  } else {
    yield* padded(ratings.rowValue);
  }
  if (u1) yield* padded(u1.test);
}

function* padded(array: TypedArray): Generator<Uint8Array> {
  yield bytesOf(array);
  yield new Uint8Array(paddingAfter(array.byteLength));
}

/** A block at a time, which is hashed and written while the cache holds it. */
function* shortened(items: Int32Array): Generator<Uint8Array> {
  const block = new Uint16Array(blockItems);
  for (let from = 0; from < items.length; from += blockItems) {
    const count = Math.min(blockItems, items.length - from);
    for (let n = 0; n < count; n++) block[n] = items[from + n];
    yield bytesOf(block.subarray(0, count));
  }
  yield new Uint8Array(paddingAfter(2 * items.length));
}

const blockItems = 1 << 15;

function paddingAfter(bytes: number): number {
  return (8 - (bytes % 8)) % 8;
}

function writeAll(file: number, bytes: Uint8Array, position: number): void {
  const chunk = 1 << 28;
  for (let at = 0; at < bytes.length;)
    at += writeSync(file, bytes, at, Math.min(chunk, bytes.length - at), position + at);
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

function bytesOf(array: TypedArray): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
