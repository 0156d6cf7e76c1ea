import { madd, nmadd } from '../simd.as';

/*
 * The passes of schur-rows.as.ts for ranks whose rows are two or four vectors long: the user's rows stay in
 * registers. The rows of items are [x_j | v_j].
 */

/** {@link coupleRow} for 8 float32, keeping all u·x_j, two ratings at a time. */
export function coupleRow2(
  t: usize,
  u: usize,
  pairs: usize,
  index: usize,
  errors: usize,
  start: i32,
  end: i32,
  along: usize,
): void {
  const u0 = v128.load(u),
    u1 = v128.load(u, 16);
  let p0 = v128.load(t),
    p1 = v128.load(t, 16);
  let q0 = v128.splat<f32>(0),
    q1 = v128.splat<f32>(0);
  const last = index + 4 * <usize>end;
  let entry = index + 4 * <usize>start;
  let error = errors + <usize>start * 4;
  for (; entry + 4 < last; entry += 8) {
    const a = pairs + ((<usize>load<i32>(entry)) << 6);
    const b = pairs + ((<usize>load<i32>(entry, 4)) << 6);
    const a0 = v128.load(a),
      a1 = v128.load(a, 16);
    const b0 = v128.load(b),
      b1 = v128.load(b, 16);
    const d = sumsOfTwo(madd<f32>(u1, a1, v128.mul<f32>(u0, a0)), madd<f32>(u1, b1, v128.mul<f32>(u0, b0)));
    v128.store64_lane(along, d, 0);
    along += 8;
    const da = first(d),
      db = second(d);
    const ea = splat<f32>(error),
      eb = splat<f32>(error + 4);
    error += 8;
    q0 = madd<f32>(eb, b0, madd<f32>(ea, a0, q0));
    q1 = madd<f32>(eb, b1, madd<f32>(ea, a1, q1));
    p0 = madd<f32>(db, v128.load(b, 32), madd<f32>(da, v128.load(a, 32), p0));
    p1 = madd<f32>(db, v128.load(b, 48), madd<f32>(da, v128.load(a, 48), p1));
  }
  if (entry < last) {
    const a = pairs + ((<usize>load<i32>(entry)) << 6);
    const a0 = v128.load(a),
      a1 = v128.load(a, 16);
    const d = sumInAll<f32>(madd<f32>(u1, a1, v128.mul<f32>(u0, a0)));
    storeOne<f32>(along, d);
    const e = splat<f32>(error);
    q0 = madd<f32>(e, a0, q0);
    q1 = madd<f32>(e, a1, q1);
    p0 = madd<f32>(d, v128.load(a, 32), p0);
    p1 = madd<f32>(d, v128.load(a, 48), p1);
  }
  v128.store(t, v128.sub<f32>(p0, q0));
  v128.store(t, v128.sub<f32>(p1, q1), 16);
}

/** {@link scatterRow} for 8 float32, all u·x_j kept, two ratings at a time. */
export function scatterRow2(
  u: usize,
  y: usize,
  pairs: usize,
  out: usize,
  index: usize,
  errors: usize,
  start: i32,
  end: i32,
  along: usize,
): void {
  const u0 = v128.load(u),
    u1 = v128.load(u, 16);
  const y0 = v128.load(y),
    y1 = v128.load(y, 16);
  const last = index + 4 * <usize>end;
  let entry = index + 4 * <usize>start;
  let error = errors + <usize>start * 4;
  for (; entry + 4 < last; entry += 8) {
    const itemA = <usize>load<i32>(entry);
    const itemB = <usize>load<i32>(entry, 4);
    const a = pairs + (itemA << 6);
    const b = pairs + (itemB << 6);
    const toA = out + (itemA << 5);
    const toB = out + (itemB << 5);
    const d = v128.sub<f32>(
      v128.load64_zero(along),
      sumsOfTwo(
        madd<f32>(y1, v128.load(a, 48), v128.mul<f32>(y0, v128.load(a, 32))),
        madd<f32>(y1, v128.load(b, 48), v128.mul<f32>(y0, v128.load(b, 32))),
      ),
    );
    along += 8;
    const da = first(d),
      db = second(d);
    const ea = splat<f32>(error),
      eb = splat<f32>(error + 4);
    error += 8;
    v128.store(toA, madd<f32>(da, u0, madd<f32>(ea, y0, v128.load(toA))));
    v128.store(toA, madd<f32>(da, u1, madd<f32>(ea, y1, v128.load(toA, 16))), 16);
    v128.store(toB, madd<f32>(db, u0, madd<f32>(eb, y0, v128.load(toB))));
    v128.store(toB, madd<f32>(db, u1, madd<f32>(eb, y1, v128.load(toB, 16))), 16);
  }
  if (entry < last) {
    const item = <usize>load<i32>(entry);
    const pair = pairs + (item << 6);
    const to = out + (item << 5);
    const e = splat<f32>(error);
    const d = v128.sub<f32>(
      splat<f32>(along),
      sumInAll<f32>(madd<f32>(y1, v128.load(pair, 48), v128.mul<f32>(y0, v128.load(pair, 32)))),
    );
    v128.store(to, madd<f32>(d, u0, madd<f32>(e, y0, v128.load(to))));
    v128.store(to, madd<f32>(d, u1, madd<f32>(e, y1, v128.load(to, 16))), 16);
  }
}

/** {@link coupleRow} for rows of four vectors (16 float32, 8 float64), keeping all u·x_j. */
export function coupleRow4<T>(
  t: usize,
  u: usize,
  pairs: usize,
  index: usize,
  errors: usize,
  start: i32,
  end: i32,
  along: usize,
): void {
  const u0 = v128.load(u),
    u1 = v128.load(u, 16),
    u2 = v128.load(u, 32),
    u3 = v128.load(u, 48);
  let t0 = v128.load(t),
    t1 = v128.load(t, 16),
    t2 = v128.load(t, 32),
    t3 = v128.load(t, 48);
  for (let at = start; at < end; at++) {
    const pair = pairs + ((<usize>load<i32>(index + 4 * <usize>at)) << 7);
    const x0 = v128.load(pair),
      x1 = v128.load(pair, 16),
      x2 = v128.load(pair, 32),
      x3 = v128.load(pair, 48);
    const e = splat<T>(errors + <usize>at * sizeof<T>());
    const d = sumInAll<T>(
      v128.add<T>(madd<T>(u1, x1, v128.mul<T>(u0, x0)), madd<T>(u3, x3, v128.mul<T>(u2, x2))),
    );
    storeOne<T>(along, d);
    t0 = madd<T>(d, v128.load(pair, 64), nmadd<T>(e, x0, t0));
    t1 = madd<T>(d, v128.load(pair, 80), nmadd<T>(e, x1, t1));
    t2 = madd<T>(d, v128.load(pair, 96), nmadd<T>(e, x2, t2));
    t3 = madd<T>(d, v128.load(pair, 112), nmadd<T>(e, x3, t3));
    along += sizeof<T>();
  }
  v128.store(t, t0);
  v128.store(t, t1, 16);
  v128.store(t, t2, 32);
  v128.store(t, t3, 48);
}

/** {@link scatterRow} for rows of four vectors, all u·x_j kept. */
export function scatterRow4<T>(
  u: usize,
  y: usize,
  pairs: usize,
  out: usize,
  index: usize,
  errors: usize,
  start: i32,
  end: i32,
  along: usize,
): void {
  const u0 = v128.load(u),
    u1 = v128.load(u, 16),
    u2 = v128.load(u, 32),
    u3 = v128.load(u, 48);
  const y0 = v128.load(y),
    y1 = v128.load(y, 16),
    y2 = v128.load(y, 32),
    y3 = v128.load(y, 48);
  for (let at = start; at < end; at++) {
    const item = <usize>load<i32>(index + 4 * <usize>at);
    const pair = pairs + (item << 7);
    const to = out + (item << 6);
    const e = splat<T>(errors + <usize>at * sizeof<T>());
    const d = sumInAll<T>(
      v128.add<T>(
        madd<T>(y1, v128.load(pair, 80), v128.mul<T>(y0, v128.load(pair, 64))),
        madd<T>(y3, v128.load(pair, 112), v128.mul<T>(y2, v128.load(pair, 96))),
      ),
    );
    const a = v128.sub<T>(splat<T>(along), d);
    v128.store(to, madd<T>(a, u0, madd<T>(e, y0, v128.load(to))));
    v128.store(to, madd<T>(a, u1, madd<T>(e, y1, v128.load(to, 16))), 16);
    v128.store(to, madd<T>(a, u2, madd<T>(e, y2, v128.load(to, 32))), 32);
    v128.store(to, madd<T>(a, u3, madd<T>(e, y3, v128.load(to, 48))), 48);
    along += sizeof<T>();
  }
}

/** A number of type T in all lanes. */
@inline
function splat<T>(at: usize): v128 {
  return sizeof<T>() == 4 ? v128.load32_splat(at) : v128.load64_splat(at);
}

/** Writes the first lane. */
@inline
function storeOne<T>(at: usize, a: v128): void {
  if (sizeof<T>() == 4) v128.store32_lane(at, a, 0);
  else v128.store64_lane(at, a, 0);
}

@inline
/** The sum of the lanes, in all lanes. */
export function sumInAll<T>(a: v128): v128 {
  if (sizeof<T>() == 8) return v128.add<f64>(a, v128.shuffle<i64>(a, a, 1, 0));
  const b = v128.add<f32>(a, v128.shuffle<i32>(a, a, 2, 3, 0, 1));
  return v128.add<f32>(b, v128.shuffle<i32>(b, b, 1, 0, 3, 2));
}

/** [Σ a, Σ b] in lanes 0 and 1. */
@inline
function sumsOfTwo(a: v128, b: v128): v128 {
  const c = v128.add<f32>(v128.shuffle<i32>(a, b, 0, 4, 1, 5), v128.shuffle<i32>(a, b, 2, 6, 3, 7));
  return v128.add<f32>(c, v128.shuffle<i32>(c, c, 2, 3, 0, 1));
}

/** Lane 0 in all lanes. */
@inline
function first(a: v128): v128 {
  return v128.shuffle<i32>(a, a, 0, 0, 0, 0);
}

/** Lane 1 in all lanes. */
@inline
function second(a: v128): v128 {
  return v128.shuffle<i32>(a, a, 1, 1, 1, 1);
}
