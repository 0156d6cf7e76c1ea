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

/**
 * Multiply-adds of a pass over the ratings of the rows within `bounds`.
 * @param bounds ascending row numbers
 * @param eachRating that a rating takes
 * @param eachRow that a row takes apart from its ratings
 */
export function passWork(
  { rowStart }: Pick<RatingRows, 'rowStart'>,
  bounds: Int32Array,
  eachRating: number,
  eachRow: number,
): number {
  const first = bounds[0];
  const last = bounds[bounds.length - 1];
  return (rowStart[last] - rowStart[first]) * eachRating + (last - first) * eachRow;
}
