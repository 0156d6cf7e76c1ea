import { inner, matrix, multiply, solve, transpose, type Matrix } from './matrix.ts';
import type { RatingTable } from './rating-table.ts';

/** ξ_j and σ_j² over all users, unrated as 0, as the paper prints them. */
export function printedPrior(table: RatingTable): { mean: number[]; variance: number[] } {
  const columns = table[0].map((_, j) => table.map((row) => row[j] ?? 0));
  const mean = columns.map((column) => column.reduce((a, b) => a + b, 0) / column.length);
  const variance = columns.map((column, j) => column.reduce((sum, x) => sum + (x - mean[j]) ** 2, 0) / column.length);
  return { mean, variance };
}

/**
 * ξ_j and σ_j² over the users who rated j: σ_j² = (Σ(r - ξ_j)² + κσ²)/(c_j + κ), σ² the mean of (r - ξ_j)² over all
 * ratings; 0 and 0 where nobody did.
 */
export function ratersPriorOf(table: RatingTable, shrinkage: number): { mean: number[]; variance: number[] } {
  const columns = table[0].map((_, j) => table.map((row) => row[j]).filter((value) => value !== null));
  const mean = columns.map((column) => (column.length ? column.reduce((a, b) => a + b, 0) / column.length : 0));
  const squares = columns.map((column, j) => column.map((x) => (x - mean[j]) ** 2));
  const all = squares.flat();
  const pooled = all.reduce((a, b) => a + b, 0) / all.length;
  const variance = squares.map((own) =>
    own.length ? (own.reduce((a, b) => a + b, 0) + shrinkage * pooled) / (own.length + shrinkage) : 0,
  );
  return { mean, variance };
}

/** R(x) = b·x - xᵀA x/2 of one user's ratings, under a prior N(ξ, diag σ²): the posterior is normal. */
export interface QuadraticProblem {
  mean: number[];
  variance: number[];
  beta: number;
  b: number[];
  A: Matrix;
}

/** Mean and covariance. */
export interface Moments {
  mean: number[];
  covariance: Matrix;
}

/** The posterior exp(-Σ(x - ξ)²/(2σ²) + βR): precision diag(1/σ²) + βA. Every σ must be positive. */
export function posteriorOf({ mean, variance, beta, b, A }: QuadraticProblem): Moments {
  const n = mean.length;
  const precision = matrix(n, n, (i, j) => (i === j ? 1 / variance[i] : 0) + beta * A[i][j]);
  const column = (j: number) => solve(precision, mean.map((_, i) => (i === j ? 1 : 0)));
  return {
    mean: solve(precision, mean.map((value, i) => value / variance[i] + beta * b[i])),
    covariance: transpose(mean.map((_, j) => column(j))),
  };
}

/** Moments after so many Euler steps from such moments: they stay normal, so the recursion is exact. */
export function afterSteps(
  { mean: xi, variance, beta, b, A }: QuadraticProblem,
  start: Moments,
  s: number,
  preconditioned: boolean,
  steps: number,
): Moments {
  const n = xi.length;
  const metric = variance.map((each) => (preconditioned ? each : 1));
  const move = matrix(n, n, (i, j) => {
    const slope = (i === j ? 1 / variance[i] : 0) + beta * A[i][j];
    return (i === j ? 1 : 0) - (s / 2) * metric[i] * slope;
  });
  const shift = xi.map((value, i) => (s / 2) * metric[i] * (value / variance[i] + beta * b[i]));
  let { mean, covariance } = start;
  for (let step = 0; step < steps; step++) {
    mean = move.map((row, i) => inner(row, mean) + shift[i]);
    covariance = multiply(multiply(move, covariance), transpose(move)).map((row, i) =>
      row.map((value, j) => value + (i === j ? s * metric[i] : 0)),
    );
  }
  return { mean, covariance };
}

/** Eq. 17: x + s/2 (∇ log p(x) + β ∇R) + √s ε, ∇ log p(x) = -(x - ξ)/σ². */
export function printedStep(x: number, mean: number, variance: number, beta: number, slope: number, s: number, noise: number): number {
  return x + (s / 2) * (-(x - mean) / variance + beta * slope) + Math.sqrt(s) * noise;
}

/** The same dynamics with the prior variance as metric: drift and noise variance are multiplied by σ². */
export function preconditionedStep(
  x: number,
  mean: number,
  variance: number,
  beta: number,
  slope: number,
  s: number,
  noise: number,
): number {
  return x + (s / 2) * (-(x - mean) + beta * variance * slope) + Math.sqrt(s * variance) * noise;
}

/** The feasible row nearest to x, by trying every support of at most `size` allowed items: distance and the row itself. */
export function nearestFeasible(
  x: number[],
  size: number,
  bound: number,
  allowed: (item: number) => boolean,
): { distance: number; row: number[] } {
  let best = { distance: Infinity, row: [] as number[] };
  for (let subset = 0; subset < 1 << x.length; subset++) {
    const picked = x.map((_, j) => Boolean(subset & (1 << j)));
    if (picked.filter(Boolean).length > size || picked.some((yes, j) => yes && !allowed(j))) continue;
    const row = x.map((value, j) => (picked[j] ? Math.max(-bound, Math.min(bound, value)) : 0));
    const distance = row.reduce((sum, value, j) => sum + (value - x[j]) ** 2, 0);
    if (distance < best.distance) best = { distance, row };
  }
  return best;
}
