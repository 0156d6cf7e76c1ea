import { describe, expect, it } from 'vitest';
import { tridiagonalEigen } from '../../src-main/numeric/tridiagonal-eigen.ts';
import { dice } from '../oracle/dice.ts';

/** Of the k x k matrix with 2 on and -1 beside the diagonal: 2 - 2 cos(π t / (k + 1)). */
const ofSecondDifferences = (k: number) => Array.from({ length: k }, (_, t) => 2 - 2 * Math.cos((Math.PI * (t + 1)) / (k + 1))).sort((a, b) => b - a);

describe('eigenvalues of tridiagonal matrices', () => {
  it.each([1, 2, 3, 50, 300])('are known for second differences of length %d', (k) => {
    const diagonal = new Float64Array(k).fill(2);
    const beside = new Float64Array(k - 1).fill(-1);
    const { values, vectors } = tridiagonalEigen(diagonal, beside, false);
    expect(vectors).toBeNull();
    ofSecondDifferences(k).forEach((value, t) => expect(Math.abs(values[t] - value)).toBeLessThan(1e-13 * k));
    expect([...diagonal]).toEqual(new Array(k).fill(2));
  });

  it('come with orthonormal eigenvectors', () => {
    const random = dice(3);
    const k = 40;
    const diagonal = Float64Array.from({ length: k }, () => 10 * random.bell());
    const beside = Float64Array.from({ length: k - 1 }, (_, at) => (at === 17 ? 0 : random.bell()));
    const { values, vectors } = tridiagonalEigen(diagonal, beside, true);
    for (let t = 0; t < k; t++) {
      const v = vectors!.subarray(t * k, t * k + k);
      for (let i = 0; i < k; i++) {
        const product = diagonal[i] * v[i] + (i > 0 ? beside[i - 1] * v[i - 1] : 0) + (i < k - 1 ? beside[i] * v[i + 1] : 0);
        expect(Math.abs(product - values[t] * v[i])).toBeLessThan(1e-12);
      }
      for (let s = 0; s <= t; s++) {
        const w = vectors!.subarray(s * k, s * k + k);
        expect(Math.abs(v.reduce((sum, x, i) => sum + x * w[i], 0) - (s === t ? 1 : 0))).toBeLessThan(1e-13);
      }
      if (t > 0) expect(values[t]).toBeLessThanOrEqual(values[t - 1]);
    }
  });

  it('are refused for numbers that are none', () => {
    expect(() => tridiagonalEigen(Float64Array.of(1, Number.NaN, 2), Float64Array.of(1, 1), false)).toThrow(RangeError);
  });
});
