import type { KernelTeam } from '../team.ts';
import { passWork } from '../rating-rows.ts';
import { systemWords, type SchurTask } from './schur-product.ts';

/** A right-hand side b of the users, to be taken out of the items' equations; otherwise as in {@link SchurTask}. */
export interface EliminationTask extends Omit<SchurTask<Float64Array>, 'pairs'> {
  /** V, items x kp. */
  itemFactors: Float64Array;
  /** b, users x kp. */
  userSide: Float64Array;
}

/** Users z_i to solve for, given the items' x; otherwise as in {@link SchurTask}. */
export interface BackSubstitutionTask extends Omit<SchurTask<Float64Array>, 'accumulators'> {
  /** b_i of the users from `bounds[0]` on, kp each; null for zeros. */
  userSide: Float64Array | null;
  /** Gets z_i of the users from `bounds[0]` on, kp each. */
  solution: Float64Array;
}

/**
 * Adds -Cᵀ G_U⁻¹ b to the accumulators: `out_j -= u_i (v_j·y) - e_ij y` with `y = G_i⁻¹ b_i`, in float64. Factors in
 * float32 are repaired by one step of refinement.
 */
export function subtractEliminated(team: KernelTeam, task: EliminationTask): void {
  team.run(
    'subtractEliminated',
    task.bounds.length - 1,
    [
      ...systemWords(task, task.itemFactors),
      task.accumulators.byteOffset,
      task.itemFactors.length / task.kp,
      task.userSide.byteOffset,
    ],
    [task.lambdaUsers],
    passWork(task.users, task.bounds, 3 * task.kp, task.kp * task.kp),
  );
}

/**
 * Solves the users' equations once x is known: `z_i = G_i⁻¹ (b_i - Σ_j [v_j (u_i·x_j) - e_ij x_j])` for the users
 * within `bounds`, which here may begin and end anywhere; in float64, refined like {@link subtractEliminated}.
 */
export function backSubstitute(team: KernelTeam, task: BackSubstitutionTask): void {
  team.run(
    'backSubstitute',
    task.bounds.length - 1,
    [
      ...systemWords(task, task.pairs),
      task.bounds[0],
      task.userSide?.byteOffset ?? 0,
      task.solution.byteOffset,
    ],
    [task.lambdaUsers],
    passWork(task.users, task.bounds, 3 * task.kp, task.kp * task.kp),
  );
}
