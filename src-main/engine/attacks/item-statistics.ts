import type { SparseRatings } from '../../numeric/sparse-ratings.ts';

/** What an attacker reads off the ratings of normal users; shifted units. */
export interface ItemStatistics {
  /** Mean and standard deviation of all ratings. */
  overallMean: number;
  overallDeviation: number;
  /** Number, mean and standard deviation of each item's ratings; the overall ones where nobody rated it. */
  count: Int32Array;
  mean: Float64Array;
  deviation: Float64Array;
}

/** Counts, means and population standard deviations (divided by n, so 0 where one user rated an item). */
export function itemStatistics({ items, colStart, colEntry, rowValue }: SparseRatings): ItemStatistics {
  const overall = meanAndDeviation(rowValue);
  const count = Int32Array.from({ length: items }, (_, j) => colStart[j + 1] - colStart[j]);
  const mean = new Float64Array(items);
  const deviation = new Float64Array(items);
  for (let j = 0; j < items; j++) {
    const ratings = Float64Array.from(colEntry.subarray(colStart[j], colStart[j + 1]), (at) => rowValue[at]);
    const own = ratings.length === 0 ? overall : meanAndDeviation(ratings);
    mean[j] = own.mean;
    deviation[j] = own.deviation;
  }
  return { overallMean: overall.mean, overallDeviation: overall.deviation, count, mean, deviation };
}

/** All items but those `leftOut`, those with most ratings first; ties by ascending index. */
export function itemsByPopularity(count: Int32Array, leftOut: readonly number[]): number[] {
  return Array.from(count, (_, j) => j)
    .filter((j) => !leftOut.includes(j))
    .sort((a, b) => count[b] - count[a] || a - b);
}

/** What many users know: of {@link itemsByPopularity} the first `share` of all items, at least `wanted` of them. */
export function wellKnownItems(count: Int32Array, leftOut: readonly number[], share: number, wanted: number): number[] {
  return itemsByPopularity(count, leftOut).slice(0, Math.max(wanted, Math.ceil(share * count.length)));
}

function meanAndDeviation(values: Float64Array): { mean: number; deviation: number } {
  if (values.length === 0) return { mean: 0, deviation: 0 };
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) * (value - mean);
  return { mean, deviation: Math.sqrt(squares / values.length) };
}
