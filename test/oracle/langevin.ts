import type { RatingTable } from './rating-table.ts';

/** ξ_j and σ_j² over all users, unrated as 0, as the paper prints them. */
export function printedPrior(table: RatingTable): { mean: number[]; variance: number[] } {
  const columns = table[0].map((_, j) => table.map((row) => row[j] ?? 0));
  const mean = columns.map((column) => column.reduce((a, b) => a + b, 0) / column.length);
  const variance = columns.map((column, j) => column.reduce((sum, x) => sum + (x - mean[j]) ** 2, 0) / column.length);
  return { mean, variance };
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
