import { exp, log } from './elementary.ts';
import { log1p, logBeta } from './gamma.ts';

/**
 * Regularized incomplete beta function I_x(a, b), in [0, 1], by Lentz' continued fraction (DLMF 8.17.22).
 * `complement` is 1 - x: given where the caller knows it more exactly than the subtraction would.
 * @throws RangeError for x outside [0, 1] or a, b not positive and finite.
 */
export function regularizedIncompleteBeta(a: number, b: number, x: number, complement = 1 - x): number {
  if (!(x >= 0 && x <= 1)) throw new RangeError(`the incomplete beta function needs x in [0, 1], got ${x}`);
  if (!(a > 0 && b > 0 && a + b < Infinity)) {
    throw new RangeError(`the incomplete beta function needs finite a, b > 0, got ${a} and ${b}`);
  }
  if (x === 0) return 0;
  if (complement === 0) return 1;
  const logX = x < 0.5 ? log(x) : log1p(-complement);
  const logComplement = complement < 0.5 ? log(complement) : log1p(-x);
  const front = exp(a * logX + b * logComplement - logBeta(a, b));
  if (x <= (a + 1) / (a + b + 2)) return (front * continuedFraction(a, b, x)) / a;
  return 1 - (front * continuedFraction(b, a, complement)) / b;
}

function continuedFraction(a: number, b: number, x: number): number {
  const tiny = 1e-300;
  const awayFromZero = (value: number): number => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= 100_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / awayFromZero(1 + even * d);
    c = awayFromZero(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / awayFromZero(1 + odd * d);
    c = awayFromZero(1 + odd / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 2e-16) return fraction;
  }
  throw new RangeError(`the incomplete beta function did not converge for a = ${a}, b = ${b}, x = ${x}`);
}
