import { packedLength, solveFactored } from '../../cholesky.ts';
import type { RatingRows } from '../rating-rows.ts';

/** What the scalar products read: plain arrays, unpadded. */
export interface ScalarSchur {
  users: RatingRows;
  k: number;
  /** rows x k. */
  userFactors: ArrayLike<number>;
  /** columns x k. */
  itemFactors: ArrayLike<number>;
  /** e_ij in the order of the ratings. */
  residual: ArrayLike<number>;
  /** Factors of G_i, packed as in numeric/cholesky.ts. */
  cholesky: Float64Array;
}

/** out += (S - λ_V) x in plain float64 (MATH, Schur form); x and out are columns x k. The oracle of the kernels. */
export function scalarSchurProduct(system: ScalarSchur, x: ArrayLike<number>, out: Float64Array): void {
  for (let i = 0; i < system.users.rows; i++) {
    const y = solve(system, i, coupling(system, i, x));
    addRow(system, i, y, x, out);
  }
}

/** out += (G_V - λ_V) x: `out_j += u_i (u_i·x_j)`. */
export function scalarGramProduct(system: ScalarSchur, x: ArrayLike<number>, out: Float64Array): void {
  const nothing = new Float64Array(system.k);
  for (let i = 0; i < system.users.rows; i++) addRow(system, i, nothing, x, out);
}

/** out -= Cᵀ G_U⁻¹ b; b is rows x k. */
export function scalarSubtractEliminated(system: ScalarSchur, b: Float64Array, out: Float64Array): void {
  const { users, k } = system;
  for (let i = 0; i < users.rows; i++) {
    addRow(system, i, solve(system, i, b.slice(i * k, (i + 1) * k)), null, out);
  }
}

/** z = G_U⁻¹ (b - C x), rows x k; b null means zeros. */
export function scalarBackSubstitute(
  system: ScalarSchur,
  b: Float64Array | null,
  x: ArrayLike<number>,
): Float64Array {
  const { users, k } = system;
  const z = new Float64Array(users.rows * k);
  for (let i = 0; i < users.rows; i++) {
    const side = coupling(system, i, x).map((value, c) => (b ? b[i * k + c] : 0) - value);
    z.set(solve(system, i, side), i * k);
  }
  return z;
}

/** (C x)_i = Σ_j [v_j (u_i·x_j) - e_ij x_j]. */
function coupling(system: ScalarSchur, i: number, x: ArrayLike<number>): Float64Array {
  const { users, k, itemFactors, residual } = system;
  const t = new Float64Array(k);
  for (let at = users.rowStart[i]; at < users.rowStart[i + 1]; at++) {
    const j = users.index[at] * k;
    const along = dot(system.userFactors, i * k, x, j, k);
    for (let c = 0; c < k; c++) t[c] += itemFactors[j + c] * along - residual[at] * x[j + c];
  }
  return t;
}

/** G_i⁻¹ t, in place. */
function solve({ cholesky, k }: ScalarSchur, i: number, t: Float64Array): Float64Array {
  solveFactored(cholesky, i * packedLength(k), k, t, 0);
  return t;
}

/** out_j += u_i (u_i·x_j - v_j·y) + e_ij y. */
function addRow(
  system: ScalarSchur,
  i: number,
  y: Float64Array,
  x: ArrayLike<number> | null,
  out: Float64Array,
): void {
  const { users, k, userFactors, itemFactors, residual } = system;
  for (let at = users.rowStart[i]; at < users.rowStart[i + 1]; at++) {
    const j = users.index[at] * k;
    const along = (x ? dot(userFactors, i * k, x, j, k) : 0) - dot(itemFactors, j, y, 0, k);
    for (let c = 0; c < k; c++) out[j + c] += userFactors[i * k + c] * along + residual[at] * y[c];
  }
}

function dot(a: ArrayLike<number>, at: number, b: ArrayLike<number>, from: number, k: number): number {
  let sum = 0;
  for (let c = 0; c < k; c++) sum += a[at + c] * b[from + c];
  return sum;
}
