import { inner, matrix, solve, type Matrix } from './matrix.ts';
import type { RatingTable } from './rating-table.ts';

/** λ_U for normal and malicious users, λ_V for items. */
export interface Lambdas {
  users: number;
  items: number;
}

/** Factors of normal users, malicious users and items. */
export interface Factors {
  U: Matrix;
  fakes: Matrix;
  V: Matrix;
}

/** The two blocks that a model is trained on. */
export interface Blocks {
  normal: RatingTable;
  fakes: RatingTable;
}

/** Σ e² + λ_U (|U|² + |Ũ|²) + λ_V |V|², entry by entry. */
export function objectiveOf({ normal, fakes }: Blocks, factors: Factors, lambda: Lambdas): number {
  const squares = (a: Matrix) => a.flat().reduce((sum, value) => sum + value * value, 0);
  const misfit = (table: RatingTable, rows: Matrix) =>
    table.reduce(
      (total, row, i) =>
        total + row.reduce<number>((sum, value, j) => (value === null ? sum : sum + (value - inner(rows[i], factors.V[j])) ** 2), 0),
      0,
    );
  return (
    misfit(normal, factors.U) +
    misfit(fakes, factors.fakes) +
    lambda.users * (squares(factors.U) + squares(factors.fakes)) +
    lambda.items * squares(factors.V)
  );
}

/** Each user's ridge regression on fixed V. */
export function fitUsers(table: RatingTable, V: Matrix, lambda: number): Matrix {
  return table.map((row) => ridgeRegression(row, V, lambda));
}

/** Each item's ridge regression on fixed users of both blocks. */
export function fitItems({ normal, fakes }: Blocks, U: Matrix, fakeFactors: Matrix, lambda: number): Matrix {
  const rows = [...normal, ...fakes];
  const factors = [...U, ...fakeFactors];
  return rows[0].map((_, j) =>
    ridgeRegression(
      rows.map((row) => row[j]),
      factors,
      lambda,
    ),
  );
}

/** Alternating least squares without any acceleration until no entry of V moves by more than `tolerance`. */
export function alternate(blocks: Blocks, start: Matrix, lambda: Lambdas, tolerance = 1e-13, maxSweeps = 20000): Factors {
  let V = start;
  for (let sweep = 0; sweep < maxSweeps; sweep++) {
    const next = fitItems(blocks, fitUsers(blocks.normal, V, lambda.users), fitUsers(blocks.fakes, V, lambda.users), lambda.items);
    const moved = Math.max(...next.flatMap((row, j) => row.map((value, c) => Math.abs(value - V[j][c]))));
    V = next;
    if (moved <= tolerance) break;
  }
  return { U: fitUsers(blocks.normal, V, lambda.users), fakes: fitUsers(blocks.fakes, V, lambda.users), V };
}

/** U Vᵀ. */
export function predictions(U: Matrix, V: Matrix): Matrix {
  return matrix(U.length, V.length, (i, j) => inner(U[i], V[j]));
}

/** Residual norms of the paper's KKT conditions, the largest entry over users, fakes and items. */
export function worstKktResidual({ normal, fakes }: Blocks, { U, fakes: W, V }: Factors, lambda: Lambdas): number {
  const rows = [...normal, ...fakes];
  const factors = [...U, ...W];
  const users = rows.map((row, i) => residual(row, V, factors[i], lambda.users));
  const items = V.map((v, j) =>
    residual(
      rows.map((row) => row[j]),
      factors,
      v,
      lambda.items,
    ),
  );
  return Math.max(...users, ...items);
}

function residual(ratings: (number | null)[], factors: Matrix, own: number[], lambda: number): number {
  const sum = own.map((value) => lambda * value);
  ratings.forEach((value, at) => {
    if (value === null) return;
    const error = value - inner(own, factors[at]);
    factors[at].forEach((other, c) => (sum[c] -= error * other));
  });
  return Math.max(...sum.map(Math.abs));
}

function ridgeRegression(ratings: (number | null)[], factors: Matrix, lambda: number): number[] {
  const k = factors[0].length;
  const normalMatrix = matrix(k, k, (r, c) => (r === c ? lambda : 0));
  const rhs = new Array<number>(k).fill(0);
  ratings.forEach((value, at) => {
    if (value === null) return;
    for (let r = 0; r < k; r++) {
      rhs[r] += value * factors[at][r];
      for (let c = 0; c < k; c++) normalMatrix[r][c] += factors[at][r] * factors[at][c];
    }
  });
  return solve(normalMatrix, rhs);
}
