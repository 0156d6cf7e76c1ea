import { describe, expect, it } from 'vitest';
import { rotationProjector } from '../../oracle/scalar-engine/rotation.ts';
import { dice } from '../../oracle/dice.ts';
import { fromRowMajor, inner, leastSquares, matrix, multiply, toRowMajor, transpose, type Matrix } from '../../oracle/matrix.ts';

const random = dice(17);

/** The directions F A for every elementary skew A, each as one long column. */
function rotations(f: Matrix, k: number): number[][] {
  const columns: number[][] = [];
  for (let a = 0; a < k; a++) {
    for (let b = a + 1; b < k; b++) {
      const skew = matrix(k, k, (r, c) => (r === a && c === b ? 1 : r === b && c === a ? -1 : 0));
      columns.push(multiply(f, skew).flat());
    }
  }
  return columns;
}

describe.each([2, 3, 5, 8])('the rotation projector for %i columns', (k) => {
  const rows = 11;
  const f = matrix(rows, k, () => random.bell()).map((row) => row.map((value, c) => value * 2 ** -c));
  const z = toRowMajor(matrix(rows, k, () => random.bell()));
  const projected = z.slice();
  const project = rotationProjector(toRowMajor(f), rows, k);
  project(projected);

  it('is the least-squares projection onto the complement of all F A', () => {
    const columns = rotations(f, k);
    const weights = leastSquares(transpose(columns), [...z]);
    const expected = z.map((value, at) => value - columns.reduce((sum, column, s) => sum + weights[s] * column[at], 0));
    expected.forEach((value, at) => expect(projected[at]).toBeCloseTo(value, 8));
    for (const column of columns) expect(Math.abs(inner(column, [...projected]))).toBeLessThan(1e-9);
    expect(Math.hypot(...z.map((value, at) => value - projected[at]))).toBeGreaterThan(0.1);
  });

  it('changes nothing when applied again', () => {
    const twice = projected.slice();
    project(twice);
    twice.forEach((value, at) => expect(value).toBeCloseTo(projected[at], 12));
  });

  it('removes only a direction along which U Vᵀ does not change', () => {
    const users = matrix(6, k, () => random.bell());
    const removed = fromRowMajor(z.map((value, at) => value - projected[at]), rows, k);
    const skew = solveColumns(f, removed, k);
    skew.forEach((row, r) => row.forEach((value, c) => expect(value).toBeCloseTo(-skew[c][r], 8)));
    const alongUsers = multiply(multiply(users, skew), transpose(f));
    const alongItems = multiply(users, transpose(removed));
    alongUsers.forEach((row, i) => row.forEach((value, j) => expect(value + alongItems[i][j]).toBeCloseTo(0, 8)));
  });
});

describe('the rotation projector at the edges', () => {
  it('has nothing to remove for one column, and leaves a null factor alone', () => {
    const z = Float64Array.of(1, -2, 3, 4);
    for (const [factors, rows, k] of [[Float64Array.of(2, 1, 0, 5), 4, 1], [new Float64Array(4), 2, 2]] as const) {
      const out = z.slice();
      rotationProjector(factors, rows, k)(out);
      expect(out).toEqual(z);
    }
  });

  it('stays finite where columns are dependent', () => {
    const f = toRowMajor(matrix(5, 3, (i, c) => (c === 2 ? 0 : i + c)));
    const z = Float64Array.from({ length: 15 }, () => random.bell());
    rotationProjector(f, 5, 3)(z);
    expect(z.every(Number.isFinite)).toBe(true);
  });
});

/** The A with F A = X, column by column. */
function solveColumns(f: Matrix, x: Matrix, k: number): Matrix {
  return transpose(
    Array.from({ length: k }, (_, c) =>
      leastSquares(
        f,
        x.map((row) => row[c]),
      ),
    ),
  );
}
