import { balancedBounds, slotCount, sweepChunks } from '../../../src-main/numeric/kernels/balanced-bounds.ts';
import { choleskyLength } from '../../../src-main/numeric/kernels/cholesky/cholesky.ts';
import { evaluateUsers } from '../../../src-main/numeric/kernels/evaluation/evaluate-users.ts';
import { normalEquations } from '../../../src-main/numeric/kernels/normal-equations/normal-equations.ts';
import type { KernelTeam } from '../../../src-main/numeric/kernels/team.ts';
import type { GeneratedRatings } from './generated-ratings.ts';

const lambda = 5;

/** A model with its users solved for, as training leaves it before every evaluation and product. */
export type SolvedUsers = ReturnType<typeof solvedUsers>;

/**
 * Solves for the users of generated ratings against arbitrary items: factors, residuals, and a half sweep of the
 * other side to compare with. Everything is in the team's memory until its mark is released.
 */
export function solvedUsers(team: KernelTeam, { byUser, byItem }: GeneratedRatings, kp: number) {
  const { memory } = team;
  const [users, items, ratings] = [byUser.rows, byItem.rows, byUser.index.length];
  const chunks = sweepChunks(ratings);
  const slots = slotCount(ratings);
  const failures = memory.int32(chunks);
  const itemFactors = memory.float64(items * kp);
  for (let at = 0; at < itemFactors.length; at++)
    itemFactors[at] = Math.imul(at + 1, 0x9e3779b1) / 2147483648;
  const itemFactors32 = memory.float32(items * kp);
  itemFactors32.set(itemFactors);
  const userFactors32 = memory.float32(users * kp);
  const cholesky = memory.float32(choleskyLength(users, kp));
  const halfOf = (
    ratings: typeof byUser,
    factors: Float32Array,
    chol: Float32Array | null,
    out: Float32Array,
  ) => {
    const bounds = balancedBounds(ratings.rowStart, chunks, 4, memory.int32(chunks + 1));
    return () => normalEquations(team, { ratings, bounds, factors, kp, lambda, chol, out, failures });
  };
  const userHalf = halfOf(byUser, itemFactors32, cholesky, userFactors32);
  const itemHalf = halfOf(byItem, userFactors32, null, memory.float32(items * kp));
  userHalf();

  const shared = {
    users: byUser,
    bounds: balancedBounds(byUser.rowStart, slots, 4, memory.int32(slots + 1)),
    kp,
    cholesky,
    lambdaUsers: lambda,
    itemFactors,
    userFactors: memory.float64(users * kp),
    residual: memory.float64(ratings),
  };
  const evaluation = {
    ...shared,
    exactValues: null,
    start: userFactors32,
    userFactors32: null,
    residual32: memory.float32(ratings),
    accumulators: memory.float64(slots * items * kp),
    halfObjectives: memory.float64(slots),
  };
  evaluateUsers(team, { ...evaluation, refinements: 1 });
  return {
    ...shared,
    evaluation,
    userFactors32,
    itemFactors32,
    residual32: evaluation.residual32,
    userHalf,
    itemHalf,
  };
}
