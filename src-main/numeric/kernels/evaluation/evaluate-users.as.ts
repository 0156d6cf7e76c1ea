import { count, scalar, scratch, word } from '../simd.as';
import { batch, dotRows, scatterRows } from '../schur/item-rows.as';
import { addTo, groupBytes, solveFourRows, systemResidual, valueOf } from '../schur/group-solve.as';
import { evaluateRow16, evaluateRow8 } from '../schur/short-residual.as';

/**
 * One slot's part of the evaluation at (U, V): refines U, writes the residuals, sums up the objective and the
 * gradient with respect to V.
 * Words: 0 bounds, 1 rowStart, 2 index, 3 values (float32), 4 values (float64) or 0, 5 V (float64, items x kp), 6 kp,
 * 7 start of U (rows x kp), 8 start is float64?, 9 U (float64, set), 10 U (float32, set) or 0, 11 e_ij (float32, set)
 * or 0, 12 e_ij (float64, set) or 0, 13 chol, 14 chol is float64?, 15 refinements, 16 accumulators
 * (float64, chunks x items x kp) or 0, 17 items, 18 half objectives (float64 a chunk, set). Numbers: 0 λ_U.
 */
export function evaluateUsers(task: usize, chunk: i32, thread: i32): void {
  const bounds = word(task, 0) + 4 * <usize>chunk;
  const rowStart = word(task, 1);
  const index = word(task, 2);
  const values64 = i32(word(task, 4) != 0);
  const values = values64 ? word(task, 4) : word(task, 3);
  const factors = word(task, 5);
  const kp = count(task, 6);
  const is64 = count(task, 14);
  const refinements = count(task, 15);
  const lambda = scalar(task, 0);
  const bytes = <usize>kp * 8;
  const accumulator = word(task, 16) ? word(task, 16) + <usize>chunk * <usize>count(task, 17) * bytes : 0;
  const group = groupBytes(kp, is64);
  const from = load<i32>(bounds);
  const to = load<i32>(bounds, 4);

  const t = scratch(thread);
  const lanes = t + 4 * bytes;
  const work = lanes + 4 * bytes;

  let total: f64 = 0;
  for (let first = from & ~3; first < to; first += 4) {
    const begin = max(first, from);
    const end = min(first + 4, to);
    for (let row = begin; row < end; row++) {
      const at = <usize>row * <usize>kp;
      if (count(task, 8)) memory.copy(word(task, 9) + 8 * at, word(task, 7) + 8 * at, bytes);
      else promoteRow(word(task, 7) + 4 * at, word(task, 9) + 8 * at, bytes);
    }
    for (let r = 0; r < refinements; r++) {
      memory.fill(t, 0, 4 * bytes);
      for (let row = begin; row < end; row++) {
        const u = word(task, 9) + <usize>row * bytes;
        const start = rowStart + 4 * <usize>row;
        systemResidual(
          t + <usize>(row - first) * bytes,
          0,
          u,
          lambda,
          bytes,
          values,
          values64,
          factors,
          bytes,
          index,
          load<i32>(start),
          load<i32>(start, 4),
          work,
        );
      }
      solveFourRows<f64>(word(task, 13) + <usize>(first >> 2) * group, is64, kp, t, lanes);
      addTo(
        word(task, 9) + <usize>begin * bytes,
        t + <usize>(begin - first) * bytes,
        <usize>(end - begin) * bytes,
      );
    }
    for (let row = begin; row < end; row++) {
      const u = word(task, 9) + <usize>row * bytes;
      const start = rowStart + 4 * <usize>row;
      if (word(task, 10)) demoteRow(u, word(task, 10) + <usize>row * <usize>kp * 4, bytes);
      let squares: f64 = 0;
      for (let o: usize = 0; o < bytes; o += 8) squares += load<f64>(u + o) * load<f64>(u + o);
      total += lambda * squares;
      total += evaluateRow(
        u,
        bytes,
        values,
        values64,
        factors,
        index,
        load<i32>(start),
        load<i32>(start, 4),
        word(task, 11),
        word(task, 12),
        accumulator,
        work,
      );
    }
  }
  store<f64>(word(task, 18) + 8 * <usize>chunk, total / 2);
}

/**
 * e_j = m_j - u·v_j over the ratings of a user, and out_j -= e_j u.
 * @param errors32 gets e_j, or 0
 * @param errors64 gets e_j, or 0
 * @param out accumulator, or 0
 * @param work a batch of numbers
 * @returns Σ e_j²
 */
function evaluateRow(
  u: usize,
  bytes: usize,
  values: usize,
  values64: i32,
  table: usize,
  index: usize,
  start: i32,
  end: i32,
  errors32: usize,
  errors64: usize,
  out: usize,
  work: usize,
): f64 {
  if (bytes == 64)
    return evaluateRow8(u, values, values64, table, index, start, end, errors32, errors64, out);
  if (bytes == 128)
    return evaluateRow16(u, values, values64, table, index, start, end, errors32, errors64, out);
  let squares: f64 = 0;
  for (let at = start; at < end; at += batch) {
    const count = min(batch, end - at);
    const entries = index + 4 * <usize>at;
    dotRows<f64>(work, u, bytes, table, bytes, entries, count);
    for (let n = 0; n < count; n++) {
      const p = work + 8 * <usize>n;
      const e = valueOf(values, values64, at + n) - load<f64>(p);
      squares += e * e;
      store<f64>(p, -e);
      if (errors32) store<f32>(errors32 + 4 * <usize>(at + n), <f32>e);
      if (errors64) store<f64>(errors64 + 8 * <usize>(at + n), e);
    }
    if (out) scatterRows<f64>(u, bytes, work, out, entries, count);
  }
  return squares;
}

/** A row of float32 as float64; `bytes` of what is written. */
function promoteRow(from: usize, to: usize, bytes: usize): void {
  for (let o: usize = 0; o < bytes; o += 16)
    v128.store(to + o, f64x2.promote_low_f32x4(v128.load64_zero(from + (o >> 1))));
}

/** A row of float64 as float32; `bytes` of what is read. */
function demoteRow(from: usize, to: usize, bytes: usize): void {
  for (let o: usize = 0; o < bytes; o += 16)
    v128.store64_lane(to + (o >> 1), f32x4.demote_f64x2_zero(v128.load(from + o)), 0);
}
