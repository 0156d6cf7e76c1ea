import { describe, expect, it } from 'vitest';
import { symmetricEigen } from '../../src-main/numeric/symmetric-eigen.ts';
import { dice } from '../oracle/dice.ts';
import { fromRowMajor, inner, matrix, multiply, toRowMajor, transpose } from '../oracle/matrix.ts';

const random = dice(3);

describe('eigenvectors of symmetric matrices', () => {
  it.each([1, 2, 3, 6, 12])('of size %i are orthonormal and scaled by their values', (k) => {
    const half = matrix(k, k, () => random.bell());
    const a = matrix(k, k, (r, c) => half[r][c] + half[c][r]);
    const packed = toRowMajor(a);
    const before = packed.slice();
    const { values, vectors } = symmetricEigen(packed, k);
    expect(packed).toEqual(before);
    const q = fromRowMajor(vectors, k, k);
    const image = multiply(a, q);
    image.forEach((row, r) => row.forEach((value, c) => expect(value).toBeCloseTo(values[c] * q[r][c], 11)));
    multiply(transpose(q), q).forEach((row, r) => row.forEach((value, c) => expect(value).toBeCloseTo(r === c ? 1 : 0, 12)));
  });

  it('finds known values, repeated and zero ones among them', () => {
    const axis = [1, 2, -2].map((value) => value / 3);
    const projection = toRowMajor(matrix(3, 3, (r, c) => 7 * axis[r] * axis[c]));
    const { values, vectors } = symmetricEigen(projection, 3);
    const order = [...values].sort((a, b) => a - b);
    [0, 0, 7].forEach((value, at) => expect(order[at]).toBeCloseTo(value, 12));
    const largest = values.indexOf(Math.max(...values));
    expect(Math.abs(inner(axis, [0, 1, 2].map((r) => vectors[r * 3 + largest])))).toBeCloseTo(1, 12);
  });

  it('leaves a diagonal matrix as it is', () => {
    const { values, vectors } = symmetricEigen(Float64Array.of(4, 0, 0, -1), 2);
    expect([...values]).toEqual([4, -1]);
    expect([...vectors]).toEqual([1, 0, 0, 1]);
  });
});
