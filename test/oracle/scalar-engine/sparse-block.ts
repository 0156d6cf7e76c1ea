import { factorize, packedLength, solveFactored } from '../../../src-main/numeric/cholesky.ts';
import { addOuterProducts } from '../../../src-main/numeric/outer-products.ts';
import type { SparseRatings } from '../../../src-main/numeric/sparse-ratings.ts';
import type { BlockModel, FactorBlock } from './factor-block.ts';

/** A block of users with few ratings each. Cost of every operation: O(ratings k² + users k³). */
export function sparseBlock(ratings: SparseRatings, k: number, lambdaUsers: number): FactorBlock {
  const { users, rowStart, rowItem, rowValue, colStart, colUser, colEntry } = ratings;
  const packed = packedLength(k);
  const cholesky = new Float64Array(users * packed);
  /** e_ij at (U(V), V) of the last `solveUsers`, in row order. */
  const residual = new Float64Array(rowValue.length);
  const t = new Float64Array(k);

  function solveUsers(V: Float64Array, U: Float64Array): number {
    const rhs = new Float64Array(k);
    let total = 0;
    cholesky.fill(0);
    for (let i = 0; i < users; i++) {
      const u = i * k;
      const gram = i * packed;
      addOuterProducts(cholesky, gram, V, rowItem, rowStart[i], rowStart[i + 1], k);
      let squares = 0;
      rhs.fill(0);
      for (let at = rowStart[i]; at < rowStart[i + 1]; at++) {
        const value = rowValue[at];
        const j = rowItem[at] * k;
        for (let c = 0; c < k; c++) rhs[c] += value * V[j + c];
        squares += value * value;
      }
      for (let c = 0; c < k; c++) cholesky[gram + (c * (c + 3)) / 2] += lambdaUsers;
      factorize(cholesky, gram, k);
      for (let c = 0; c < k; c++) U[u + c] = rhs[c];
      solveFactored(cholesky, gram, k, U, u);
      for (let c = 0; c < k; c++) squares -= rhs[c] * U[u + c];
      total += squares;
      for (let at = rowStart[i]; at < rowStart[i + 1]; at++) {
        const j = rowItem[at] * k;
        let error = rowValue[at];
        for (let c = 0; c < k; c++) error -= U[u + c] * V[j + c];
        residual[at] = error;
      }
    }
    return total / 2;
  }

  function addToItem(item: number, U: Float64Array, gram: Float64Array, rhs: Float64Array): void {
    addOuterProducts(gram, 0, U, colUser, colStart[item], colStart[item + 1], k);
    for (let at = colStart[item]; at < colStart[item + 1]; at++) {
      const value = rowValue[colEntry[at]];
      const u = colUser[at] * k;
      for (let c = 0; c < k; c++) rhs[c] += value * U[u + c];
    }
  }

  /** t = (C x)_i = Σ_j [v_j (u_i·x_j) - e_ij x_j]. */
  function coupling({ userFactors: U, itemFactors: V }: BlockModel, i: number, x: Float64Array): void {
    const u = i * k;
    t.fill(0);
    for (let at = rowStart[i]; at < rowStart[i + 1]; at++) {
      const j = rowItem[at] * k;
      const error = residual[at];
      let ux = 0;
      for (let c = 0; c < k; c++) ux += U[u + c] * x[j + c];
      for (let c = 0; c < k; c++) t[c] += V[j + c] * ux - error * x[j + c];
    }
  }

  function addSchurProduct(model: BlockModel, x: Float64Array, out: Float64Array): void {
    const { userFactors: U, itemFactors: V } = model;
    for (let i = 0; i < users; i++) {
      const u = i * k;
      coupling(model, i, x);
      solveFactored(cholesky, i * packed, k, t, 0);
      for (let at = rowStart[i]; at < rowStart[i + 1]; at++) {
        const j = rowItem[at] * k;
        const error = residual[at];
        let along = 0;
        for (let c = 0; c < k; c++) along += U[u + c] * x[j + c] - V[j + c] * t[c];
        for (let c = 0; c < k; c++) out[j + c] += U[u + c] * along + error * t[c];
      }
    }
  }

  function subtractEliminated({ userFactors: U, itemFactors: V }: BlockModel, b: Float64Array, out: Float64Array): void {
    for (let i = 0; i < users; i++) {
      const u = i * k;
      for (let c = 0; c < k; c++) t[c] = b[u + c];
      solveFactored(cholesky, i * packed, k, t, 0);
      for (let at = rowStart[i]; at < rowStart[i + 1]; at++) {
        const j = rowItem[at] * k;
        const error = residual[at];
        let along = 0;
        for (let c = 0; c < k; c++) along += V[j + c] * t[c];
        for (let c = 0; c < k; c++) out[j + c] -= U[u + c] * along - error * t[c];
      }
    }
  }

  function backSubstitute(model: BlockModel, b: Float64Array | null, z: Float64Array): Float64Array {
    const solution = new Float64Array(users * k);
    for (let i = 0; i < users; i++) {
      coupling(model, i, z);
      for (let c = 0; c < k; c++) solution[i * k + c] = (b ? b[i * k + c] : 0) - t[c];
      solveFactored(cholesky, i * packed, k, solution, i * k);
    }
    return solution;
  }

  return {
    users,
    solveUsers,
    prepareItems: () => undefined,
    addToItem,
    addSchurProduct,
    subtractEliminated,
    backSubstitute,
  };
}
