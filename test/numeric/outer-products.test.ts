import { describe, expect, it } from 'vitest';
import { packedLength } from '../../src-main/numeric/cholesky.ts';
import { addOuterProducts } from '../../src-main/numeric/outer-products.ts';
import { dice } from '../oracle/dice.ts';
import { matrix, toRowMajor } from '../oracle/matrix.ts';

const random = dice(19);

describe('sums of outer products', () => {
  it.each([0, 1, 2, 3, 4, 5, 7, 8, 9, 13])('of %i rows, chosen by index, are added to a packed triangle', (count) => {
    for (const k of [1, 3, 5]) {
      const factors = matrix(20, k, () => random.bell());
      const index = Int32Array.from({ length: count + 4 }, () => random.integer(20));
      const gram = new Float64Array(packedLength(k) + 4).fill(3);
      addOuterProducts(gram, 2, toRowMajor(factors), index, 2, 2 + count, k);
      const rows = [...index.subarray(2, 2 + count)].map((i) => factors[i]);
      let at = 2;
      for (let r = 0; r < k; r++) {
        for (let c = 0; c <= r; c++) {
          expect(gram[at++]).toBeCloseTo(rows.reduce((sum, row) => sum + row[r] * row[c], 3), 11);
        }
      }
      expect([gram[0], gram[1], gram[at], gram[at + 1]]).toEqual([3, 3, 3, 3]);
    }
  });
});
