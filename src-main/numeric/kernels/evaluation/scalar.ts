import { factorize, packedLength, solveFactored } from '../../cholesky.ts';
import { addOuterProducts } from '../../outer-products.ts';
import type { RatingRows } from '../rating-rows.ts';

/** What {@link scalarEvaluation} finds at (U, V). */
export interface ScalarEvaluation {
  /** e_ij in the order of the ratings. */
  residual: Float64Array;
  /** Σ_i (½ Σ_j e_ij² + ½ λ_U |u_i|²). */
  halfObjective: number;
  /** -Σ_i e_ij u_i, items x k. */
  gradient: Float64Array;
}

/**
 * U(V) in plain float64: `u_i = G_i⁻¹ Σ_j M_ij v_j`, `G_i = λ_U I + Σ_j v_j v_jᵀ`. U is rows x k.
 * @param values ratings in the order of the index
 * @returns the factors of G_i as numeric/cholesky.ts packs them, and U
 */
export function scalarUsers(
  { rows, rowStart, index }: RatingRows,
  values: ArrayLike<number>,
  itemFactors: Float64Array,
  k: number,
  lambdaUsers: number,
): { cholesky: Float64Array; userFactors: Float64Array } {
  const packed = packedLength(k);
  const cholesky = new Float64Array(rows * packed);
  const userFactors = new Float64Array(rows * k);
  for (let i = 0; i < rows; i++) {
    addOuterProducts(cholesky, i * packed, itemFactors, index, rowStart[i], rowStart[i + 1], k);
    for (let c = 0; c < k; c++) cholesky[i * packed + (c * (c + 3)) / 2] += lambdaUsers;
    factorize(cholesky, i * packed, k);
    for (let at = rowStart[i]; at < rowStart[i + 1]; at++) {
      for (let c = 0; c < k; c++) userFactors[i * k + c] += values[at] * itemFactors[index[at] * k + c];
    }
    solveFactored(cholesky, i * packed, k, userFactors, i * k);
  }
  return { cholesky, userFactors };
}

/** Residuals, the users' part of half the objective and the ratings' part of the gradient at (U, V), in plain float64. */
export function scalarEvaluation(
  { rows, rowStart, index }: RatingRows,
  values: ArrayLike<number>,
  userFactors: Float64Array,
  itemFactors: Float64Array,
  k: number,
  lambdaUsers: number,
): ScalarEvaluation {
  const residual = new Float64Array(index.length);
  const gradient = new Float64Array(itemFactors.length);
  let halfObjective = 0;
  for (let i = 0; i < rows; i++) {
    for (let at = rowStart[i]; at < rowStart[i + 1]; at++) {
      const j = index[at] * k;
      let error = values[at];
      for (let c = 0; c < k; c++) error -= userFactors[i * k + c] * itemFactors[j + c];
      for (let c = 0; c < k; c++) gradient[j + c] -= error * userFactors[i * k + c];
      residual[at] = error;
      halfObjective += (error * error) / 2;
    }
    for (let c = 0; c < k; c++)
      halfObjective += (lambdaUsers * userFactors[i * k + c] * userFactors[i * k + c]) / 2;
  }
  return { residual, halfObjective, gradient };
}
