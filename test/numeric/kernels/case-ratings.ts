import { generatedRatings, movieLensShapes, type GeneratedRatings } from '../../bench/kernels/generated-ratings.ts';
import { dice } from '../../oracle/dice.ts';
import type { KernelMemory } from '../../../src-main/numeric/kernels/memory.ts';
import type { RatingRows } from '../../../src-main/numeric/kernels/rating-rows.ts';
import type { RatingCase } from './cases.ts';

/** Where arrays come from. */
type Arrays = Pick<KernelMemory, 'int32' | 'float32'>;

/** Hands out arrays that the garbage collector takes back. */
export const ordinaryMemory: Arrays = {
  int32: (count) => new Int32Array(new SharedArrayBuffer(4 * count)),
  float32: (count) => new Float32Array(new SharedArrayBuffer(4 * count)),
};

/** The ratings of a case by user and by item, in kernel memory or another: the same on every call. */
export function caseRatings(memory: Arrays, { shape, lengths, items }: RatingCase): GeneratedRatings {
  if (shape) return generatedRatings(memory, movieLensShapes[shape]);
  const byUser = ratingRows(memory, lengths(), items);
  return { byUser, byItem: transposed(memory, byUser) };
}

/**
 * So many ratings a user, multiples of 1/2 in [-2, 2], of items that a walk through all of them meets.
 * @param lengths at most `items` each
 */
export function ratingRows(memory: Arrays, lengths: ArrayLike<number>, items: number, seed = 1): RatingRows {
  const random = dice(seed);
  const rowStart = memory.int32(lengths.length + 1);
  for (let row = 0; row < lengths.length; row++) rowStart[row + 1] = rowStart[row] + lengths[row];
  const index = memory.int32(rowStart[lengths.length]);
  const values = memory.float32(index.length);
  const stride = strideOf(items);
  for (let row = 0; row < lengths.length; row++) {
    const start = random.integer(items);
    const own = index.subarray(rowStart[row], rowStart[row + 1]);
    for (let at = 0; at < own.length; at++) own[at] = (start + at * stride) % items;
    own.sort();
  }
  for (let at = 0; at < values.length; at++) values[at] = random.integer(9) / 2 - 2;
  return { rows: lengths.length, columns: items, rowStart, index, values };
}

/** The same ratings row by row of the other side. */
export function transposed(memory: Arrays, { rows, columns, rowStart, index, values }: RatingRows): RatingRows {
  const out = {
    ...{ rows: columns, columns: rows, rowStart: memory.int32(columns + 1) },
    ...{ index: memory.int32(index.length), values: memory.float32(index.length) },
  };
  for (let at = 0; at < index.length; at++) out.rowStart[index[at] + 1]++;
  for (let column = 0; column < columns; column++) out.rowStart[column + 1] += out.rowStart[column];
  const cursor = out.rowStart.slice(0, columns);
  for (let row = 0; row < rows; row++) {
    for (let at = rowStart[row]; at < rowStart[row + 1]; at++) {
      const to = cursor[index[at]]++;
      out.index[to] = row;
      out.values[to] = values[at];
    }
  }
  return out;
}

/** A step through the items that meets each once. */
function strideOf(items: number): number {
  for (let stride = Math.max(1, Math.floor(items * 0.618)); ; stride++)
    if (commonDivisor(stride, items) === 1) return stride;
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}
