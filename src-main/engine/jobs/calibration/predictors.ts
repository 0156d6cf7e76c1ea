import type { SparseRatings } from '../../../numeric/sparse-ratings.ts';

/** Predicted rating of a user and item, in the unit of the training ratings; null where there is none. */
export type Predictor = (user: number, item: number) => number | null;

/** The mean of all training ratings, of the item's or of the user's; the global mean where there are none. */
export function predictFromMeans(training: SparseRatings, by: 'global' | 'item' | 'user'): Predictor {
  const { users, items, rowStart, rowItem, rowValue } = training;
  const global = rowValue.reduce((sum, value) => sum + value, 0) / rowValue.length;
  if (by === 'global') return () => global;
  const size = by === 'user' ? users : items;
  const sums = new Float64Array(size);
  const counts = new Int32Array(size);
  for (let i = 0; i < users; i++) {
    for (let at = rowStart[i]; at < rowStart[i + 1]; at++) {
      const group = by === 'user' ? i : rowItem[at];
      sums[group] += rowValue[at];
      counts[group]++;
    }
  }
  const means = sums.map((sum, group) => (counts[group] ? sum / counts[group] : global));
  return (user, item) => means[by === 'user' ? user : item];
}

/** u_i·v_j, unclipped; 0 (the middle of the scale) for an item that training has not seen. */
export function predictFromFactors(model: {
  rank: number;
  userFactors: Float64Array;
  itemFactors: Float64Array;
}): (user: number, item: number) => number {
  const { rank, userFactors, itemFactors } = model;
  return (user, item) => {
    let sum = 0;
    for (let c = 0; c < rank; c++) sum += userFactors[user * rank + c] * itemFactors[item * rank + c];
    return sum;
  };
}

/** The same for users and items that training has seen, and no prediction for others. */
export function predictSeen({ rowStart, colStart }: SparseRatings, predict: Predictor): Predictor {
  return (user, item) =>
    rowStart[user + 1] > rowStart[user] && colStart[item + 1] > colStart[item] ? predict(user, item) : null;
}
