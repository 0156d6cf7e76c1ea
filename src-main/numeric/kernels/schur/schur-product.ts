import { passWork, type RatingRows } from '../rating-rows.ts';
import type { KernelTeam } from '../team.ts';

/** What the Schur complement is made of at (U, V), in kernel memory; T throughout is float32 or float64. */
export interface SchurTask<T extends Float32Array | Float64Array> {
  /** Observed ratings by user, malicious users among them; `values` is not read. */
  users: Pick<RatingRows, 'rowStart' | 'index'>;
  /** One range of users a slot; all but the last bound are multiples of 4. Fixed, whatever the threads. */
  bounds: Int32Array;
  /** Padded rank. */
  kp: number;
  /** [x_j | v_j] for every item, items x 2 kp. */
  pairs: T;
  /** users x kp. */
  userFactors: T;
  /** e_ij in the order of the ratings. */
  residual: T;
  /** Cholesky factors of G_i in groups of four users; float64 only together with a float64 product. */
  cholesky: Float32Array | Float64Array;
  /** Ridge λ_U, which G_i holds. */
  lambdaUsers: number;
  /** Slots x items x kp. Zero before; each slot gets the part of its users. */
  accumulators: T;
}

/**
 * Adds S x - λ_V x to the accumulators (MATH, Schur form): per user `t = Σ_j [v_j (u_i·x_j) - e_ij x_j]`,
 * `y = G_i⁻¹ t`, `out_j += u_i (u_i·x_j - v_j·y) + e_ij y`. In float32 the sums are float32; in float64 a float32
 * factor is repaired by one step of refinement, so that the product is true to about the square of the factor's error.
 * @param eliminate false gives (G_V - λ_V I) x alone, `out_j += u_i (u_i·x_j)`
 * @throws RangeError where the arrays of a float32 product are asked to use float64 factors
 */
export function schurProduct<T extends Float32Array | Float64Array>(
  team: KernelTeam,
  task: SchurTask<T>,
  eliminate = true,
): void {
  const isFloat64 = task.pairs instanceof Float64Array;
  if (task.cholesky instanceof Float64Array && !isFloat64)
    throw new RangeError('a float32 product needs float32 factors');
  team.run(
    isFloat64 ? 'schurProduct64' : 'schurProduct32',
    task.bounds.length - 1,
    [
      ...systemWords(task, task.pairs),
      task.accumulators.byteOffset,
      task.pairs.length / (2 * task.kp),
      Number(eliminate),
    ],
    [task.lambdaUsers],
    passWork(task.users, task.bounds, (eliminate ? 6 : 2) * task.kp, eliminate ? task.kp * task.kp : 0),
  );
}

/**
 * Words 0 to 8 of all kernels of the Schur form: the users' systems.
 * @param table rows by item, which the kernel reads beside the users' factors
 */
export function systemWords(
  task: Pick<
    SchurTask<Float32Array | Float64Array>,
    'users' | 'bounds' | 'kp' | 'userFactors' | 'residual' | 'cholesky'
  >,
  table: Float32Array | Float64Array,
): number[] {
  return [
    task.bounds.byteOffset,
    task.users.rowStart.byteOffset,
    task.users.index.byteOffset,
    task.kp,
    table.byteOffset,
    task.userFactors.byteOffset,
    task.residual.byteOffset,
    task.cholesky.byteOffset,
    Number(task.cholesky instanceof Float64Array),
  ];
}
