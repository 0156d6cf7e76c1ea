import { describe, expect, it } from 'vitest';
import { addProduct, addTransposedProduct, gramian, packLower } from '../../src-main/numeric/dense-matrix.ts';
import { dice } from '../oracle/dice.ts';
import { matrix, multiply, toRowMajor, transpose } from '../oracle/matrix.ts';

const random = dice(5);
const shapes = [
  [1, 1, 1],
  [3, 4, 2],
  [7, 1, 5],
  [2, 9, 3],
];

describe('dense products', () => {
  it.each(shapes)('A B of %i x %i x %i is added to what is there', (rows, size, k) => {
    const a = matrix(rows, size, () => random.bell());
    const b = matrix(size, k, () => random.bell());
    const out = new Float64Array(rows * k).fill(2);
    addProduct(toRowMajor(a), toRowMajor(b), rows, size, k, out);
    multiply(a, b)
      .flat()
      .forEach((value, at) => expect(out[at]).toBeCloseTo(value + 2, 12));
  });

  it.each(shapes)('AᵀB of %i x %i x %i is added to what is there', (rows, columns, k) => {
    const a = matrix(rows, columns, () => random.bell());
    const b = matrix(rows, k, () => random.bell());
    const out = new Float64Array(columns * k).fill(-1);
    addTransposedProduct(toRowMajor(a), toRowMajor(b), rows, columns, k, out);
    multiply(transpose(a), b)
      .flat()
      .forEach((value, at) => expect(out[at]).toBeCloseTo(value - 1, 12));
  });

  it('AᵀA and its packed lower triangle', () => {
    const a = matrix(6, 3, () => random.bell());
    const gram = gramian(toRowMajor(a), 6, 3);
    const expected = multiply(transpose(a), a);
    expected.flat().forEach((value, at) => expect(gram[at]).toBeCloseTo(value, 12));
    const packed = new Float64Array(6);
    packLower(Float64Array.of(1, 90, 90, 2, 3, 90, 4, 5, 6), 3, packed);
    expect([...packed]).toEqual([1, 2, 3, 4, 5, 6]);
  });
});
