/** Rows are factored in groups of this many, one to a lane, so chunks begin where groups do. */
const groupRows = 4;

/**
 * Chunks of a half sweep for this many ratings: enough that two threads finish together though rows differ,
 * few enough that taking one costs nothing (16, 64 and 400 for MovieLens 100K, 1M and 20M).
 */
export function sweepChunks(ratings: number): number {
  if (ratings >= 5_000_000) return 400;
  return ratings >= 500_000 ? 64 : 16;
}

/**
 * Slots, and so accumulators, of a pass over this many ratings that scatters to items: enough for every core there
 * is to find work, few enough that reducing them stays cheap. Results have the bits of this number, not of the threads'.
 */
export function slotCount(ratings: number): number {
  return ratings > 2_000_000 ? 16 : 8;
}

/**
 * Cuts rows into ranges of like work, for threads to take one by one.
 * @param rowStart rows + 1 offsets of the ratings
 * @param chunks at most so many ranges; fewer where there are not enough groups of four rows
 * @param rowWork what a row costs apart from its ratings, in ratings: kp / 3 for a Cholesky factor
 * @param bounds returned, filled, where given (chunks + 1 cells, for kernel memory)
 * @returns ascending row numbers, from 0 to rows; chunk c is rows bounds[c] to bounds[c + 1] and may be empty.
 * All but the last are multiples of 4. They depend on the data alone, never on the number of threads.
 */
export function balancedBounds(
  rowStart: Int32Array,
  chunks: number,
  rowWork = 4,
  bounds: Int32Array = new Int32Array(chunks + 1),
): Int32Array {
  const rows = rowStart.length - 1;
  const work = (row: number): number => rowStart[row] - rowStart[0] + rowWork * row;
  const total = work(rows);
  let row = 0;
  bounds[0] = 0;
  for (let chunk = 1; chunk < chunks; chunk++) {
    const target = (total * chunk) / chunks;
    while (row < rows && work(row) < target) row = Math.min(rows, row + groupRows);
    bounds[chunk] = row;
  }
  bounds[chunks] = rows;
  return bounds;
}
