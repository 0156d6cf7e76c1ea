import { solveGroup, solveGroup64 } from '../cholesky/cholesky.as';
import { deinterleaveRows, interleaveRows } from '../cholesky/interleave.as';
import { addFour, clearFrom, dotFour, padFour, padIndex, rowOf, subtractFour } from './four-rows.as';
import { systemResidual8 } from './short-residual.as';

/** Bytes of the systems of one group ("chol"). */
// @ts-ignore: decorator
@inline
export function groupBytes(kp: i32, is64: i32): usize {
  return ((<usize>kp * <usize>(kp + 1)) >> 1) << (is64 ? 5 : 4);
}

/**
 * rows = G⁻¹ rows for the four users of a group, in T.
 * @param group factors, float32 or float64
 * @param rows four rows of kp, replaced
 * @param lanes scratch of as many numbers
 */
export function solveFourRows<T>(group: usize, is64: i32, kp: i32, rows: usize, lanes: usize): void {
  interleaveRows<T>(rows, kp, 4, lanes);
  if (sizeof<T>() == 4) solveGroup<f32>(group, kp, lanes);
  else if (is64) solveGroup64<f64>(group, kp, lanes);
  else solveGroup64<f32>(group, kp, lanes);
  deinterleaveRows<T>(lanes, kp, 4, rows);
}

/**
 * y = G⁻¹ y in float64 for the users `begin` to `end` of the group that starts with `first`. Factors in float32 are
 * repaired by one step of refinement with a true residual.
 * @param y four rows of kp, those of other users zeros
 * @param t scratch of as many numbers
 * @param lanes scratch of as many numbers
 * @param table v_j, `stride` bytes apart
 * @param work as for {@link systemResidual}
 */
export function solveRefined(
  group: usize, is64: i32, kp: i32, y: usize, t: usize, lanes: usize, lambda: f64, table: usize, stride: usize,
  index: usize, rowStart: usize, first: i32, begin: i32, end: i32, work: usize,
): void {
  const bytes = <usize>kp * 8;
  if (is64) {
    solveFourRows<f64>(group, is64, kp, y, lanes);
    return;
  }
  memory.copy(t, y, 4 * bytes);
  solveFourRows<f64>(group, is64, kp, y, lanes);
  for (let row = begin; row < end; row++) {
    const at = <usize>(row - first) * bytes;
    const start = rowStart + 4 * <usize>row;
    systemResidual(
      t + at, t + at, y + at, lambda, bytes, 0, 0, table, stride, index, load<i32>(start), load<i32>(start, 4), work,
    );
  }
  solveFourRows<f64>(group, is64, kp, t, lanes);
  addTo(y, t, 4 * bytes);
}

/** a += b for so many bytes of float64. */
export function addTo(a: usize, b: usize, bytes: usize): void {
  for (let o: usize = 0; o < bytes; o += 16) v128.store(a + o, v128.add<f64>(v128.load(a + o), v128.load(b + o)));
}

/**
 * t = from - λ y + Σ_j (m_j - v_j·y) v_j over the ratings of a user, in float64: the residual of (G y = from + Σ m v).
 * @param from a row, or 0 for none
 * @param values ratings m_j, or 0 for none: float64s if `values64`
 * @param table rows v_j, float64, `stride` bytes apart
 * @param work 80 bytes: four numbers, four ratings, four entries of the index
 */
export function systemResidual(
  t: usize, from: usize, y: usize, lambda: f64, bytes: usize, values: usize, values64: i32,
  table: usize, stride: usize, index: usize, start: i32, end: i32, work: usize,
): void {
  if (bytes == 64) {
    systemResidual8(t, from, y, lambda, values, values64, table, stride, index, start, end);
    return;
  }
  for (let o: usize = 0; o < bytes; o += 8) {
    store<f64>(t + o, (from ? load<f64>(from + o) : 0) - lambda * load<f64>(y + o));
  }
  for (let at = start; at < end; at += 4) {
    const left = end - at;
    let entries = index + 4 * <usize>at;
    if (left < 4) {
      padIndex(work + 64, entries, left);
      entries = work + 64;
    }
    const a = rowOf(table, stride, entries, 0);
    const b = rowOf(table, stride, entries, 1);
    const c = rowOf(table, stride, entries, 2);
    const d = rowOf(table, stride, entries, 3);
    dotFour<f64>(work, bytes, y, a, b, c, d);
    loadValues(work + 32, values, values64, at, left);
    subtractFour<f64>(work, work + 32);
    if (left < 4) clearFrom<f64>(work, left);
    addFour<f64>(t, bytes, work, a, b, c, d);
  }
}

/** to[0..3] = four ratings from `at` on as float64, with zeros beyond `left`, and where there are none. */
// @ts-ignore: decorator
@inline
export function loadValues(to: usize, values: usize, values64: i32, at: i32, left: i32): void {
  if (!values) {
    v128.store(to, f64x2.splat(0));
    v128.store(to, f64x2.splat(0), 16);
  } else if (values64) {
    const from = values + 8 * <usize>at;
    if (left < 4) {
      padFour<f64>(to, from, left);
    } else {
      v128.store(to, v128.load(from));
      v128.store(to, v128.load(from, 16), 16);
    }
  } else {
    const from = values + 4 * <usize>at;
    if (left < 4) padFour<f32>(to + 16, from, left);
    else v128.store(to + 16, v128.load(from));
    v128.store(to, f64x2.promote_low_f32x4(v128.load64_zero(to, 16)));
    v128.store(to, f64x2.promote_low_f32x4(v128.load64_zero(to, 24)), 16);
  }
}
