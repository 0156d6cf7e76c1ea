import { addProduct } from '../../numeric/dense-matrix.ts';
import type { MaliciousBlock } from '../learners/factored/factor-model.ts';

/**
 * `Σ_c a_ic b_jc` for every malicious entry (i, j): the rated ones in row order of a sparse block, all
 * users x items of a dense one.
 * @param a malicious users x k
 * @param b items x k
 */
export function maliciousEntries(block: MaliciousBlock, a: Float64Array, b: Float64Array, k: number): Float64Array {
  if (block.kind === 'dense') {
    const transposed = new Float64Array(b.length);
    for (let j = 0; j < block.items; j++) for (let c = 0; c < k; c++) transposed[c * block.items + j] = b[j * k + c];
    const out = new Float64Array(block.users * block.items);
    addProduct(a, transposed, block.users, k, block.items, out);
    return out;
  }
  const { users, rowStart, rowItem } = block.ratings;
  const out = new Float64Array(rowItem.length);
  for (let i = 0; i < users; i++) {
    for (let at = rowStart[i]; at < rowStart[i + 1]; at++) {
      let sum = 0;
      for (let c = 0; c < k; c++) sum += a[i * k + c] * b[rowItem[at] * k + c];
      out[at] = sum;
    }
  }
  return out;
}
