import { indicesOfSmallest } from '../../../numeric/smallest-keys.ts';
import { withColumns, type SparseRatings } from '../../../numeric/sparse-ratings.ts';

/** What a row may hold. */
export interface RowBudget {
  /** B. */
  fillerSize: number;
  /** Λ. */
  maxRating: number;
  /** Items for which it is false are never picked. */
  allowed(item: number): boolean;
  /** Items that every row holds, those of them that are allowed. */
  included: readonly number[];
}

/**
 * Euclidean projection of dense rows onto the feasible set: per user the B entries largest in magnitude
 * (ties by ascending item), then clipping to ±Λ. Included items come before all others.
 * @param values users x items, row major
 */
export function projectOntoBudget(
  values: Float64Array,
  users: number,
  items: number,
  { fillerSize, maxRating, allowed, included }: RowBudget,
): SparseRatings {
  const candidates = Int32Array.from({ length: items }, (_, j) => j).filter(allowed);
  const kept = Math.min(fillerSize, candidates.length);
  const rowStart = Int32Array.from({ length: users + 1 }, (_, i) => i * kept);
  const rowItem = new Int32Array(users * kept);
  const rowValue = new Float64Array(users * kept);
  const keys = new Float64Array(candidates.length);
  const first = Uint8Array.from(candidates, (j) => (included.includes(j) ? 1 : 0));
  for (let i = 0; i < users; i++) {
    for (let at = 0; at < keys.length; at++) {
      keys[at] = first[at] ? -Infinity : -Math.abs(values[i * items + candidates[at]]);
    }
    const picks = indicesOfSmallest(keys, kept).sort();
    picks.forEach((candidate, at) => {
      const j = candidates[candidate];
      rowItem[i * kept + at] = j;
      rowValue[i * kept + at] = Math.min(maxRating, Math.max(-maxRating, values[i * items + j]));
    });
  }
  return withColumns(users, items, rowStart, rowItem, rowValue);
}
