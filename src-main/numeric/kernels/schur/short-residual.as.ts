import { madd, nmadd } from '../simd.as';
import { sumInAll } from './short-rows.as';

/** {@link systemResidual} for kp = 8: the user's rows stay in registers, ratings follow one by one. */
export function systemResidual8(
  t: usize,
  from: usize,
  y: usize,
  lambda: f64,
  values: usize,
  values64: i32,
  table: usize,
  stride: usize,
  index: usize,
  start: i32,
  end: i32,
): void {
  const y0 = v128.load(y),
    y1 = v128.load(y, 16),
    y2 = v128.load(y, 32),
    y3 = v128.load(y, 48);
  const minus = f64x2.splat(-lambda);
  let t0 = v128.mul<f64>(minus, y0);
  let t1 = v128.mul<f64>(minus, y1);
  let t2 = v128.mul<f64>(minus, y2);
  let t3 = v128.mul<f64>(minus, y3);
  if (from) {
    t0 = v128.add<f64>(t0, v128.load(from));
    t1 = v128.add<f64>(t1, v128.load(from, 16));
    t2 = v128.add<f64>(t2, v128.load(from, 32));
    t3 = v128.add<f64>(t3, v128.load(from, 48));
  }
  for (let at = start; at < end; at++) {
    const row = table + <usize>load<i32>(index + 4 * <usize>at) * stride;
    const v0 = v128.load(row),
      v1 = v128.load(row, 16),
      v2 = v128.load(row, 32),
      v3 = v128.load(row, 48);
    const d = sumInAll<f64>(
      v128.add<f64>(madd<f64>(y1, v1, v128.mul<f64>(y0, v0)), madd<f64>(y3, v3, v128.mul<f64>(y2, v2))),
    );
    const c = v128.sub<f64>(valueOf(values, values64, at), d);
    t0 = madd<f64>(c, v0, t0);
    t1 = madd<f64>(c, v1, t1);
    t2 = madd<f64>(c, v2, t2);
    t3 = madd<f64>(c, v3, t3);
  }
  v128.store(t, t0);
  v128.store(t, t1, 16);
  v128.store(t, t2, 32);
  v128.store(t, t3, 48);
}

/** {@link evaluateRow} for kp = 8. */
export function evaluateRow8(
  u: usize,
  values: usize,
  values64: i32,
  table: usize,
  index: usize,
  start: i32,
  end: i32,
  errors32: usize,
  errors64: usize,
  out: usize,
): f64 {
  const u0 = v128.load(u),
    u1 = v128.load(u, 16),
    u2 = v128.load(u, 32),
    u3 = v128.load(u, 48);
  let squares = f64x2.splat(0);
  for (let at = start; at < end; at++) {
    const offset = (<usize>load<i32>(index + 4 * <usize>at)) << 6;
    const row = table + offset;
    const d = sumInAll<f64>(
      v128.add<f64>(
        madd<f64>(u1, v128.load(row, 16), v128.mul<f64>(u0, v128.load(row))),
        madd<f64>(u3, v128.load(row, 48), v128.mul<f64>(u2, v128.load(row, 32))),
      ),
    );
    const e = v128.sub<f64>(valueOf(values, values64, at), d);
    squares = madd<f64>(e, e, squares);
    if (errors32) v128.store32_lane(errors32 + 4 * <usize>at, f32x4.demote_f64x2_zero(e), 0);
    if (errors64) v128.store64_lane(errors64 + 8 * <usize>at, e, 0);
    if (out) {
      const to = out + offset;
      v128.store(to, nmadd<f64>(e, u0, v128.load(to)));
      v128.store(to, nmadd<f64>(e, u1, v128.load(to, 16)), 16);
      v128.store(to, nmadd<f64>(e, u2, v128.load(to, 32)), 32);
      v128.store(to, nmadd<f64>(e, u3, v128.load(to, 48)), 48);
    }
  }
  return f64x2.extract_lane(squares, 0);
}

/** {@link systemResidual} for kp = 16: t stays in registers. */
export function systemResidual16(
  t: usize,
  from: usize,
  y: usize,
  lambda: f64,
  values: usize,
  values64: i32,
  table: usize,
  stride: usize,
  index: usize,
  start: i32,
  end: i32,
): void {
  const minus = f64x2.splat(-lambda);
  let t0 = v128.mul<f64>(minus, v128.load(y));
  let t1 = v128.mul<f64>(minus, v128.load(y, 16));
  let t2 = v128.mul<f64>(minus, v128.load(y, 32));
  let t3 = v128.mul<f64>(minus, v128.load(y, 48));
  let t4 = v128.mul<f64>(minus, v128.load(y, 64));
  let t5 = v128.mul<f64>(minus, v128.load(y, 80));
  let t6 = v128.mul<f64>(minus, v128.load(y, 96));
  let t7 = v128.mul<f64>(minus, v128.load(y, 112));
  if (from) {
    t0 = v128.add<f64>(t0, v128.load(from));
    t1 = v128.add<f64>(t1, v128.load(from, 16));
    t2 = v128.add<f64>(t2, v128.load(from, 32));
    t3 = v128.add<f64>(t3, v128.load(from, 48));
    t4 = v128.add<f64>(t4, v128.load(from, 64));
    t5 = v128.add<f64>(t5, v128.load(from, 80));
    t6 = v128.add<f64>(t6, v128.load(from, 96));
    t7 = v128.add<f64>(t7, v128.load(from, 112));
  }
  for (let at = start; at < end; at++) {
    const row = table + <usize>load<i32>(index + 4 * <usize>at) * stride;
    const d0 = madd<f64>(v128.load(y, 64), v128.load(row, 64), v128.mul<f64>(v128.load(y), v128.load(row)));
    const d1 = madd<f64>(
      v128.load(y, 80),
      v128.load(row, 80),
      v128.mul<f64>(v128.load(y, 16), v128.load(row, 16)),
    );
    const d2 = madd<f64>(
      v128.load(y, 96),
      v128.load(row, 96),
      v128.mul<f64>(v128.load(y, 32), v128.load(row, 32)),
    );
    const d3 = madd<f64>(
      v128.load(y, 112),
      v128.load(row, 112),
      v128.mul<f64>(v128.load(y, 48), v128.load(row, 48)),
    );
    const c = v128.sub<f64>(
      valueOf(values, values64, at),
      sumInAll<f64>(v128.add<f64>(v128.add<f64>(d0, d1), v128.add<f64>(d2, d3))),
    );
    t0 = madd<f64>(c, v128.load(row), t0);
    t1 = madd<f64>(c, v128.load(row, 16), t1);
    t2 = madd<f64>(c, v128.load(row, 32), t2);
    t3 = madd<f64>(c, v128.load(row, 48), t3);
    t4 = madd<f64>(c, v128.load(row, 64), t4);
    t5 = madd<f64>(c, v128.load(row, 80), t5);
    t6 = madd<f64>(c, v128.load(row, 96), t6);
    t7 = madd<f64>(c, v128.load(row, 112), t7);
  }
  v128.store(t, t0);
  v128.store(t, t1, 16);
  v128.store(t, t2, 32);
  v128.store(t, t3, 48);
  v128.store(t, t4, 64);
  v128.store(t, t5, 80);
  v128.store(t, t6, 96);
  v128.store(t, t7, 112);
}

/** {@link evaluateRow} for kp = 16. */
export function evaluateRow16(
  u: usize,
  values: usize,
  values64: i32,
  table: usize,
  index: usize,
  start: i32,
  end: i32,
  errors32: usize,
  errors64: usize,
  out: usize,
): f64 {
  const u0 = v128.load(u);
  const u1 = v128.load(u, 16);
  const u2 = v128.load(u, 32);
  const u3 = v128.load(u, 48);
  const u4 = v128.load(u, 64);
  const u5 = v128.load(u, 80);
  const u6 = v128.load(u, 96);
  const u7 = v128.load(u, 112);
  let squares = f64x2.splat(0);
  for (let at = start; at < end; at++) {
    const offset = (<usize>load<i32>(index + 4 * <usize>at)) << 7;
    const row = table + offset;
    const d0 = madd<f64>(u4, v128.load(row, 64), v128.mul<f64>(u0, v128.load(row)));
    const d1 = madd<f64>(u5, v128.load(row, 80), v128.mul<f64>(u1, v128.load(row, 16)));
    const d2 = madd<f64>(u6, v128.load(row, 96), v128.mul<f64>(u2, v128.load(row, 32)));
    const d3 = madd<f64>(u7, v128.load(row, 112), v128.mul<f64>(u3, v128.load(row, 48)));
    const e = v128.sub<f64>(
      valueOf(values, values64, at),
      sumInAll<f64>(v128.add<f64>(v128.add<f64>(d0, d1), v128.add<f64>(d2, d3))),
    );
    squares = madd<f64>(e, e, squares);
    if (errors32) v128.store32_lane(errors32 + 4 * <usize>at, f32x4.demote_f64x2_zero(e), 0);
    if (errors64) v128.store64_lane(errors64 + 8 * <usize>at, e, 0);
    if (out) {
      const to = out + offset;
      v128.store(to, nmadd<f64>(e, u0, v128.load(to)));
      v128.store(to, nmadd<f64>(e, u1, v128.load(to, 16)), 16);
      v128.store(to, nmadd<f64>(e, u2, v128.load(to, 32)), 32);
      v128.store(to, nmadd<f64>(e, u3, v128.load(to, 48)), 48);
      v128.store(to, nmadd<f64>(e, u4, v128.load(to, 64)), 64);
      v128.store(to, nmadd<f64>(e, u5, v128.load(to, 80)), 80);
      v128.store(to, nmadd<f64>(e, u6, v128.load(to, 96)), 96);
      v128.store(to, nmadd<f64>(e, u7, v128.load(to, 112)), 112);
    }
  }
  return f64x2.extract_lane(squares, 0);
}

/** Rating `at` as float64 in both lanes, 0 where there are none. */
@inline
function valueOf(values: usize, values64: i32, at: i32): v128 {
  if (!values) return f64x2.splat(0);
  if (values64) return v128.load64_splat(values + 8 * <usize>at);
  return f64x2.promote_low_f32x4(v128.load32_splat(values + 4 * <usize>at));
}
