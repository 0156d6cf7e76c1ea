import { createHash } from 'node:crypto';
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
  const { min, max, step } = content.scale;
  const { multiply, add } = content.shift;
  const hash = createHash('sha256');
  hash.update(
    JSON.stringify(['ratings 1', [min, max, step], [multiply, add], content.userIds, content.itemIds]),
  );
  hash.update(bytesOf(content.ratings.rowStart));
  hash.update(bytesOf(content.ratings.rowItem));
  hash.update(bytesOf(content.ratings.rowValue));
  return hash.digest('hex');
}

function bytesOf(array: Int32Array | Float64Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
