import { count, scalar, scratch, word } from '../simd.as';
import { groupBytes, solveRefined } from './group-solve.as';
import { coupleRow, rowWork, scatterRow } from './schur-rows.as';

/**
 * One slot's part of -Cᵀ G_U⁻¹ b, in float64: out_j -= u_i (v_j·y_i) - e_ij y_i with y_i = G_i⁻¹ b_i.
 * Words: 0 bounds, 1 rowStart, 2 index, 3 kp, 4 V (items x kp), 5 U (rows x kp), 6 e_ij, 7 chol, 8 chol is float64?,
 * 9 accumulators (chunks x items x kp), 10 items, 11 b (rows x kp). Numbers: 0 λ_U.
 */
export function subtractEliminated(task: usize, chunk: i32, thread: i32): void {
  const bounds = word(task, 0) + 4 * <usize>chunk;
  const rowStart = word(task, 1);
  const index = word(task, 2);
  const kp = count(task, 3);
  const table = word(task, 4);
  const is64 = count(task, 8);
  const bytes = <usize>kp * 8;
  const accumulator = word(task, 9) + <usize>chunk * <usize>count(task, 10) * bytes;
  const group = groupBytes(kp, is64);
  const from = load<i32>(bounds);
  const to = load<i32>(bounds, 4);
  const t = scratch(thread);
  const y = t + 4 * bytes;
  const lanes = y + 4 * bytes;
  const work = lanes + 4 * bytes;

  for (let first = from & ~3; first < to; first += 4) {
    const begin = max(first, from);
    const end = min(first + 4, to);
    memory.fill(y, 0, 4 * bytes);
    memory.copy(
      y + <usize>(begin - first) * bytes,
      word(task, 11) + <usize>begin * bytes,
      <usize>(end - begin) * bytes,
    );
    solveRefined(
      word(task, 7) + <usize>(first >> 2) * group,
      is64,
      kp,
      y,
      t,
      lanes,
      scalar(task, 0),
      table,
      bytes,
      index,
      rowStart,
      first,
      begin,
      end,
      work,
    );
    for (let row = begin; row < end; row++) {
      const start = rowStart + 4 * <usize>row;
      scatterRow<f64>(
        word(task, 5) + <usize>row * bytes,
        y + <usize>(row - first) * bytes,
        bytes,
        table,
        bytes,
        accumulator,
        index,
        word(task, 6),
        load<i32>(start),
        load<i32>(start, 4),
        0,
        false,
        work,
      );
    }
  }
}

/**
 * z_i = G_i⁻¹ (b_i - (C x)_i) for the users of a chunk, in float64.
 * Words: 0 bounds, 1 rowStart, 2 index, 3 kp, 4 pairs [x_j | v_j] (items x 2 kp), 5 U (rows x kp), 6 e_ij, 7 chol,
 * 8 chol is float64?, 9 first user of b and z, 10 b (kp a user, from that one on) or 0, 11 z (the same, set).
 * Numbers: 0 λ_U.
 */
export function backSubstitute(task: usize, chunk: i32, thread: i32): void {
  const bounds = word(task, 0) + 4 * <usize>chunk;
  const rowStart = word(task, 1);
  const index = word(task, 2);
  const kp = count(task, 3);
  const pairs = word(task, 4);
  const is64 = count(task, 8);
  const bytes = <usize>kp * 8;
  const group = groupBytes(kp, is64);
  const from = load<i32>(bounds);
  const to = load<i32>(bounds, 4);
  const t = scratch(thread);
  const y = t + 4 * bytes;
  const lanes = y + 4 * bytes;
  const work = lanes + 4 * bytes;

  for (let first = from & ~3; first < to; first += 4) {
    const begin = max(first, from);
    const end = min(first + 4, to);
    memory.fill(y, 0, 4 * bytes);
    for (let row = begin; row < end; row++) {
      const at = y + <usize>(row - first) * bytes;
      const start = rowStart + 4 * <usize>row;
      coupleRow<f64>(
        at,
        word(task, 5) + <usize>row * bytes,
        bytes,
        pairs,
        index,
        word(task, 6),
        load<i32>(start),
        load<i32>(start, 4),
        work + rowWork,
        false,
        work,
      );
      subtractFrom(word(task, 10) ? word(task, 10) + <usize>(row - count(task, 9)) * bytes : 0, at, bytes);
    }
    solveRefined(
      word(task, 7) + <usize>(first >> 2) * group,
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
    memory.copy(
      word(task, 11) + <usize>(begin - count(task, 9)) * bytes,
      y + <usize>(begin - first) * bytes,
      <usize>(end - begin) * bytes,
    );
  }
}

/** a = b - a for so many bytes of float64; b may be 0 for zeros. */
function subtractFrom(b: usize, a: usize, bytes: usize): void {
  for (let o: usize = 0; o < bytes; o += 16) {
    v128.store(a + o, v128.sub<f64>(b ? v128.load(b + o) : f64x2.splat(0), v128.load(a + o)));
  }
}
