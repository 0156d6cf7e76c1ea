import type { SparseRatings } from '../../../numeric/sparse-ratings.ts';
import { itemStatistics, wellKnownItems } from '../item-statistics.ts';

/**
 * The `wanted` items most like the targets: largest sum over the targets of the adjusted cosine (Sarwar et al.
 * 2001: ratings less their user's mean) with unrated as 0 over all users. Only items that many users know are
 * looked at, for a segment needs an audience; those whose mean is at least the mean of all ratings come first;
 * ties by number of ratings, then by index.
 * @param wellKnownShare share of the items, those with most ratings
 */
export function segmentItems(
  normal: SparseRatings,
  targets: readonly number[],
  wanted: number,
  wellKnownShare: number,
): number[] {
  const { overallMean, count, mean } = itemStatistics(normal);
  const likeness = adjustedCosines(normal, targets);
  const unliked = (j: number) => (mean[j] >= overallMean ? 0 : 1);
  return wellKnownItems(count, targets, wellKnownShare, wanted)
    .sort((a, b) => unliked(a) - unliked(b) || likeness[b] - likeness[a])
    .slice(0, wanted);
}

/** Σ_t c_j·c_t / (|c_j| |c_t|) for every item j, c the columns of ratings less their user's mean; 0 where a norm is 0. */
function adjustedCosines(normal: SparseRatings, targets: readonly number[]): Float64Array {
  const { users, items, rowStart, rowItem, rowValue, colStart, colUser, colEntry } = normal;
  const centred = new Float64Array(rowValue.length);
  const squares = new Float64Array(items);
  for (let i = 0; i < users; i++) {
    let sum = 0;
    for (let at = rowStart[i]; at < rowStart[i + 1]; at++) sum += rowValue[at];
    const mean = sum / (rowStart[i + 1] - rowStart[i]);
    for (let at = rowStart[i]; at < rowStart[i + 1]; at++) {
      centred[at] = rowValue[at] - mean;
      squares[rowItem[at]] += centred[at] * centred[at];
    }
  }
  const total = new Float64Array(items);
  for (const t of targets) {
    if (squares[t] === 0) continue;
    const inner = new Float64Array(items);
    for (let rating = colStart[t]; rating < colStart[t + 1]; rating++) {
      const i = colUser[rating];
      const ofTarget = centred[colEntry[rating]];
      for (let at = rowStart[i]; at < rowStart[i + 1]; at++) inner[rowItem[at]] += ofTarget * centred[at];
    }
    for (let j = 0; j < items; j++) {
      if (squares[j] > 0) total[j] += inner[j] / Math.sqrt(squares[j] * squares[t]);
    }
  }
  return total;
}
