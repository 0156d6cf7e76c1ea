import { deinterleaveRows, interleaveRows } from '../cholesky/interleave.as';
import { solveGroup, solveGroup64 } from '../cholesky/solve-group.as';
import { addRows, batch, dotRows } from './item-rows.as';
import { systemResidual16, systemResidual8 } from './short-residual.as';

@inline
/** Bytes of the systems of one group ("chol"). */
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
  group: usize,
  is64: i32,
  kp: i32,
  y: usize,
  t: usize,
  lanes: usize,
  lambda: f64,
  table: usize,
  stride: usize,
  index: usize,
  rowStart: usize,
  first: i32,
  begin: i32,
  end: i32,
  work: usize,
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
      t + at,
      t + at,
      y + at,
      lambda,
      bytes,
      0,
      0,
      table,
      stride,
      index,
      load<i32>(start),
      load<i32>(start, 4),
      work,
    );
  }
  solveFourRows<f64>(group, is64, kp, t, lanes);
  addTo(y, t, 4 * bytes);
}

/** a += b for so many bytes of float64. */
export function addTo(a: usize, b: usize, bytes: usize): void {
  for (let o: usize = 0; o < bytes; o += 16)
    v128.store(a + o, v128.add<f64>(v128.load(a + o), v128.load(b + o)));
}

/**
 * t = from - λ y + Σ_j (m_j - v_j·y) v_j over the ratings of a user, in float64: the residual of (G y = from + Σ m v).
 * @param from a row, or 0 for none
 * @param values ratings m_j, or 0 for none: float64s if `values64`
 * @param table rows v_j, float64, `stride` bytes apart
 * @param work a batch of numbers
 */
export function systemResidual(
  t: usize,
  from: usize,
  y: usize,
  lambda: f64,
  bytes: usize,
  values: usize,
  values64: i32,
  table: usize,
  stride: usize,
  index: usize,
  start: i32,
  end: i32,
  work: usize,
): void {
  if (bytes == 64) {
    systemResidual8(t, from, y, lambda, values, values64, table, stride, index, start, end);
    return;
  }
  if (bytes == 128) {
    systemResidual16(t, from, y, lambda, values, values64, table, stride, index, start, end);
    return;
  }
  for (let o: usize = 0; o < bytes; o += 8) {
    store<f64>(t + o, (from ? load<f64>(from + o) : 0) - lambda * load<f64>(y + o));
  }
  for (let at = start; at < end; at += batch) {
    const count = min(batch, end - at);
    const entries = index + 4 * <usize>at;
    dotRows<f64>(work, y, bytes, table, stride, entries, count);
    for (let n = 0; n < count; n++) {
      const p = work + 8 * <usize>n;
      store<f64>(p, valueOf(values, values64, at + n) - load<f64>(p));
    }
    addRows<f64>(t, bytes, work, table, stride, entries, count);
  }
}

@inline
/** Rating `at` as float64, 0 where there are none. */
export function valueOf(values: usize, values64: i32, at: i32): f64 {
  if (!values) return 0;
  return values64 ? load<f64>(values + 8 * <usize>at) : <f64>load<f32>(values + 4 * <usize>at);
}
