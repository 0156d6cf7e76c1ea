import { passWork, type RatingRows } from '../rating-rows.ts';
import type { KernelTeam } from '../team.ts';

/** A rating is fetched and added by itself, 0.7 to 0.9 ns, in which other kernels do so many multiply-adds. */
const eachRating = 5;

/** The sparse matrix E of residuals e_ij, users x items, in kernel memory. */
export interface ResidualMatrix {
  /** Observed ratings by user; `values` is not read. */
  users: Pick<RatingRows, 'rowStart' | 'index'>;
  /** One range of users a slot. Fixed, whatever the threads. */
  bounds: Int32Array;
  /** e_ij in the order of the ratings. */
  residual: Float32Array | Float64Array;
}

/** y = E x in float64. x: a number an item; y: a number a user, set for the users within `bounds`. */
export function residualProduct(
  team: KernelTeam,
  matrix: ResidualMatrix,
  x: Float64Array,
  y: Float64Array,
): void {
  const words = [...matrixWords(matrix), x.byteOffset, y.byteOffset];
  team.run(
    'residualProduct',
    matrix.bounds.length - 1,
    words,
    [],
    passWork(matrix.users, matrix.bounds, eachRating, 1),
  );
}

/**
 * Adds Eᵀ y to the accumulators, in float64.
 * @param y a number a user
 * @param accumulators slots x items, zero before; each slot gets the part of its users
 */
export function residualTransposed(
  team: KernelTeam,
  matrix: ResidualMatrix,
  y: Float64Array,
  accumulators: Float64Array,
): void {
  const slots = matrix.bounds.length - 1;
  const items = accumulators.length / slots;
  const words = [...matrixWords(matrix), y.byteOffset, accumulators.byteOffset, items];
  team.run('residualTransposed', slots, words, [], passWork(matrix.users, matrix.bounds, eachRating, 1));
}

function matrixWords({ users, bounds, residual }: ResidualMatrix): number[] {
  return [
    bounds.byteOffset,
    users.rowStart.byteOffset,
    users.index.byteOffset,
    residual.byteOffset,
    Number(residual instanceof Float64Array),
  ];
}
