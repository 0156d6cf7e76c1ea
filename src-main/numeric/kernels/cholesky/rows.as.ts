import { count, scratch, word } from '../simd.as';
import { factorGroup } from './factor-group.as';
import { deinterleaveRows, interleaveRows } from './interleave.as';
import { solveGroup64 } from './solve-group.as';

/**
 * Factors the systems of a chunk's rows in place.
 * Words: 0 bounds, 1 chol, 2 kp, 3 chol is float64?, 4 rows in all, 5 failures (int32 a chunk, set).
 */
export function factorRows(task: usize, chunk: i32, _thread: i32): void {
  const bounds = word(task, 0) + 4 * <usize>chunk;
  const kp = count(task, 2);
  const is64 = count(task, 3);
  const end = min(load<i32>(bounds, 4), count(task, 4));
  let failures = 0;
  for (let row = load<i32>(bounds); row < end; row += 4) {
    const group = word(task, 1) + groupOffset(row, kp, is64);
    failures += is64 ? factorGroup<f64>(group, kp) : factorGroup<f32>(group, kp);
  }
  store<i32>(word(task, 5) + 4 * <usize>chunk, failures);
}

/**
 * out = L⁻ᵀ L⁻¹ in for every row of a chunk, in float64 arithmetic.
 * Words: 0 bounds, 1 chol, 2 kp, 3 chol is float64?, 4 in (float64 rows x kp), 5 out (the same; may be in),
 * 6 rows in all.
 */
export function solveRows(task: usize, chunk: i32, thread: i32): void {
  const bounds = word(task, 0) + 4 * <usize>chunk;
  const kp = count(task, 2);
  const is64 = count(task, 3);
  const rows = count(task, 6);
  const x = scratch(thread);
  const end = min(load<i32>(bounds, 4), rows);
  for (let row = load<i32>(bounds); row < end; row += 4) {
    const group = word(task, 1) + groupOffset(row, kp, is64);
    const at = <usize>row * <usize>kp * 8;
    const present = min(4, rows - row);
    interleaveRows<f64>(word(task, 4) + at, kp, present, x);
    if (is64) solveGroup64<f64>(group, kp, x);
    else solveGroup64<f32>(group, kp, x);
    deinterleaveRows<f64>(x, kp, present, word(task, 5) + at);
  }
}

/** Bytes before the group that begins with a row. */
@inline
function groupOffset(row: i32, kp: i32, is64: i32): usize {
  return (<usize>(row >> 2) * ((<usize>kp * <usize>(kp + 1)) >> 1)) << (is64 ? 5 : 4);
}
