import { describe, expect, it } from 'vitest';
import { effectiveSampleSize } from '../../shared/statistics/effective-sample-size.ts';
import { dice } from '../oracle/dice.ts';

/** x_t = φ x_{t-1} + ε, from its stationary distribution. */
function autoregression(phi: number, length: number, seed: number): number[] {
  const random = dice(seed);
  const values = [random.bell() / Math.sqrt(1 - phi * phi)];
  while (values.length < length) values.push(phi * values.at(-1)! + random.bell());
  return values;
}

describe('the effective sample size', () => {
  it.each([{ phi: 0 }, { phi: 0.5 }, { phi: 0.85 }])('of an AR(1) chain is n (1 - φ)/(1 + φ), φ = $phi', ({ phi }) => {
    const n = 20_000;
    const sizes = Array.from({ length: 12 }, (_, seed) => effectiveSampleSize(autoregression(phi, n, 100 + seed))!);
    const mean = sizes.reduce((a, b) => a + b, 0) / sizes.length;
    expect(mean / ((n * (1 - phi)) / (1 + phi))).toBeGreaterThan(0.93);
    expect(mean / ((n * (1 - phi)) / (1 + phi))).toBeLessThan(1.07);
  });

  it('predicts how much means of short chains vary', () => {
    const chains = Array.from({ length: 400 }, (_, seed) => autoregression(0.7, 400, 7000 + seed));
    const means = chains.map((chain) => chain.reduce((a, b) => a + b, 0) / chain.length);
    const spread = means.reduce((sum, mean) => sum + mean * mean, 0) / means.length;
    const predicted = chains.reduce((sum, chain) => sum + 1 / (1 - 0.49) / effectiveSampleSize(chain)!, 0) / chains.length;
    expect(predicted / spread).toBeGreaterThan(0.8);
    expect(predicted / spread).toBeLessThan(1.25);
  });

  it('does not depend on origin and unit, and never passes n', () => {
    const chain = autoregression(0.6, 500, 3);
    expect(effectiveSampleSize(chain.map((value) => 40 - 3 * value))! / effectiveSampleSize(chain)!).toBeCloseTo(1, 9);
    expect(effectiveSampleSize(autoregression(-0.8, 500, 4))).toBe(500);
  });

  it('is undefined for fewer than four values, or equal ones', () => {
    expect(effectiveSampleSize([1, 2, 3])).toBeNull();
    expect(effectiveSampleSize([2, 2, 2, 2, 2])).toBeNull();
  });
});
