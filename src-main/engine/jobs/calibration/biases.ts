import type { SparseRatings } from '../../../numeric/sparse-ratings.ts';

/** Mean, item biases, then user biases of what these leave; what is not rated has a bias of 0. */
export interface Biases {
  global: number;
  items: Float64Array;
  users: Float64Array;
}

/**
 * Biases with damping (Funk): each is the sum of its residuals over their number plus `damping`; the global mean is
 * not damped. In the unit of the ratings.
 */
export function dampedBiases(training: SparseRatings, damping: number): Biases {
  const { users: userCount, items: itemCount, rowStart, rowItem, rowValue, colStart } = training;
  const global = rowValue.reduce((sum, value) => sum + value, 0) / rowValue.length;
  const items = new Float64Array(itemCount);
  for (let at = 0; at < rowItem.length; at++) items[rowItem[at]] += rowValue[at] - global;
  for (let j = 0; j < itemCount; j++) items[j] = damped(items[j], colStart[j + 1] - colStart[j], damping);
  const users = Float64Array.from({ length: userCount }, (_, i) => {
    let sum = 0;
    for (let at = rowStart[i]; at < rowStart[i + 1]; at++) sum += rowValue[at] - global - items[rowItem[at]];
    return damped(sum, rowStart[i + 1] - rowStart[i], damping);
  });
  return { global, items, users };
}

/** The ratings less their biases, of the same pattern. */
export function withoutBiases(training: SparseRatings, { global, items, users }: Biases): SparseRatings {
  const rowValue = training.rowValue.slice();
  for (let i = 0; i < training.users; i++) {
    for (let at = training.rowStart[i]; at < training.rowStart[i + 1]; at++) {
      rowValue[at] -= global + items[training.rowItem[at]] + users[i];
    }
  }
  return { ...training, rowValue };
}

function damped(sum: number, count: number, damping: number): number {
  return count === 0 ? 0 : sum / (count + damping);
}
