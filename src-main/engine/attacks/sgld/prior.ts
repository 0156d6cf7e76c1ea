import type { SparseRatings } from '../../../numeric/sparse-ratings.ts';

/** Per-item normal prior N(ξ_j, σ_j²) of the paper's Algorithm 2. */
export interface ItemPrior {
  mean: Float64Array;
  variance: Float64Array;
}

const known = new WeakMap<SparseRatings, ItemPrior>();

/**
 * ξ_j = (1/m) Σ_i M_ij and σ_j² = (1/m) Σ_i (M_ij - ξ_j)² over all m users, unrated as 0, as printed.
 * An item that nobody rated away from 0 has σ_j = 0. Computed once for each set of ratings.
 */
export function itemPrior(ratings: SparseRatings): ItemPrior {
  const found = known.get(ratings) ?? computePrior(ratings);
  known.set(ratings, found);
  return found;
}

function computePrior({ users, items, colStart, colEntry, rowValue }: SparseRatings): ItemPrior {
  const mean = new Float64Array(items);
  const variance = new Float64Array(items);
  for (let j = 0; j < items; j++) {
    let sum = 0;
    for (let at = colStart[j]; at < colStart[j + 1]; at++) sum += rowValue[colEntry[at]];
    const center = sum / users;
    let squares = (users - (colStart[j + 1] - colStart[j])) * center * center;
    for (let at = colStart[j]; at < colStart[j + 1]; at++) {
      const deviation = rowValue[colEntry[at]] - center;
      squares += deviation * deviation;
    }
    mean[j] = center;
    variance[j] = squares / users;
  }
  return { mean, variance };
}
