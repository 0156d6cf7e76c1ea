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
  const hash = hashOfAllButValues(content);
  hash.update(bytesOf(content.ratings.rowValue));
  return hash.digest('hex');
}

/** As {@link fingerprintOf}; puts the ratings into `rowValue`, each block of them right before it is hashed. */
export function fingerprintAsDecoded(content: FingerprintedContent, coded: CodedValues): string {
  const hash = hashOfAllButValues(content);
  const { rowValue } = content.ratings;
  for (let from = 0; from < rowValue.length; from += blockValues) {
    const to = Math.min(from + blockValues, rowValue.length);
    decodeInto(rowValue, coded, from, to);
    hash.update(bytesOf(rowValue.subarray(from, to)));
  }
  return hash.digest('hex');
}

/** Their bytes stay in the cache until they are hashed. */
const blockValues = 1 << 14;

function hashOfAllButValues(content: FingerprintedContent): Hash {
  const { min, max, step } = content.scale;
  const { multiply, add } = content.shift;
  const hash = createHash('sha256');
  hash.update(
    JSON.stringify(['ratings 1', [min, max, step], [multiply, add], content.userIds, content.itemIds]),
  );
  hash.update(bytesOf(content.ratings.rowStart));
  hash.update(bytesOf(content.ratings.rowItem));
  return hash;
}

function bytesOf(array: Int32Array | Float64Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
