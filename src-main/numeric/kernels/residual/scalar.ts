import type { RatingRows } from '../rating-rows.ts';

/** y = E x and, below, z = Eᵀ y in plain float64: the oracle of the kernels. */
export function scalarResidualProduct(
  { rows, rowStart, index }: RatingRows,
  residual: ArrayLike<number>,
  x: ArrayLike<number>,
): Float64Array {
  const y = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    for (let at = rowStart[i]; at < rowStart[i + 1]; at++) y[i] += residual[at] * x[index[at]];
  }
  return y;
}

/** z = Eᵀ y, a number a column. */
export function scalarResidualTransposed(
  { rows, columns, rowStart, index }: RatingRows,
  residual: ArrayLike<number>,
  y: ArrayLike<number>,
): Float64Array {
  const z = new Float64Array(columns);
  for (let i = 0; i < rows; i++) {
    for (let at = rowStart[i]; at < rowStart[i + 1]; at++) z[index[at]] += residual[at] * y[i];
  }
  return z;
}
