import type { SparseRatings } from '../../../numeric/sparse-ratings.ts';

/** Per-item normal prior N(ξ_j, σ_j²) of normal users' ratings. An item with σ_j = 0 is held at ξ_j and never rated. */
export interface ItemPrior {
  /** ξ_j, shifted units. */
  mean: Float64Array;
  /** σ_j². */
  variance: Float64Array;
}

/**
 * ξ_j = (1/m) Σ_i M_ij and σ_j² = (1/m) Σ_i (M_ij - ξ_j)² over all m users, unrated as 0: Algorithm 2 as printed.
 * An item that nobody rated away from 0 has σ_j = 0. Computed once for each set of ratings.
 */
export function allUsersPrior(ratings: SparseRatings): ItemPrior {
  return remembered(ratings, 'all users', () => {
    const { users } = ratings;
    return priorBy(ratings, (sum) => sum / users, (squares, mean, count) => (squares + (users - count) * mean * mean) / users);
  });
}

/**
 * Raters alone: ξ_j their mean, σ_j² = (Σ(r - ξ_j)² + κσ²)/(c_j + κ) with c_j raters, shrunk towards σ², the mean
 * of (r - ξ_j)² over all ratings. An item without raters has ξ_j = σ_j = 0. Computed once for ratings and κ.
 * @param shrinkage κ >= 0, in ratings
 */
export function ratersPrior(ratings: SparseRatings, shrinkage: number): ItemPrior {
  return remembered(ratings, `raters ${shrinkage}`, () => {
    let within = 0;
    priorBy(ratings, average, (squares) => (within += squares));
    const pooled = within / Math.max(1, ratings.rowItem.length);
    return priorBy(ratings, average, (squares, _, count) => (count === 0 ? 0 : (squares + shrinkage * pooled) / (count + shrinkage)));
  });
}

const known = new WeakMap<SparseRatings, Map<string, ItemPrior>>();

function remembered(ratings: SparseRatings, name: string, compute: () => ItemPrior): ItemPrior {
  const priors = known.get(ratings) ?? new Map<string, ItemPrior>();
  known.set(ratings, priors);
  const prior = priors.get(name) ?? compute();
  priors.set(name, prior);
  return prior;
}

function average(sum: number, count: number): number {
  return count === 0 ? 0 : sum / count;
}

/** @param varianceOf of the raters' squared deviations from the mean, the mean, and the number of raters */
function priorBy(
  { items, colStart, colEntry, rowValue }: SparseRatings,
  meanOf: (sum: number, count: number) => number,
  varianceOf: (squares: number, mean: number, count: number) => number,
): ItemPrior {
  const mean = new Float64Array(items);
  const variance = new Float64Array(items);
  for (let j = 0; j < items; j++) {
    const count = colStart[j + 1] - colStart[j];
    let sum = 0;
    for (let at = colStart[j]; at < colStart[j + 1]; at++) sum += rowValue[colEntry[at]];
    mean[j] = meanOf(sum, count);
    let squares = 0;
    for (let at = colStart[j]; at < colStart[j + 1]; at++) {
      const deviation = rowValue[colEntry[at]] - mean[j];
      squares += deviation * deviation;
    }
    variance[j] = varianceOf(squares, mean[j], count);
  }
  return { mean, variance };
}
