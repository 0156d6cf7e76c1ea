import { describe, expect, it } from 'vitest';
import { boundFromAbove, lanczos, stepsForBound, type LinearMap } from '../../src-main/numeric/lanczos.ts';
import { dice } from '../oracle/dice.ts';
import { inner, matrix, transpose, type Matrix } from '../oracle/matrix.ts';
import { valuesOf } from '../oracle/nuclear-norm.ts';

function mapOf(A: Matrix): LinearMap {
  const times = (rows: Matrix) => (from: Float64Array, to: Float64Array) => to.set(rows.map((row) => inner(row, [...from])));
  return { rows: A.length, columns: A[0].length, apply: times(A), applyTransposed: times(transpose(A)) };
}

const whole = { steps: 1000, vectorsAbove: Infinity, tolerance: 0, seed: 1 };

describe('Lanczos bidiagonalization', () => {
  const random = dice(12);
  const A = matrix(30, 18, () => random.bell());
  const truth = valuesOf(A);

  it.each([['tall', A], ['wide', transpose(A)]])('finds all singular values of a %s matrix when it may', (_, matrix) => {
    const { values, complete, steps } = lanczos(mapOf(matrix), whole);
    expect(complete).toBe(true);
    expect(steps).toBe(matrix === A ? 18 : 19);
    truth.forEach((value, t) => expect(Math.abs(values[t] - value)).toBeLessThan(1e-9));
  });

  it('bounds them from below before that, and finds the largest first', () => {
    let before = 0;
    for (const steps of [1, 3, 6, 9, 12]) {
      const found = lanczos(mapOf(A), { ...whole, steps });
      expect(found).toMatchObject({ steps, complete: false });
      expect(found.values).toHaveLength(steps);
      found.values.forEach((value, t) => expect(value).toBeLessThanOrEqual(truth[t] + 1e-12));
      expect(found.values[0]).toBeGreaterThan(before);
      before = found.values[0];
    }
    expect(truth[0] - before).toBeLessThan(1e-3 * truth[0]);
  });

  it('gives right singular vectors of what is above a bound', () => {
    const above = (truth[2] + truth[3]) / 2;
    const { vectors } = lanczos(mapOf(A), { ...whole, vectorsAbove: above });
    expect(vectors).toHaveLength(3 * 18);
    for (let t = 0; t < 3; t++) {
      const v = [...vectors.subarray(18 * t, 18 * t + 18)];
      const image = A.map((row) => inner(row, v));
      const back = transpose(A).map((column) => inner(column, image));
      back.forEach((value, j) => expect(Math.abs(value - truth[t] ** 2 * v[j])).toBeLessThan(1e-7));
      expect(inner(v, v)).toBeCloseTo(1, 10);
    }
  });

  it('ends where the space is exhausted, or the largest value has settled', () => {
    const left = matrix(30, 2, () => random.bell());
    const lowRank = left.map((u) => A[0].map((_, j) => u[0] * A[0][j] + u[1] * A[1][j]));
    const exhausted = lanczos(mapOf(lowRank), whole);
    expect(exhausted.complete).toBe(true);
    expect(exhausted.steps).toBeLessThanOrEqual(4);
    expect(Math.abs(exhausted.values[0] - valuesOf(lowRank)[0])).toBeLessThan(1e-9);
    const large = matrix(60, 50, (i, j) => random.bell() + (i % 3) * (j % 5));
    const settled = lanczos(mapOf(large), { ...whole, tolerance: 1e-9 });
    expect(settled.steps).toBeLessThan(50);
    expect(Math.abs(settled.values[0] / valuesOf(large)[0] - 1)).toBeLessThan(1e-8);
    expect(lanczos(mapOf(matrix(4, 3, () => 0)), whole)).toMatchObject({ complete: true, steps: 1 });
  });

  it('is bounded from above with the probability that it claims, and polls once a step', () => {
    // Many values near the largest: the case that bounds from below do not see.
    const crowded = matrix(40, 40, (i, j) => (i === j ? 1 - 0.2 * (i / 40) : 0));
    let exceeded = 0;
    for (let seed = 0; seed < 50; seed++) {
      let polls = 0;
      const { values, steps } = lanczos(mapOf(crowded), { ...whole, steps: 8, seed, poll: () => polls++ });
      expect(polls).toBe(8);
      if (boundFromAbove(values[0], steps, 40, 0.1) < 1) exceeded++;
    }
    expect(exceeded).toBeLessThanOrEqual(5);
    expect(boundFromAbove(1, 3, 1682, 1e-6)).toBe(Infinity);
    expect(boundFromAbove(1, 1682, 1682, 1e-6)).toBe(1);
    expect(boundFromAbove(1, 100, 1682, 1e-6)).toBeCloseTo(1.004, 3);
    const steps = stepsForBound(1e-4, 1682, 1e-6);
    expect(steps).toBeGreaterThan(630);
    expect(steps).toBeLessThan(650);
    expect(boundFromAbove(1, steps, 1682, 1e-6)).toBeLessThanOrEqual(1 + 1e-4);
    expect(boundFromAbove(1, steps - 1, 1682, 1e-6)).toBeGreaterThan(1 + 1e-4);
  });
});
