import { createHash, type Hash } from 'node:crypto';
import { decodeInto, type CodedValues } from './distinct-values.ts';
import type { RatingsDataset } from './ratings-dataset.ts';

/** What the fingerprint covers: everything that a run's numbers can depend on, and nothing else. */
export type FingerprintedContent = Pick<RatingsDataset, 'userIds' | 'itemIds' | 'scale' | 'shift'> & {
  ratings: Pick<RatingsDataset['ratings'], 'rowStart' | 'rowItem' | 'rowValue'>;
};

/**
 * SHA-256 (hex) of the canonical content: scale, shift and ids as JSON, then row offsets, items and ratings
 * as little-endian bytes. Name, titles, genres and report do not enter, nor whether the scale was observed.
 */
export function fingerprintOf(content: FingerprintedContent): string {
  const { rowStart, rowItem } = content.ratings;
  const hash = hashOfAllButValues(openingOf(content), rowStart, rowItem);
  hash.update(bytesOf(content.ratings.rowValue));
  return hash.digest('hex');
}

/** The same content as another thread takes it over: what is no array is text already. */
export interface UndecodedContent {
  /** As {@link openingOf} gives it. */
  opening: string;
  rowStart: Int32Array;
  rowItem: Int32Array;
  /** The ratings, and the memory that they go to. */
  coded: CodedValues;
  rowValue: Float64Array;
}

/** As {@link fingerprintOf}; puts the ratings into `rowValue`, each block of them right before it is hashed. */
export function fingerprintAsDecoded({ opening, rowStart, rowItem, coded, rowValue }: UndecodedContent): string {
  const hash = hashOfAllButValues(opening, rowStart, rowItem);
  for (let from = 0; from < rowValue.length; from += blockValues) {
    const to = Math.min(from + blockValues, rowValue.length);
    decodeInto(rowValue, coded, from, to);
    hash.update(bytesOf(rowValue.subarray(from, to)));
  }
  return hash.digest('hex');
}

/** What a fingerprint covers before the ratings: scale, shift and ids as JSON. */
export function openingOf({ scale, shift, userIds, itemIds }: Omit<FingerprintedContent, 'ratings'>): string {
  const { min, max, step } = scale;
  const { multiply, add } = shift;
  return JSON.stringify(['ratings 1', [min, max, step], [multiply, add], userIds, itemIds]);
}

/** Their bytes stay in the cache until they are hashed. */
const blockValues = 1 << 14;

function hashOfAllButValues(opening: string, rowStart: Int32Array, rowItem: Int32Array): Hash {
  const hash = createHash('sha256');
  hash.update(opening);
  hash.update(bytesOf(rowStart));
  hash.update(bytesOf(rowItem));
  return hash;
}

function bytesOf(array: Int32Array | Float64Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
