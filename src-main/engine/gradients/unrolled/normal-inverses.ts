import { factorize, packedLength, solveFactored } from '../../../numeric/cholesky.ts';

/**
 * (λI + Σ f fᵀ)⁻¹ of every row, over the factors f of the columns that it has entries with: rows x k x k, row
 * major, rounded to float32 from float64.
 * @param row row of each entry
 * @param column row of `factors` (columns x k) of each entry
 */
export function normalInverses(
  rows: number,
  row: Int32Array,
  column: Int32Array,
  factors: Float64Array,
  k: number,
  lambda: number,
): Float32Array {
  const size = packedLength(k);
  const normal = new Float64Array(rows * size);
  for (let i = 0; i < rows; i++) {
    for (let c = 0; c < k; c++) normal[i * size + packedLength(c + 1) - 1] = lambda;
  }
  for (let at = 0; at < row.length; at++) {
    const f = column[at] * k;
    let to = row[at] * size;
    for (let r = 0; r < k; r++) for (let c = 0; c <= r; c++) normal[to++] += factors[f + r] * factors[f + c];
  }
  const inverses = new Float32Array(rows * k * k);
  const unit = new Float64Array(k);
  for (let i = 0; i < rows; i++) {
    factorize(normal, i * size, k);
    for (let c = 0; c < k; c++) {
      unit.fill(0);
      unit[c] = 1;
      solveFactored(normal, i * size, k, unit, 0);
      inverses.set(unit, (i * k + c) * k);
    }
  }
  return inverses;
}
