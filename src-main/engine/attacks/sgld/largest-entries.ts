import { withColumns, type SparseRatings } from '../../../numeric/sparse-ratings.ts';

/**
 * Euclidean projection of dense rows onto the feasible set: per user the B entries largest in magnitude
 * (ties by ascending item), then clipping to ±Λ. Items for which `allowed` is false are never picked.
 * @param values users x items, row major
 */
export function projectOntoBudget(
  values: Float64Array,
  users: number,
  items: number,
  fillerSize: number,
  maxRating: number,
  allowed: (item: number) => boolean,
): SparseRatings {
  const candidates = Int32Array.from({ length: items }, (_, j) => j).filter(allowed);
  const kept = Math.min(fillerSize, candidates.length);
  const rowStart = Int32Array.from({ length: users + 1 }, (_, i) => i * kept);
  const rowItem = new Int32Array(users * kept);
  const rowValue = new Float64Array(users * kept);
  for (let i = 0; i < users; i++) {
    const magnitude = (j: number) => Math.abs(values[i * items + j]);
    const picks = candidates
      .slice()
      .sort((a, b) => magnitude(b) - magnitude(a) || a - b)
      .subarray(0, kept)
      .sort();
    picks.forEach((j, at) => {
      rowItem[i * kept + at] = j;
      rowValue[i * kept + at] = Math.min(maxRating, Math.max(-maxRating, values[i * items + j]));
    });
  }
  return withColumns(users, items, rowStart, rowItem, rowValue);
}
