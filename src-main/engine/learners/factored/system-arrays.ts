import { balancedBounds, slotCount as slotsFor, sweepChunks } from '../../../numeric/kernels/balanced-bounds.ts';
import { choleskyLength } from '../../../numeric/kernels/cholesky/cholesky.ts';
import type { KernelMemory } from '../../../numeric/kernels/memory.ts';
import type { Vector } from '../../../numeric/kernels/vectors/chunks.ts';
import type { ResidentRatings } from './resident-ratings.ts';

/** What a factored system keeps in kernel memory. Factors are rows x padded rank, rows as in the ratings. */
export interface SystemArrays {
  /** Padded rank: columns of every factor array. */
  kp: number;
  itemFactors: Vector;
  itemFactors32: Float32Array<SharedArrayBuffer>;
  userFactors: Vector;
  userFactors32: Float32Array<SharedArrayBuffer>;
  /** e_ij = M_ij - u_i·v_j by user. */
  residual32: Float32Array<SharedArrayBuffer>;
  /** ∇_V of the half objective. */
  gradient: Vector;
  /** One accumulator of items x padded rank a slot; zero between kernels. */
  slots: Vector;
  slotCount: number;
  /** Row ranges of half sweeps, and of kernels with one accumulator a range. */
  userBounds: Int32Array<SharedArrayBuffer>;
  itemBounds: Int32Array<SharedArrayBuffer>;
  slotBounds: Int32Array<SharedArrayBuffer>;
  failures: Int32Array<SharedArrayBuffer>;
  partials: Vector;
  /** Cholesky factors of the normal matrices of users and items, in groups of four. */
  userCholesky32: Float32Array<SharedArrayBuffer>;
  itemCholesky32: Float32Array<SharedArrayBuffer>;
  /** What only computing in float64 throughout needs, made when first asked for. */
  wide(): WideArrays;
  /** e_ij in float64, made when first asked for. */
  residual64(): Vector;
}

/** Counterparts in float64. */
export interface WideArrays {
  userCholesky: Vector;
  itemCholesky: Vector;
  /** Solutions of the users' normal equations, before refinement. */
  userStart: Vector;
}

/** Lays out the arrays of a system for ratings and a padded rank kp. */
export function systemArrays(memory: KernelMemory, ratings: ResidentRatings, kp: number): SystemArrays {
  const { byUser, byItem, items } = ratings;
  const users = byUser.rows;
  const entries = byUser.index.length;
  const chunks = sweepChunks(entries);
  const slotCount = slotsFor(entries);
  const bounds = (rows: Int32Array, count: number) => {
    const cut = memory.int32(count + 1);
    balancedBounds(rows, count, 4, cut);
    return cut;
  };
  return {
    kp,
    itemFactors: memory.float64(items * kp),
    itemFactors32: memory.float32(items * kp),
    userFactors: memory.float64(users * kp),
    userFactors32: memory.float32(users * kp),
    residual32: memory.float32(entries),
    gradient: memory.float64(items * kp),
    slots: memory.float64(slotCount * items * kp),
    slotCount,
    userBounds: bounds(byUser.rowStart, chunks),
    itemBounds: bounds(byItem.rowStart, chunks),
    slotBounds: bounds(byUser.rowStart, slotCount),
    failures: memory.int32(chunks),
    partials: memory.float64(slotCount),
    userCholesky32: memory.float32(choleskyLength(users, kp)),
    itemCholesky32: memory.float32(choleskyLength(items, kp)),
    wide: once(memory, () => ({
      userCholesky: memory.float64(choleskyLength(users, kp)),
      itemCholesky: memory.float64(choleskyLength(items, kp)),
      userStart: memory.float64(users * kp),
    })),
    residual64: once(memory, () => memory.float64(entries)),
  };
}

/** Makes arrays at the first call, and keeps none of them where not all can be made. */
function once<T>(memory: KernelMemory, make: () => T): () => T {
  let made: T | null = null;
  return () => {
    const mark = memory.mark();
    try {
      return (made ??= make());
    } catch (error) {
      memory.release(mark);
      throw error;
    }
  };
}
