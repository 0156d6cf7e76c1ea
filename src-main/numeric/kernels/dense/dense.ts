import type { KernelTeam } from '../team.ts';
import type { Vector } from '../vectors/chunks.ts';

/** A block of users who rate every item, and factors to multiply it with; all arrays in kernel memory. */
export interface DenseProduct {
  /** X, users x items, row-major. */
  dense: Vector;
  users: number;
  items: number;
  /** items x kp for X Z, users x kp for Xᵀ Y. */
  factors: Vector;
  /** Padded rank. */
  kp: number;
  /** users x kp for X Z, items x kp for Xᵀ Y; overwritten. */
  out: Vector;
}

/** A Bᵀ, or A Bᵀ + C Dᵀ; `a` to `d` in kernel memory. */
export interface RankTwoEntries {
  /** A and C, users x kp. */
  a: Vector;
  c?: Vector;
  /** B and D, items x kp. */
  b: Vector;
  d?: Vector;
  users: number;
  items: number;
  /** Padded rank. */
  kp: number;
  /** users x items, row-major, overwritten; outside kernel memory it is filled in blocks of users. */
  out: Float64Array;
}

/** Rows of a tile; chunks are multiples of it. */
const tileRows = 6;
/** Items of a chunk: their part of a row of X is twelve cache lines. */
const itemsEach = 16 * tileRows;
/** Numbers of the block through which entries leave kernel memory. */
const blockNumbers = 2_097_152;

/** out = X Z. */
export function denseTimesFactors(team: KernelTeam, { dense, users, items, factors, kp, out }: DenseProduct): void {
  const each = tileRows * Math.min(8, Math.max(1, Math.floor(users / (16 * tileRows))));
  team.memory.temporarily(() => {
    const bounds = evenBounds(team, users, each);
    const words = [bounds.byteOffset, dense.byteOffset, items, factors.byteOffset, kp, out.byteOffset];
    team.run('denseTimesFactors', bounds.length - 1, words, [], users * items * kp);
  });
}

/** out = Xᵀ Y. */
export function transposedDenseTimes(team: KernelTeam, { dense, users, items, factors, kp, out }: DenseProduct): void {
  team.memory.temporarily(() => {
    const bounds = evenBounds(team, items, itemsEach);
    const words = [bounds.byteOffset, dense.byteOffset, items, factors.byteOffset, kp, out.byteOffset, users];
    team.run('transposedDenseTimes', bounds.length - 1, words, [], users * items * kp);
  });
}

/**
 * g_ij = a_i·b_j + c_i·d_j for every user and item: the gradient of R at every rating of a dense block. The items
 * of `out` stand as those of `b` and `d` do.
 */
export function rankTwoEntries(team: KernelTeam, { a, b, c, d, users, items, kp, out }: RankTwoEntries): void {
  team.memory.temporarily(() => {
    const bounds = evenBounds(team, items, itemsEach);
    const fill = (first: number, count: number, to: number): void => {
      const skip = 8 * kp * first;
      const second = c && d ? [c.byteOffset + skip, d.byteOffset] : [0, 0];
      const words = [bounds.byteOffset, a.byteOffset + skip, b.byteOffset, ...second, kp, count, items, to];
      team.run('rankTwoEntries', bounds.length - 1, words, [], count * items * kp);
    };
    if (out.buffer instanceof SharedArrayBuffer) {
      fill(0, users, out.byteOffset);
      return;
    }
    const each = Math.min(users, tileRows * Math.max(1, Math.floor(blockNumbers / (tileRows * items))));
    const block = team.memory.float64(each * items);
    for (let first = 0; first < users; first += each) {
      const count = Math.min(each, users - first);
      fill(first, count, block.byteOffset);
      out.set(block.subarray(0, count * items), first * items);
    }
  });
}

/** Cuts rows into chunks of `each`. */
function evenBounds({ memory }: KernelTeam, rows: number, each: number): Int32Array {
  const chunks = Math.ceil(rows / each);
  const bounds = memory.int32(chunks + 1);
  for (let chunk = 0; chunk <= chunks; chunk++) bounds[chunk] = Math.min(rows, chunk * each);
  return bounds;
}
