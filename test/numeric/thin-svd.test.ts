import { describe, expect, it } from 'vitest';
import { orthonormalBasis, thinSvd } from '../../src-main/numeric/thin-svd.ts';
import { dice } from '../oracle/dice.ts';
import { fromRowMajor, matrix, multiply, transpose, type Matrix } from '../oracle/matrix.ts';
import { valuesOf } from '../oracle/nuclear-norm.ts';

const byColumns = (a: Matrix) => Float64Array.from(transpose(a).flat());
const columnsOf = (values: Float64Array, rows: number) => transpose(fromRowMajor(values, values.length / rows, rows));
const isIdentity = (a: Matrix) => a.forEach((row, r) => row.forEach((value, c) => expect(Math.abs(value - (r === c ? 1 : 0))).toBeLessThan(1e-13)));

describe('the thin singular value decomposition of A Bᵀ', () => {
  it.each([
    [9, 7, 3],
    [6, 30, 6],
    [12, 5, 1],
    [4, 6, 11],
  ])('is one for %d x %d of %d columns', (m, n, k) => {
    const random = dice(100 * m + k);
    const A = matrix(m, k, () => random.bell());
    const B = matrix(n, k, () => random.bell());
    const { left, values, right } = thinSvd(byColumns(A), m, byColumns(B), n, k);
    const rank = Math.min(m, n, k);
    expect(values).toHaveLength(rank);
    const X = multiply(A, transpose(B));
    const [U, V] = [columnsOf(left, m), columnsOf(right, n)];
    isIdentity(multiply(transpose(U), U));
    isIdentity(multiply(transpose(V), V));
    const again = multiply(U.map((row) => row.map((value, c) => value * values[c])), transpose(V));
    X.forEach((row, i) => row.forEach((value, j) => expect(Math.abs(again[i][j] - value)).toBeLessThan(1e-12)));
    valuesOf(X).slice(0, rank).forEach((value, c) => expect(Math.abs(values[c] - value)).toBeLessThan(1e-6));
  });

  it('leaves out what is rounding, and finds small values to their own digits', () => {
    const random = dice(5);
    const A = matrix(10, 4, () => random.bell());
    const B = matrix(8, 4, () => random.bell());
    for (const row of A) row[2] = 2 * row[0];
    for (const row of B) row[3] = 0;
    expect(thinSvd(byColumns(A), 10, byColumns(B), 8, 4).values).toHaveLength(2);
    const scales = [1, 1e-3, 1e-6, 1e-9];
    const P = columnsOf(orthonormalBasis(byColumns(matrix(10, 4, () => random.bell())), 10, 4), 10);
    const Q = columnsOf(orthonormalBasis(byColumns(matrix(8, 4, () => random.bell())), 8, 4), 8);
    const { values } = thinSvd(byColumns(P.map((row) => row.map((value, c) => value * scales[c]))), 10, byColumns(Q), 8, 4);
    scales.forEach((scale, c) => expect(Math.abs(values[c] / scale - 1)).toBeLessThan(1e-12));
  });

  it('of nothing is nothing', () => {
    expect(thinSvd(new Float64Array(12), 4, new Float64Array(9), 3, 3).values).toHaveLength(0);
  });
});

it('an orthonormal basis spans what the columns span, and no more', () => {
  const random = dice(9);
  const A = matrix(7, 5, () => random.bell());
  for (const row of A) [row[1], row[4]] = [0, row[0] - 3 * row[2]];
  const basis = columnsOf(orthonormalBasis(byColumns(A), 7, 5), 7);
  expect(basis[0]).toHaveLength(3);
  isIdentity(multiply(transpose(basis), basis));
  const projected = multiply(basis, multiply(transpose(basis), A));
  A.forEach((row, i) => row.forEach((value, j) => expect(Math.abs(projected[i][j] - value)).toBeLessThan(1e-13)));
});
