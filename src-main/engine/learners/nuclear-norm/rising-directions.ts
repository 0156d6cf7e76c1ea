import { lanczos, type LinearMap } from '../../../numeric/lanczos.ts';
import type { FactoredSystem } from '../factored/factored-system.ts';
import type { ResidentRatings } from '../factored/resident-ratings.ts';
import { deflated, factorSpans, withResiduals } from '../factored/residual-map.ts';
import type { Columns } from './columns.ts';

/** Directions along which a model of higher rank has a lower objective. */
export interface RisingDirections {
  /** ω, from below. */
  omega: number;
  /** New columns of V, in the data set's order of items. */
  columns: Columns;
  steps: number;
}

/** How far to look. */
export interface LookingLimits {
  /** Directions of smaller singular values are none. */
  above: number;
  most: number;
  /** Growth of ω in ten steps, relatively, below which it has settled. */
  settled: number;
  /** Polled once a Lanczos step. */
  poll(): void;
}

/** Lanczos steps: so many, or twice the directions that are wanted. */
const fewestSteps = 60;
const mostSteps = 120;
const seed = 0;

/**
 * Singular pairs (p, q) of (I - U'U'ᵀ) E (I - V'V'ᵀ) above λ where a system stands: adding s p qᵀ changes half the objective by
 * -s (θ - λ) + s²/2 Σ_Ω (p_i q_j)², least at s = (θ - λ) / Σ_Ω (p_i q_j)². Each q is scaled by √s; U follows from V.
 */
export function risingDirections(system: FactoredSystem, { above, most, settled, poll }: LookingLimits): RisingDirections {
  const spans = factorSpans(system);
  const { ratings } = system;
  const { items, itemOrder } = ratings;
  const steps = Math.min(mostSteps, Math.max(fewestSteps, 2 * most));
  return withResiduals(system, (residuals) => {
    const map = deflated(residuals, spans);
    const ritz = lanczos(map, { steps, vectorsAbove: above, tolerance: settled, seed, restrict: map.restrict, poll });
    const count = Math.min(most, ritz.vectors.length / items);
    const values = new Float64Array(count * items);
    for (let t = 0; t < count; t++) {
      const q = ritz.vectors.subarray(t * items, (t + 1) * items);
      const scale = Math.sqrt(bestLength(map, q, ratings, above));
      for (let position = 0; position < items; position++) values[t * items + itemOrder[position]] = scale * q[position];
    }
    return { omega: ritz.values[0] ?? 0, columns: { count, items, values }, steps: ritz.steps };
  });
}

/** s of a right vector q; p is that of E q. */
function bestLength(map: LinearMap, q: Float64Array, { byUser }: ResidentRatings, above: number): number {
  const p = new Float64Array(map.rows);
  map.apply(q, p);
  let squares = 0;
  let curvature = 0;
  for (let i = 0; i < map.rows; i++) {
    const own = p[i] * p[i];
    squares += own;
    // Users of a dense block rate every item: |q|² = 1.
    curvature += i < byUser.rows ? own * ratedSquares(q, byUser.index, byUser.rowStart[i], byUser.rowStart[i + 1]) : own;
  }
  return Math.max(0, Math.sqrt(squares) - above) * (squares / curvature);
}

function ratedSquares(q: Float64Array, index: Int32Array, from: number, to: number): number {
  let sum = 0;
  for (let at = from; at < to; at++) sum += q[index[at]] * q[index[at]];
  return sum;
}
