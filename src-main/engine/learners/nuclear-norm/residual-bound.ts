import { dot } from '../../../numeric/conjugate-gradient.ts';
import { boundFromAbove, lanczos, stepsForBound, type LinearMap } from '../../../numeric/lanczos.ts';
import type { FactoredSystem } from '../factored/factored-system.ts';
import { deflated, factorSpans, withResiduals, type FactorSpans } from '../factored/residual-map.ts';

/** What the residuals E say about a model at which a system stands. */
export interface ResidualBound {
  /** σ⁺, which is at least σ_max(E) but for one random start in a million. */
  largest: number;
  /** ω = σ_max((I - U'U'ᵀ) E (I - V'V'ᵀ)), from below; null where E was looked at as a whole. */
  omega: number | null;
  /** Columns of U' and V'. */
  rank: number;
  /** Lanczos steps. */
  steps: number;
}

/** Probability with which a random start misleads the bound. */
const failure = 1e-6;
const seed = 0;
/** Growth of ω in ten steps, relatively, below which it has settled. */
const settled = 1e-9;
/** Share of the slack that the blocks of E beside U' and V' may add to the bound, for it to be made of blocks. */
const couplingShare = 0.1;

/**
 * A bound on σ_max(E) from above. At a stationary model E V' = λU' and EᵀU' = λV', so that over the bases P of U and Q of V it is
 * [[A, B], [C, D]] with |A| near λ, B and C near 0, and |D| = ω: σ_max(E) <= max(|A|, ω⁺) + max(|B|, |C|). That takes no more
 * steps than put ω⁺ below λ. Far from stationary, E is bounded as a whole.
 * @param excess relative slack that is small enough
 * @param poll called once a Lanczos step
 */
export function residualBound(system: FactoredSystem, lambda: number, excess: number, poll?: () => void): ResidualBound {
  const spans = factorSpans(system);
  const rank = spans.items.length / system.ratings.items;
  return withResiduals(system, (residuals) => {
    const { inner, beside } = blockNorms(residuals, spans, lambda, poll);
    const restricted = beside <= couplingShare * excess * lambda;
    const inside = deflated(residuals, spans);
    const columns = restricted ? residuals.columns - rank : residuals.columns;
    const fromAbove = (theta: number, steps: number): number => boundFromAbove(theta, steps, columns, failure);
    const found = lanczos(restricted ? inside : residuals, {
      steps: stepsForBound(excess, columns, failure),
      vectorsAbove: Infinity,
      tolerance: restricted ? settled : 0,
      enough: (theta, steps) => fromAbove(theta, steps) <= lambda,
      restrict: restricted ? inside.restrict : undefined,
      seed,
      poll,
    });
    const theta = found.values[0] ?? 0;
    const bound = found.complete ? theta : fromAbove(theta, found.steps);
    return restricted
      ? { largest: Math.max(inner, bound) + beside, omega: theta, rank, steps: found.steps }
      : { largest: bound, omega: null, rank, steps: found.steps };
  });
}

/** Bounds on |A| and on max(|B|, |C|), A = PᵀEQ, B = PᵀE(I - QQᵀ), C = (I - PPᵀ)EQ. */
function blockNorms(E: LinearMap, { users: P, items: Q }: FactorSpans, lambda: number, poll?: () => void) {
  const { rows, columns } = E;
  const [p, q] = [P.length / rows, Q.length / columns];
  const A = new Float64Array(p * q);
  let [squaresRight, squaresLeft] = [0, 0];
  const image = new Float64Array(rows);
  for (let t = 0; t < q; t++) {
    poll?.();
    E.apply(Q.subarray(t * columns, (t + 1) * columns), image);
    for (let s = 0; s < p; s++) A[s * q + t] = dot(P.subarray(s * rows, (s + 1) * rows), image);
    for (let s = 0; s < p; s++) subtract(A[s * q + t], P.subarray(s * rows, (s + 1) * rows), image);
    squaresRight += dot(image, image);
  }
  const back = new Float64Array(columns);
  for (let s = 0; s < p; s++) {
    poll?.();
    E.applyTransposed(P.subarray(s * rows, (s + 1) * rows), back);
    for (let t = 0; t < q; t++) subtract(A[s * q + t], Q.subarray(t * columns, (t + 1) * columns), back);
    squaresLeft += dot(back, back);
  }
  return { inner: Math.sqrt(lambda * lambda + departure(A, p, q, lambda)), beside: Math.sqrt(Math.max(squaresRight, squaresLeft)) };
}

/** |AᵀA - λ²I|, which |A|² exceeds λ² by at most. */
function departure(A: Float64Array, p: number, q: number, lambda: number): number {
  let squares = 0;
  for (let a = 0; a < q; a++) {
    for (let b = 0; b < q; b++) {
      let sum = a === b ? -lambda * lambda : 0;
      for (let s = 0; s < p; s++) sum += A[s * q + a] * A[s * q + b];
      squares += sum * sum;
    }
  }
  return Math.sqrt(squares);
}

/** y -= a x. */
function subtract(a: number, x: Float64Array, y: Float64Array): void {
  for (let at = 0; at < y.length; at++) y[at] -= a * x[at];
}
