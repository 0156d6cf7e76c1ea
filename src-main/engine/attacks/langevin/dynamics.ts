import type { RandomStream } from '../../../numeric/random.ts';
import type { SparseRatings } from '../../../numeric/sparse-ratings.ts';
import type { ChainBalance } from '../define-attack.ts';
import type { ItemPrior } from './prior.ts';

/** Langevin dynamics on the entries of a malicious block. */
export interface Dynamics {
  prior: ItemPrior;
  /** Item of each entry; a dense block's one row of items repeats for every user. */
  columns: Int32Array;
  /** β. */
  beta: number;
  /** Whether drift and noise are scaled by σ². */
  preconditioned: boolean;
  /** Every new rating is clamped to ±bound; Infinity leaves it free. */
  bound: number;
}

/** The item of each entry of a support, as {@link Dynamics} wants them. */
export function columnsOf(support: SparseRatings | 'dense', items: number): Int32Array {
  return support === 'dense' ? Int32Array.from({ length: items }, (_, j) => j) : support.rowItem;
}

/** Ratings drawn from their items' priors and clamped, one an entry; an item with σ = 0 is at its mean. */
export function drawFromPrior({ prior, columns, bound }: Dynamics, entries: number, stream: RandomStream): Float64Array {
  const deviation = prior.variance.map(Math.sqrt);
  const values = new Float64Array(entries);
  stream.normals(values);
  for (let at = 0; at < entries; at++) {
    const j = columns[at % columns.length];
    values[at] = clamp(prior.mean[j] + deviation[j] * values[at], bound);
  }
  return values;
}

/**
 * One Langevin step of size s. As printed (Eq. 17) x + s/2 (-(x - ξ)/σ² + β ∇R) + √s ε; preconditioned
 * x + s/2 (-(x - ξ) + β σ² ∇R) + √s σ ε, which has the same stationary distribution. Items with σ = 0 stay.
 * @param gradient ∇R, one an entry
 * @param noise gives ε, standard normal
 */
export function langevinStep(
  { prior, columns, beta, preconditioned, bound }: Dynamics,
  values: Float64Array,
  gradient: Float64Array,
  step: number,
  noise: RandomStream,
): Float64Array {
  const { mean, variance } = prior;
  const drift = Float64Array.from(variance, (each) => (step / 2) * (preconditioned ? each : 1));
  const spread = Float64Array.from(variance, (each) => Math.sqrt(step * (preconditioned ? each : 1)));
  const moved = new Float64Array(values.length);
  noise.normals(moved);
  for (let at = 0; at < moved.length; at++) {
    const j = columns[at % columns.length];
    const x = values[at];
    moved[at] =
      variance[j] === 0
        ? x
        : clamp(x + drift[j] * (-(x - mean[j]) / variance[j] + beta * gradient[at]) + spread[j] * moved[at], bound);
  }
  return moved;
}

/** -Σ (x - ξ)²/(2σ²) + βR over entries with σ > 0: log p(M̃ | M) up to a constant, Eq. 16. */
export function logPosterior({ prior, columns, beta }: Dynamics, values: Float64Array, utility: number): number {
  const { mean, variance } = prior;
  let sum = 0;
  for (let at = 0; at < values.length; at++) {
    const j = columns[at % columns.length];
    if (variance[j] === 0) continue;
    const deviation = values[at] - mean[j];
    sum += (deviation * deviation) / variance[j];
  }
  return beta * utility - sum / 2;
}

/**
 * Means over entries with σ > 0 of the terms of E[-(x - ξ) d/σ²] = 1 + (s/4) E[d²/σ²], d = -(x - ξ) + βσ²∇R,
 * which holds at stationarity for any R. As printed, an item's s is s/σ². Both 0 where no item has a spread.
 */
export function balanceAt(
  { prior, columns, beta, preconditioned }: Dynamics,
  values: Float64Array,
  gradient: Float64Array,
  step: number,
): ChainBalance {
  const { mean, variance } = prior;
  let drift = 0;
  let stepBias = 0;
  let count = 0;
  for (let at = 0; at < values.length; at++) {
    const j = columns[at % columns.length];
    if (variance[j] === 0) continue;
    const deviation = values[at] - mean[j];
    const d = -deviation + beta * variance[j] * gradient[at];
    drift -= (deviation * d) / variance[j];
    stepBias += ((relativeStep(preconditioned, step, variance[j]) / 4) * d * d) / variance[j];
    count++;
  }
  return count === 0 ? { drift: 0, stepBias: 0 } : { drift: drift / count, stepBias: stepBias / count };
}

/**
 * Standard error of the difference of the two sides, averaged over so many successive states, for independent
 * entries near their prior. The difference telescopes to the change of (x - ξ)²/σ² between both ends, over the
 * time between them, and the noise in between; their spreads are taken as if they did not cancel.
 * @param users malicious users, for a dense block's repeated columns; 1 for a sparse one
 */
export function balanceError(
  { prior, columns, preconditioned }: Dynamics,
  users: number,
  states: number,
  step: number,
): number {
  const { variance } = prior;
  let squares = 0;
  let count = 0;
  for (const j of columns) {
    if (variance[j] === 0) continue;
    const time = states * relativeStep(preconditioned, step, variance[j]);
    squares += 4 / (time * time) + 4 / time + 2 / states;
    count++;
  }
  return Math.sqrt(squares / users) / Math.max(1, count);
}

/** The step in units of the item's variance. */
function relativeStep(preconditioned: boolean, step: number, variance: number): number {
  return preconditioned ? step : step / variance;
}

function clamp(value: number, bound: number): number {
  return Math.min(bound, Math.max(-bound, value));
}
