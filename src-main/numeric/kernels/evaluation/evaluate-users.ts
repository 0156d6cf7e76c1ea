import { passWork, type RatingRows } from '../rating-rows.ts';
import type { KernelTeam } from '../team.ts';

/** One evaluation of the half objective and what follows from it at (U, V); all arrays in kernel memory. */
export interface EvaluationTask {
  /** Observed ratings by user, malicious users among them. */
  users: RatingRows;
  /** The ratings in float64, where float32 does not hold them; else null. */
  exactValues: Float64Array | null;
  /** One range of users a slot; all but the last bound are multiples of 4. Fixed, whatever the threads. */
  bounds: Int32Array;
  /** Padded rank. */
  kp: number;
  /** V, items x kp. */
  itemFactors: Float64Array;
  /** Where the refinement starts, users x kp: the float32 solution, or float64. */
  start: Float32Array | Float64Array;
  /** Cholesky factors of G_i in groups of four users. */
  cholesky: Float32Array | Float64Array;
  /** Steps `u += G_i⁻¹ r`: one repairs a float32 solution; 0 leaves the start. */
  refinements: number;
  lambdaUsers: number;
  /** Gets U, users x kp; may be `start`. */
  userFactors: Float64Array;
  /** Gets U rounded, users x kp; may be `start`. */
  userFactors32: Float32Array | null;
  /** Gets e_ij = M_ij - u_i·v_j in the order of the ratings. */
  residual: Float64Array | null;
  /** Gets e_ij rounded. */
  residual32: Float32Array | null;
  /** Slots x items x kp. Zero before; each slot gets -Σ e_ij u_i of its users for every item. */
  accumulators: Float64Array | null;
  /** Gets Σ_i (½ Σ_j e_ij² + ½ λ_U |u_i|²) of every slot. */
  halfObjectives: Float64Array;
}

/**
 * Refines U against V in float64, `r_i = Σ_j (M_ij - u_i·v_j) v_j - λ_U u_i`, `u_i += G_i⁻¹ r_i`, then evaluates there:
 * residuals, the users' part of half the objective (Eq. 2 as MATH has it), and the ratings' part of its gradient with
 * respect to V, of which `λ_V v_j` is the rest.
 */
export function evaluateUsers(team: KernelTeam, task: EvaluationTask): void {
  team.run(
    'evaluateUsers',
    task.bounds.length - 1,
    [
      task.bounds.byteOffset,
      task.users.rowStart.byteOffset,
      task.users.index.byteOffset,
      task.users.values.byteOffset,
      task.exactValues?.byteOffset ?? 0,
      task.itemFactors.byteOffset,
      task.kp,
      task.start.byteOffset,
      Number(task.start instanceof Float64Array),
      task.userFactors.byteOffset,
      task.userFactors32?.byteOffset ?? 0,
      task.residual32?.byteOffset ?? 0,
      task.residual?.byteOffset ?? 0,
      task.cholesky.byteOffset,
      Number(task.cholesky instanceof Float64Array),
      task.refinements,
      task.accumulators?.byteOffset ?? 0,
      task.itemFactors.length / task.kp,
      task.halfObjectives.byteOffset,
    ],
    [task.lambdaUsers],
    passWork(task.users, task.bounds, (2 * task.refinements + 2) * task.kp, task.refinements * task.kp * task.kp),
  );
}
