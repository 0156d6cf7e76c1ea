import { LabError } from '../../shared/domain/errors.ts';
import { pack, unpack } from './packed-arrays.ts';

/**
 * A malicious block as the store keeps it: CSR, users x items, ratings in shifted units, items ascending
 * within a row. Every SparseRatings is one; `withColumns` of numeric completes it to one.
 */
export interface StoredProfiles {
  users: number;
  items: number;
  rowStart: Int32Array;
  rowItem: Int32Array;
  rowValue: Float64Array;
}

const kind = 'profiles/1';

/** The bytes of a malicious block; equal blocks have equal bytes, every float64 keeps its bits. */
export function encodeProfiles(profiles: StoredProfiles): Uint8Array {
  const { users, items, rowStart, rowItem, rowValue } = profiles;
  return pack(kind, { numbers: { users, items }, arrays: { rowStart, rowItem, rowValue } });
}

/** The inverse of {@link encodeProfiles}. @throws LabError 'failed' when the bytes hold no profiles. */
export function decodeProfiles(bytes: Uint8Array): StoredProfiles {
  const { numbers, arrays } = unpack(kind, bytes);
  const { rowStart, rowItem, rowValue } = arrays;
  if (!(
    rowStart instanceof Int32Array &&
    rowItem instanceof Int32Array &&
    rowValue instanceof Float64Array
  )) {
    throw new LabError('failed', 'A record of the library holds incomplete profiles.');
  }
  return { users: numbers.users, items: numbers.items, rowStart, rowItem, rowValue };
}
