import { packedLength } from '../../../src-main/numeric/cholesky.ts';
import { balancedBounds } from '../../../src-main/numeric/kernels/balanced-bounds.ts';
import { scalarEvaluation, scalarUsers } from '../../../src-main/numeric/kernels/evaluation/scalar.ts';
import type { KernelMemory } from '../../../src-main/numeric/kernels/memory.ts';
import type { RatingRows } from '../../../src-main/numeric/kernels/rating-rows.ts';

/** A model at its exact U(V), in plain arrays and unpadded. */
export interface UserSystems {
  users: RatingRows;
  k: number;
  lambdaUsers: number;
  values: Float64Array;
  itemFactors: Float64Array;
  userFactors: Float64Array;
  cholesky: Float64Array;
  residual: Float64Array;
}

/** Uniform in [-1, 1), the same at every call with the same seed. */
export function uniform(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8) / 2 ** 23 - 1;
  };
}

/**
 * The exact U(V) of random V for some ratings.
 * @param exact ratings that float32 does not hold, instead of the given ones
 */
export function userSystems(
  users: RatingRows,
  k: number,
  { lambdaUsers = 2, seed = 1, exact = false } = {},
): UserSystems {
  const random = uniform(seed);
  const values = Float64Array.from(users.values, (value) => (exact ? random() / 3 : value));
  const itemFactors = Float64Array.from({ length: users.columns * k }, () => random() / Math.sqrt(k));
  const { cholesky, userFactors } = scalarUsers(users, values, itemFactors, k, lambdaUsers);
  const { residual } = scalarEvaluation(users, values, userFactors, itemFactors, k, lambdaUsers);
  return { users, k, lambdaUsers, values, itemFactors, userFactors, cholesky, residual };
}

/** The systems in kernel memory, padded and grouped as the kernels want them. */
export function inKernelMemory(memory: KernelMemory, systems: UserSystems, slots: number) {
  const { users, k, itemFactors, userFactors, residual, values } = systems;
  const kp = 8 * Math.ceil(k / 8);
  const rowStart = copied(memory.int32(users.rows + 1), users.rowStart);
  const bounds = memory.int32(slots + 1);
  balancedBounds(users.rowStart, slots, 4, bounds);
  return {
    users: {
      ...users,
      rowStart,
      index: copied(memory.int32(users.index.length), users.index),
      values: copied(memory.float32(users.index.length), values),
    },
    kp,
    bounds,
    lambdaUsers: systems.lambdaUsers,
    exactValues: copied(memory.float64(values.length), values),
    itemFactors: copied(memory.float64(users.columns * kp), padded(itemFactors, k, kp)),
    userFactors: copied(memory.float64(users.rows * kp), padded(userFactors, k, kp)),
    residual: copied(memory.float64(residual.length), residual),
    cholesky: copied(memory.float64(groupedLength(users.rows, kp)), grouped(systems, kp)),
  };
}

/** Rows of k numbers with zeros up to kp. */
export function padded(rows: ArrayLike<number>, k: number, kp: number): Float64Array {
  const out = new Float64Array((rows.length / k) * kp);
  for (let at = 0; at < rows.length; at++) out[Math.floor(at / k) * kp + (at % k)] = rows[at];
  return out;
}

/** The inverse of {@link padded}. */
export function unpadded(rows: ArrayLike<number>, k: number, kp: number): Float64Array {
  const out = new Float64Array((rows.length / kp) * k);
  for (let at = 0; at < out.length; at++) out[at] = rows[Math.floor(at / k) * kp + (at % k)];
  return out;
}

/** Σ over slots, in their order. */
export function reduced(slots: Float32Array | Float64Array, count: number): Float64Array {
  const out = new Float64Array(slots.length / count);
  for (let at = 0; at < slots.length; at++) out[at % out.length] += slots[at];
  return out;
}

/** Largest difference, as a share of the largest magnitude of the reference. */
export function relativeError(found: ArrayLike<number>, reference: ArrayLike<number>): number {
  let difference = 0;
  let scale = 0;
  for (let at = 0; at < reference.length; at++) {
    difference = Math.max(difference, Math.abs(found[at] - reference[at]));
    scale = Math.max(scale, Math.abs(reference[at]));
    if (Number.isNaN(found[at])) return Infinity;
  }
  return found.length === reference.length ? difference / (scale || 1) : Infinity;
}

function groupedLength(rows: number, kp: number): number {
  return Math.ceil(rows / 4) * 4 * packedLength(kp);
}

/** The factors in groups of four rows; missing rows and padding are those of λ I. */
function grouped({ users, k, cholesky, lambdaUsers }: UserSystems, kp: number): Float64Array {
  const out = new Float64Array(groupedLength(users.rows, kp));
  for (let row = 0; row < 4 * Math.ceil(users.rows / 4); row++) {
    const base = (row >> 2) * 4 * packedLength(kp) + (row & 3);
    for (let r = 0; r < kp; r++) {
      for (let c = 0; c <= r; c++) {
        const entry = (r * (r + 1)) / 2 + c;
        const known = row < users.rows && r < k;
        const missing = r === c ? 1 / Math.sqrt(lambdaUsers) : 0;
        out[base + 4 * entry] = known ? cholesky[row * packedLength(k) + entry] : missing;
      }
    }
  }
  return out;
}

function copied<T extends Float32Array | Float64Array | Int32Array>(to: T, from: ArrayLike<number>): T {
  to.set(from);
  return to;
}
