/**
 * Ratings row by row (CSR), in kernel memory: by user, or by item with users as columns.
 * Within a row the columns ascend.
 */
export interface RatingRows {
  rows: number;
  columns: number;
  /** rows + 1 offsets into `index` and `values`. */
  rowStart: Int32Array;
  /** Column of each rating. */
  index: Int32Array;
  /** Ratings in shifted units. */
  values: Float32Array;
}
