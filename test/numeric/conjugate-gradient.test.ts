import { describe, expect, it } from 'vitest';
import { conjugateGradient, dot } from '../../src-main/numeric/conjugate-gradient.ts';
import { dice } from '../oracle/dice.ts';
import { inner, matrix, multiply, solve, transpose, type Matrix } from '../oracle/matrix.ts';

const random = dice(8);

function operator(a: Matrix) {
  return (p: Float64Array, out: Float64Array) => out.set(a.map((row) => inner(row, [...p])));
}
const plain = (r: Float64Array, out: Float64Array) => out.set(r);

describe('conjugate gradients', () => {
  const n = 14;
  const half = matrix(n + 3, n, () => random.bell());
  const scale = Array.from({ length: n }, (_, i) => 10 ** (i / 5));
  const a = multiply(transpose(half), half).map((row, r) => row.map((value, c) => scale[r] * value * scale[c]));
  const b = Float64Array.from({ length: n }, () => random.bell());
  const jacobi = (r: Float64Array, out: Float64Array) => r.forEach((value, i) => (out[i] = value / a[i][i]));

  it('solve like Gaussian elimination, with fewer products when preconditioned', () => {
    const exact = solve(a, [...b]);
    const bare = conjugateGradient(operator(a), plain, b, { tolerance: 1e-10, maxProducts: 400 });
    const helped = conjugateGradient(operator(a), jacobi, b, { tolerance: 1e-10, maxProducts: 400 });
    for (const result of [bare, helped]) {
      expect(result.converged).toBe(true);
      expect(result.negativeCurvature).toBe(false);
      const error = Math.hypot(...exact.map((value, i) => value - result.solution[i]));
      expect(error / Math.hypot(...exact)).toBeLessThan(1e-5);
      const residual = a.map((row, i) => b[i] - inner(row, [...result.solution]));
      expect(Math.hypot(...residual) / Math.hypot(...b)).toBeLessThan(1e-8);
    }
    expect(helped.products).toBeLessThan(bare.products);
  });

  it('end within n products on well-conditioned systems, and at once from the solution', () => {
    const easy = matrix(n, n, (r, c) => (r === c ? 2 + r / n : 0.05));
    const found = conjugateGradient(operator(easy), plain, b, { tolerance: 1e-12, maxProducts: 100 });
    expect(found.products).toBeLessThanOrEqual(n);
    const again = conjugateGradient(operator(easy), plain, b, { start: found.solution, tolerance: 1e-10, maxProducts: 100 });
    expect(again.products).toBe(1);
    expect(again.converged).toBe(true);
    const off = conjugateGradient(operator(easy), plain, b, { start: new Float64Array(n).fill(3), tolerance: 1e-12, maxProducts: 100 });
    off.solution.forEach((value, i) => expect(value).toBeCloseTo(found.solution[i], 10));
  });

  it('say when the cap ended them', () => {
    const cut = conjugateGradient(operator(a), plain, b, { tolerance: 1e-10, maxProducts: 3 });
    expect(cut).toMatchObject({ products: 3, converged: false, negativeCurvature: false });
    expect(cut.relativeResidual).toBeGreaterThan(1e-10);
  });

  it('stop before a direction of negative curvature and say so; a NaN is an error', () => {
    const indefinite = matrix(2, 2, (r, c) => (r === c ? (r === 0 ? 1 : -3) : 0));
    const result = conjugateGradient(operator(indefinite), plain, Float64Array.of(1, 0.1), { tolerance: 1e-10, maxProducts: 50 });
    expect(result.negativeCurvature).toBe(true);
    expect(result.converged).toBe(false);
    const broken = (_: Float64Array, out: Float64Array) => out.fill(Number.NaN);
    expect(() => conjugateGradient(broken, plain, b, { tolerance: 1e-3, maxProducts: 9 })).toThrow(RangeError);
  });

  it('answer 0 to 0 without a product', () => {
    const zero = conjugateGradient(operator(a), plain, new Float64Array(n), { tolerance: 1e-10, maxProducts: 10 });
    expect(zero).toMatchObject({ products: 0, converged: true, relativeResidual: 0 });
    expect([...zero.solution].every((value) => value === 0)).toBe(true);
  });

  it('inner products', () => {
    expect(dot(Float64Array.of(1, 2, 3), Float64Array.of(4, -5, 6))).toBe(12);
  });
});
