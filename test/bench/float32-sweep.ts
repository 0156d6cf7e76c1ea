import { balancedBounds, sweepChunks } from '../../src-main/numeric/kernels/balanced-bounds.ts';
import { normalEquations } from '../../src-main/numeric/kernels/normal-equations/normal-equations.ts';
import type { RatingRows } from '../../src-main/numeric/kernels/rating-rows.ts';
import type { KernelTeam } from '../../src-main/numeric/kernels/team.ts';

/**
 * A sweep of alternating least squares in float32, ready to run: users solved for from arbitrary items, then items
 * from those users. Its arrays stay in the team's memory until its mark is released.
 */
export function float32Sweep(
  team: KernelTeam,
  { byUser, byItem }: { byUser: RatingRows; byItem: RatingRows },
  kp: number,
  lambda: number,
): () => void {
  const { memory } = team;
  const chunks = sweepChunks(byUser.index.length);
  const failures = memory.int32(chunks);
  const start = memory.float32(byItem.rows * kp);
  for (let at = 0; at < start.length; at++) start[at] = arbitrary(at);
  const users = memory.float32(byUser.rows * kp);
  const items = memory.float32(byItem.rows * kp);
  const half = (ratings: RatingRows, factors: Float32Array, out: Float32Array) => {
    const bounds = balancedBounds(ratings.rowStart, chunks, kp / 3, memory.int32(chunks + 1));
    const task = { ratings, bounds, factors, kp, lambda, out, failures };
    return () => normalEquations(team, task);
  };
  const userHalf = half(byUser, start, users);
  const itemHalf = half(byItem, users, items);
  return () => {
    userHalf();
    itemHalf();
  };
}

/**
 * 128-bit multiply-adds that a sweep cannot do without: kp (kp + 1) / 2 + kp for each rating and half, kp³ / 6 for
 * each Cholesky factor, four to a vector.
 */
export function usefulMultiplyAdds(ratings: number, systems: number, kp: number): number {
  return (2 * ratings * ((kp * (kp + 1)) / 2 + kp) + (systems * kp * kp * kp) / 6) / 4;
}

/** A number in [-1, 1) for every place, the same on every call. */
export function arbitrary(at: number): number {
  return Math.imul(at + 1, 0x9e3779b1) / 2147483648;
}
