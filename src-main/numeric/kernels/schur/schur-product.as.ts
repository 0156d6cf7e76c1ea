import { count, scalar, scratch, word } from '../simd.as';
import { batch } from './item-rows.as';
import { groupBytes, solveFourRows, solveRefined } from './group-solve.as';
import { addAlong, coupleRow, rowWork, scatterRow } from './schur-rows.as';
import { coupleRow2, coupleRow4, scatterRow2, scatterRow4 } from './short-rows.as';

/** Scratch of a thread that keeps u·x_j between the two passes over a group. */
const keptBytes: i32 = (1 << 21) - (1 << 16);

/**
 * One slot's part of the Schur product in float32.
 * Words: 0 bounds, 1 rowStart, 2 index, 3 kp, 4 pairs [x_j | v_j] (items x 2 kp), 5 U (rows x kp), 6 e_ij, 7 chol,
 * 8 chol is float64?, 9 accumulators (chunks x items x kp), 10 items, 11 eliminate?. Numbers: 0 λ_U.
 */
export function schurProduct32(task: usize, chunk: i32, thread: i32): void {
  productChunk<f32>(task, chunk, thread);
}

/** {@link schurProduct32} with all arrays in float64, the factors float32 or float64. */
export function schurProduct64(task: usize, chunk: i32, thread: i32): void {
  productChunk<f64>(task, chunk, thread);
}

function productChunk<T>(task: usize, chunk: i32, thread: i32): void {
  const bounds = word(task, 0) + 4 * <usize>chunk;
  const rowStart = word(task, 1);
  const index = word(task, 2);
  const kp = count(task, 3);
  const pairs = word(task, 4);
  const errors = word(task, 6);
  const is64 = count(task, 8);
  const bytes = <usize>kp * sizeof<T>();
  const accumulator = word(task, 9) + <usize>chunk * <usize>count(task, 10) * bytes;
  const group = groupBytes(kp, is64);
  const from = load<i32>(bounds);
  const to = load<i32>(bounds, 4);

  const t = scratch(thread);
  const y = t + 4 * bytes;
  const lanes = y + 4 * bytes;
  const work = lanes + 4 * bytes;
  const kept = work + rowWork;

  if (!count(task, 11)) {
    for (let row = from; row < to; row++) {
      const u = word(task, 5) + <usize>row * bytes;
      const start = rowStart + 4 * <usize>row;
      addAlong<T>(u, bytes, pairs, accumulator, index, load<i32>(start), load<i32>(start, 4), work);
    }
    return;
  }
  for (let first = from & ~3; first < to; first += 4) {
    const begin = max(first, from);
    const end = min(first + 4, to);
    const before = load<i32>(rowStart + 4 * <usize>begin);
    const ratings = load<i32>(rowStart + 4 * <usize>end) - before;
    const keep = (ratings + 4 * batch) * sizeof<T>() <= keptBytes;
    memory.fill(y, 0, 4 * bytes);
    for (let row = begin; row < end; row++) {
      const side = y + <usize>(row - first) * bytes;
      const u = word(task, 5) + <usize>row * bytes;
      const start = load<i32>(rowStart + 4 * <usize>row);
      const stop = load<i32>(rowStart + 4 * <usize>row, 4);
      const along = keep ? kept + <usize>(start - before + batch * (row - begin)) * sizeof<T>() : kept;
      if (sizeof<T>() == 4 && keep && bytes == 32)
        coupleRow2(side, u, pairs, index, errors, start, stop, along);
      else if (keep && bytes == 64) coupleRow4<T>(side, u, pairs, index, errors, start, stop, along);
      else coupleRow<T>(side, u, bytes, pairs, index, errors, start, stop, along, keep, work);
    }
    const factors = word(task, 7) + <usize>(first >> 2) * group;
    if (sizeof<T>() == 4) {
      solveFourRows<T>(factors, is64, kp, y, lanes);
    } else {
      solveRefined(
        factors,
        is64,
        kp,
        y,
        t,
        lanes,
        scalar(task, 0),
        pairs + bytes,
        2 * bytes,
        index,
        rowStart,
        first,
        begin,
        end,
        work,
      );
    }
    // The other way round, since what was read last is still near.
    for (let row = end - 1; row >= begin; row--) {
      const side = y + <usize>(row - first) * bytes;
      const u = word(task, 5) + <usize>row * bytes;
      const start = load<i32>(rowStart + 4 * <usize>row);
      const stop = load<i32>(rowStart + 4 * <usize>row, 4);
      const along = keep ? kept + <usize>(start - before + batch * (row - begin)) * sizeof<T>() : kept;
      if (sizeof<T>() == 4 && keep && bytes == 32)
        scatterRow2(u, side, pairs, accumulator, index, errors, start, stop, along);
      else if (keep && bytes == 64)
        scatterRow4<T>(u, side, pairs, accumulator, index, errors, start, stop, along);
      else
        scatterRow<T>(
          u,
          side,
          bytes,
          pairs + bytes,
          2 * bytes,
          accumulator,
          index,
          errors,
          start,
          stop,
          along,
          keep,
          work,
        );
    }
  }
}
