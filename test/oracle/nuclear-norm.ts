import { matrix, multiply, transpose, type Matrix } from './matrix.ts';
import type { RatingTable } from './rating-table.ts';

/** The solution of a nuclear-norm problem, certified by its own dual. */
export interface NuclearSolution {
  X: Matrix;
  /** |R_Ω(M - X)|² + 2λ|X|_*. */
  objective: number;
  /** How far above the optimum the objective is at most: primal less dual. */
  gap: number;
  singularValues: number[];
}

/**
 * min |R_Ω(M - X)|² + 2λ|X|_* by accelerated proximal gradient descent on dense matrices (Toh & Yun 2010, step 1, restarted
 * where momentum points uphill), until the duality gap is below `share` of the objective.
 */
export function proximalNuclearNorm(table: RatingTable, lambda: number, share: number, maxIterations = 20000): NuclearSolution {
  let X = table.map((row) => row.map(() => 0));
  let from = X;
  let momentum = 1;
  let best: NuclearSolution | null = null;
  for (let iteration = 1; iteration <= maxIterations; iteration++) {
    const next = shrink(matrix(table.length, table[0].length, (i, j) => table[i][j] ?? from[i][j]), lambda);
    const uphill = next.reduce((sum, row, i) => sum + row.reduce((part, x, j) => part + (from[i][j] - x) * (x - X[i][j]), 0), 0) > 0;
    const grown = uphill ? 1 : (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
    const push = uphill ? 0 : (momentum - 1) / grown;
    from = matrix(next.length, next[0].length, (i, j) => next[i][j] + push * (next[i][j] - X[i][j]));
    X = next;
    momentum = grown;
    if (iteration % 25 !== 0) continue;
    best = certified(table, X, lambda);
    if (best.gap <= share * best.objective) return best;
  }
  throw new Error(`the oracle did not reach a gap of ${share}: ${best && best.gap / best.objective}`);
}

/** Objective and duality gap of any X: Y = cE is dual feasible with c = min(λ/σ_max(E), <E,M>/|E|²). */
export function certified(table: RatingTable, X: Matrix, lambda: number): NuclearSolution {
  const E = table.map((row, i) => row.map((value, j) => (value === null ? 0 : value - X[i][j])));
  const dot = (a: Matrix, b: Matrix) => a.reduce((sum, row, i) => sum + row.reduce((part, x, j) => part + x * b[i][j], 0), 0);
  const singularValues = valuesOf(X);
  const objective = dot(E, E) + 2 * lambda * singularValues.reduce((sum, value) => sum + value, 0);
  const M = table.map((row) => row.map((value) => value ?? 0));
  const c = Math.min(lambda / Math.max(...valuesOf(E), Number.MIN_VALUE), dot(E, M) / dot(E, E));
  const dual = 2 * c * dot(E, M) - c * c * dot(E, E);
  return { X, objective, gap: objective - dual, singularValues };
}

/** Singular values, descending; from AᵀA, which drowns those below 3e-7 of the largest in rounding: they count as 0. */
export function valuesOf(A: Matrix): number[] {
  const { values } = eigen(gram(A));
  return values.map((value) => (value > 1e-13 * values[0] ? Math.sqrt(value) : 0));
}

/** U (Σ - λ)₊ Vᵀ of A = U Σ Vᵀ: A times V (1 - λ/σ)₊ Vᵀ. */
function shrink(A: Matrix, lambda: number): Matrix {
  const { values, vectors } = eigen(gram(A));
  const keep = values.map((value) => Math.max(0, 1 - lambda / Math.sqrt(Math.max(value, Number.MIN_VALUE))));
  const kept = vectors.filter((_, t) => keep[t] > 0);
  const scales = keep.filter((value) => value > 0);
  const along = A.map((row) => kept.map((v, t) => scales[t] * v.reduce((sum, x, j) => sum + x * row[j], 0)));
  return matrix(A.length, A[0].length, (i, j) => along[i].reduce((sum, x, t) => sum + x * kept[t][j], 0));
}

function gram(A: Matrix): Matrix {
  return multiply(transpose(A), A);
}

/** Classical cyclic Jacobi; eigenvalues descending, eigenvectors as rows. */
function eigen(symmetric: Matrix): { values: number[]; vectors: Matrix } {
  const a = symmetric.map((row) => [...row]);
  const n = a.length;
  const v = matrix(n, n, (i, j) => (i === j ? 1 : 0));
  const size = Math.hypot(...a.flat());
  for (let sweep = 0; sweep < 50; sweep++) {
    let off = 0;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) off += a[p][q] ** 2;
    if (Math.sqrt(off) <= 1e-14 * size) break;
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        if (Math.abs(a[p][q]) <= 1e-17 * size) continue;
        const angle = 0.5 * Math.atan2(2 * a[p][q], a[q][q] - a[p][p]);
        const [c, s] = [Math.cos(angle), Math.sin(angle)];
        for (const rows of [a, v]) {
          for (const row of rows) {
            const x = row[p];
            row[p] = c * x - s * row[q];
            row[q] = s * x + c * row[q];
          }
        }
        for (let i = 0; i < n; i++) {
          const x = a[p][i];
          a[p][i] = c * x - s * a[q][i];
          a[q][i] = s * x + c * a[q][i];
        }
      }
    }
  }
  const order = Array.from({ length: n }, (_, t) => t).sort((x, y) => a[y][y] - a[x][x]);
  return { values: order.map((t) => a[t][t]), vectors: order.map((t) => v.map((row) => row[t])) };
}
