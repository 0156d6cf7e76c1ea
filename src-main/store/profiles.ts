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
