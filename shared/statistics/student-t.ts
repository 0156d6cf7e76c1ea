import { exp, log } from './elementary.ts';
import { log1p, logBeta } from './gamma.ts';
import { regularizedIncompleteBeta } from './incomplete-beta.ts';

/**
 * Probability that |T| >= |t| for Student's t with `df` degrees of freedom (any real > 0), in [0, 1].
 * Relative error about 1e-13, in the far tail too. NaN for a NaN t.
 * @throws RangeError unless df is positive and finite.
 */
export function studentTTwoSidedP(t: number, df: number): number {
  requireDegrees(df);
  if (Number.isNaN(t)) return NaN;
  const ratio = (t * t) / df;
  if (ratio === Infinity) return 0;
  return regularizedIncompleteBeta(df / 2, 0.5, 1 / (1 + ratio), ratio / (1 + ratio));
}

/**
 * Distribution function of Student's t with `df` degrees of freedom, in [0, 1].
 * @throws RangeError unless df is positive and finite.
 */
export function studentTCdf(t: number, df: number): number {
  const outside = studentTTwoSidedP(t, df) / 2;
  return t > 0 ? 1 - outside : outside;
}

/**
 * Quantile of Student's t: the t below which a share `p` of the distribution lies. -Infinity at 0, Infinity
 * at 1; tails down to 1e-100. Newton's method inside a shrinking bracket.
 * @throws RangeError unless 0 <= p <= 1 and df is positive and finite.
 */
export function studentTQuantile(p: number, df: number): number {
  requireDegrees(df);
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a quantile needs p in [0, 1], got ${p}`);
  if (p === 0) return -Infinity;
  if (p === 1) return Infinity;
  if (p === 0.5) return 0;
  const tail = Math.min(p, 1 - p);
  let low = 0;
  let high = 1;
  while (studentTTwoSidedP(high, df) / 2 > tail) {
    low = high;
    high *= 2;
  }
  let t = (low + high) / 2;
  for (let iteration = 0; iteration < 400 && high - low > 1e-16 * high; iteration++) {
    const excess = studentTTwoSidedP(t, df) / 2 - tail;
    if (excess === 0) break;
    if (excess > 0) low = t;
    else high = t;
    const newton = t + excess / density(t, df);
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - t) <= 1e-16 * t) break;
    t = next;
  }
  return p < 0.5 ? -t : t;
}

function density(t: number, df: number): number {
  return exp(-logBeta(df / 2, 0.5) - 0.5 * log(df) - ((df + 1) / 2) * log1p((t * t) / df));
}

function requireDegrees(df: number): void {
  if (!(df > 0 && df < Infinity))
    throw new RangeError(`Student's t needs finite degrees of freedom above 0, got ${df}`);
}
