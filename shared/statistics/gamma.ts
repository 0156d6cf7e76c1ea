import { log } from './elementary.ts';

const halfLogTwoPi = 0.91893853320467274178;

/** log(1 + x) without loss for small |x|; x > -1. Kahan's correction of the rounding in 1 + x. */
export function log1p(x: number): number {
  const sum = 1 + x;
  return sum === 1 ? x : (log(sum) * x) / (sum - 1);
}

/**
 * Natural logarithm of the gamma function for x > 0; error about 1e-15, relative above 3, absolute below.
 * Stirling's series from 10 on (Abramowitz and Stegun 6.1.41), the recurrence below.
 * @throws RangeError unless x > 0 and finite.
 */
export function logGamma(x: number): number {
  if (!(x > 0) || x === Infinity) throw new RangeError(`logGamma needs a finite x > 0, got ${x}`);
  let product = 1;
  let shifted = x;
  while (shifted < 10) {
    product *= shifted;
    shifted += 1;
  }
  const stirling = (shifted - 0.5) * log(shifted) - shifted + halfLogTwoPi + stirlingCorrection(shifted);
  return stirling - log(product);
}

/**
 * Natural logarithm of the beta function B(a, b) for a, b > 0. The large terms of Stirling's series are
 * cancelled by hand, so that the error stays near 1e-15 when one argument is large.
 * @throws RangeError unless both are > 0 and finite.
 */
export function logBeta(a: number, b: number): number {
  if (a !== latest.a || b !== latest.b) latest = { a, b, value: computeLogBeta(a, b) };
  return latest.value;
}

/** A quantile asks for one pair in each of its steps. */
let latest = { a: NaN, b: NaN, value: NaN };

function computeLogBeta(a: number, b: number): number {
  const small = Math.min(a, b);
  const large = Math.max(a, b);
  if (large < 10) return logGamma(small) + logGamma(large) - logGamma(small + large);
  const share = small / (small + large);
  const correction = stirlingCorrection(large) - stirlingCorrection(small + large);
  if (small < 10) {
    return logGamma(small) + correction + small - small * log(small + large) + (large - 0.5) * log1p(-share);
  }
  return (
    halfLogTwoPi -
    0.5 * log(large) +
    stirlingCorrection(small) +
    correction +
    (small - 0.5) * log(share) +
    large * log1p(-share)
  );
}

/** log Γ(x) minus the leading terms of Stirling's formula, x >= 10: seven terms, the next is below 1e-16. */
function stirlingCorrection(x: number): number {
  const inverse = 1 / x;
  const square = inverse * inverse;
  return (
    inverse *
    (1 / 12 -
      square *
        (1 / 360 -
          square *
            (1 / 1260 -
              square * (1 / 1680 - square * (1 / 1188 - square * (691 / 360360 - square * (1 / 156)))))))
  );
}
