import { describe, expect, it } from 'vitest';
import { factorize, packedLength, solveFactored } from '../../src-main/numeric/cholesky.ts';
import { dice } from '../oracle/dice.ts';
import { matrix, multiply, solve, transpose, type Matrix } from '../oracle/matrix.ts';

const random = dice(11);

function positiveDefinite(k: number, ridge: number): Matrix {
  const a = matrix(k + 2, k, () => random.bell());
  return multiply(transpose(a), a).map((row, r) => row.map((value, c) => value + (r === c ? ridge : 0)));
}

function pack(a: Matrix, target: Float64Array, offset: number): void {
  let to = offset;
  a.forEach((row, r) => row.slice(0, r + 1).forEach((value) => (target[to++] = value)));
}

describe('packed Cholesky', () => {
  it('packs k (k + 1) / 2 numbers', () => {
    expect([0, 1, 2, 3, 12].map(packedLength)).toEqual([0, 1, 3, 6, 78]);
  });

  it.each([1, 2, 3, 5, 8, 12, 20])('solves systems of size %i like Gaussian elimination, in the middle of larger arrays', (k) => {
    const a = positiveDefinite(k, 0.5);
    const b = Array.from({ length: k }, () => random.bell());
    const packed = new Float64Array(packedLength(k) + 7).fill(99);
    pack(a, packed, 4);
    const x = new Float64Array(k + 5).fill(-7);
    x.set(b, 3);
    factorize(packed, 4, k);
    solveFactored(packed, 4, k, x, 3);
    solve(a, b).forEach((value, r) => expect(x[3 + r]).toBeCloseTo(value, 9));
    expect([...packed.subarray(0, 4), ...packed.subarray(4 + packedLength(k))]).toEqual(new Array(7).fill(99));
    expect([...x.subarray(0, 3), ...x.subarray(3 + k)]).toEqual(new Array(5).fill(-7));
  });

  it('refuses a matrix that is singular, indefinite or not a number', () => {
    expect(() => factorize(Float64Array.of(1, 1, 1), 0, 2)).toThrow(RangeError);
    expect(() => factorize(Float64Array.of(1, 2, 1), 0, 2)).toThrow(/pivot 1/);
    expect(() => factorize(Float64Array.of(0), 0, 1)).toThrow(RangeError);
    expect(() => factorize(Float64Array.of(1, Number.NaN, 1), 0, 2)).toThrow(RangeError);
  });
});
