import { madd, nmadd } from '../simd.as';

/*
 * Operations on the rows of a table that the entries of an index name: row `index[n]` at table + index[n] * stride,
 * each of `bytes` bytes, a multiple of 32. They take four rows at a time; where fewer are left, the last one stands
 * in for the others, with zeros for what it is multiplied by. Coefficients come in whole fours, zeros at the end.
 */

/** Ratings that one operation takes before the next follows: few enough for their rows to be in L1 still. */
export const batch: i32 = 16;

/** to[n] = w·row_n for `count` rows; to is filled up with zeros to a whole four. */
export function dotRows<T>(
  to: usize,
  w: usize,
  bytes: usize,
  table: usize,
  stride: usize,
  index: usize,
  count: i32,
): void {
  for (let left = count; left > 0; left -= 4) {
    const a = rowOf(table, stride, index, 0);
    const b = rowOf(table, stride, index, min(1, left - 1));
    const c = rowOf(table, stride, index, min(2, left - 1));
    const d = rowOf(table, stride, index, min(3, left - 1));
    let x = v128.load(w),
      y = v128.load(w, 16);
    let a0 = v128.mul<T>(x, v128.load(a)),
      a1 = v128.mul<T>(y, v128.load(a, 16));
    let b0 = v128.mul<T>(x, v128.load(b)),
      b1 = v128.mul<T>(y, v128.load(b, 16));
    let c0 = v128.mul<T>(x, v128.load(c)),
      c1 = v128.mul<T>(y, v128.load(c, 16));
    let d0 = v128.mul<T>(x, v128.load(d)),
      d1 = v128.mul<T>(y, v128.load(d, 16));
    for (let o: usize = 32; o < bytes; o += 32) {
      x = v128.load(w + o);
      y = v128.load(w + o, 16);
      a0 = madd<T>(x, v128.load(a + o), a0);
      a1 = madd<T>(y, v128.load(a + o, 16), a1);
      b0 = madd<T>(x, v128.load(b + o), b0);
      b1 = madd<T>(y, v128.load(b + o, 16), b1);
      c0 = madd<T>(x, v128.load(c + o), c0);
      c1 = madd<T>(y, v128.load(c + o, 16), c1);
      d0 = madd<T>(x, v128.load(d + o), d0);
      d1 = madd<T>(y, v128.load(d + o, 16), d1);
    }
    storeSums<T>(to, v128.add<T>(a0, a1), v128.add<T>(b0, b1), v128.add<T>(c0, c1), v128.add<T>(d0, d1));
    for (let n = left; n < 4; n++) store<T>(to + <usize>n * sizeof<T>(), <T>0);
    index += 16;
    to += 4 * sizeof<T>();
  }
}

/** t += Σ_n p[n] row_n. */
export function addRows<T>(
  t: usize,
  bytes: usize,
  p: usize,
  table: usize,
  stride: usize,
  index: usize,
  count: i32,
): void {
  for (let left = count; left > 0; left -= 4) {
    const a = rowOf(table, stride, index, 0);
    const b = rowOf(table, stride, index, min(1, left - 1));
    const c = rowOf(table, stride, index, min(2, left - 1));
    const d = rowOf(table, stride, index, min(3, left - 1));
    const pa = splat<T>(p, 0),
      pb = splat<T>(p, 1),
      pc = splat<T>(p, 2),
      pd = splat<T>(p, 3);
    for (let o: usize = 0; o < bytes; o += 32) {
      let x = v128.mul<T>(pa, v128.load(a + o)),
        y = v128.mul<T>(pa, v128.load(a + o, 16));
      let z = v128.mul<T>(pb, v128.load(b + o)),
        w = v128.mul<T>(pb, v128.load(b + o, 16));
      x = madd<T>(pc, v128.load(c + o), x);
      y = madd<T>(pc, v128.load(c + o, 16), y);
      z = madd<T>(pd, v128.load(d + o), z);
      w = madd<T>(pd, v128.load(d + o, 16), w);
      v128.store(t + o, v128.add<T>(v128.load(t + o), v128.add<T>(x, z)));
      v128.store(t + o, v128.add<T>(v128.load(t + o, 16), v128.add<T>(y, w)), 16);
    }
    index += 16;
    p += 4 * sizeof<T>();
  }
}

/** t += Σ_n (p[n] v_n - q[n] x_n) over rows [x | v], 2 * bytes each. */
export function addPairs<T>(
  t: usize,
  bytes: usize,
  p: usize,
  q: usize,
  pairs: usize,
  index: usize,
  count: i32,
): void {
  const stride = bytes * 2;
  for (let left = count; left > 0; left -= 4) {
    const a = rowOf(pairs, stride, index, 0);
    const b = rowOf(pairs, stride, index, min(1, left - 1));
    const c = rowOf(pairs, stride, index, min(2, left - 1));
    const d = rowOf(pairs, stride, index, min(3, left - 1));
    const pa = splat<T>(p, 0),
      pb = splat<T>(p, 1),
      pc = splat<T>(p, 2),
      pd = splat<T>(p, 3);
    const qa = splat<T>(q, 0),
      qb = splat<T>(q, 1),
      qc = splat<T>(q, 2),
      qd = splat<T>(q, 3);
    for (let o: usize = 0; o < bytes; o += 32) {
      let x = v128.mul<T>(pa, v128.load(a + bytes + o)),
        y = v128.mul<T>(pa, v128.load(a + bytes + o, 16));
      let z = v128.mul<T>(pb, v128.load(b + bytes + o)),
        w = v128.mul<T>(pb, v128.load(b + bytes + o, 16));
      x = nmadd<T>(qa, v128.load(a + o), x);
      y = nmadd<T>(qa, v128.load(a + o, 16), y);
      z = nmadd<T>(qb, v128.load(b + o), z);
      w = nmadd<T>(qb, v128.load(b + o, 16), w);
      x = madd<T>(pc, v128.load(c + bytes + o), x);
      y = madd<T>(pc, v128.load(c + bytes + o, 16), y);
      z = madd<T>(pd, v128.load(d + bytes + o), z);
      w = madd<T>(pd, v128.load(d + bytes + o, 16), w);
      x = nmadd<T>(qc, v128.load(c + o), x);
      y = nmadd<T>(qc, v128.load(c + o, 16), y);
      z = nmadd<T>(qd, v128.load(d + o), z);
      w = nmadd<T>(qd, v128.load(d + o, 16), w);
      v128.store(t + o, v128.add<T>(v128.load(t + o), v128.add<T>(x, z)));
      v128.store(t + o, v128.add<T>(v128.load(t + o, 16), v128.add<T>(y, w)), 16);
    }
    index += 16;
    p += 4 * sizeof<T>();
    q += 4 * sizeof<T>();
  }
}

/** row_n += p[n] u; rows `bytes` apart. */
export function scatterRows<T>(
  u: usize,
  bytes: usize,
  p: usize,
  table: usize,
  index: usize,
  count: i32,
): void {
  for (let left = count; left > 0; left -= 4) {
    const a = rowOf(table, bytes, index, 0);
    const b = rowOf(table, bytes, index, min(1, left - 1));
    const c = rowOf(table, bytes, index, min(2, left - 1));
    const d = rowOf(table, bytes, index, min(3, left - 1));
    const pa = splat<T>(p, 0),
      pb = splat<T>(p, 1),
      pc = splat<T>(p, 2),
      pd = splat<T>(p, 3);
    for (let o: usize = 0; o < bytes; o += 32) {
      const w = v128.load(u + o),
        x = v128.load(u + o, 16);
      v128.store(a + o, madd<T>(pa, w, v128.load(a + o)));
      v128.store(a + o, madd<T>(pa, x, v128.load(a + o, 16)), 16);
      v128.store(b + o, madd<T>(pb, w, v128.load(b + o)));
      v128.store(b + o, madd<T>(pb, x, v128.load(b + o, 16)), 16);
      v128.store(c + o, madd<T>(pc, w, v128.load(c + o)));
      v128.store(c + o, madd<T>(pc, x, v128.load(c + o, 16)), 16);
      v128.store(d + o, madd<T>(pd, w, v128.load(d + o)));
      v128.store(d + o, madd<T>(pd, x, v128.load(d + o, 16)), 16);
    }
    index += 16;
    p += 4 * sizeof<T>();
  }
}

/** row_n += p[n] u + q[n] y; rows `bytes` apart. */
export function scatterSums<T>(
  u: usize,
  y: usize,
  bytes: usize,
  p: usize,
  q: usize,
  table: usize,
  index: usize,
  count: i32,
): void {
  for (let left = count; left > 0; left -= 4) {
    const a = rowOf(table, bytes, index, 0);
    const b = rowOf(table, bytes, index, min(1, left - 1));
    const c = rowOf(table, bytes, index, min(2, left - 1));
    const d = rowOf(table, bytes, index, min(3, left - 1));
    const pa = splat<T>(p, 0),
      pb = splat<T>(p, 1),
      pc = splat<T>(p, 2),
      pd = splat<T>(p, 3);
    const qa = splat<T>(q, 0),
      qb = splat<T>(q, 1),
      qc = splat<T>(q, 2),
      qd = splat<T>(q, 3);
    for (let o: usize = 0; o < bytes; o += 32) {
      const w = v128.load(u + o),
        x = v128.load(u + o, 16);
      const z = v128.load(y + o),
        v = v128.load(y + o, 16);
      v128.store(a + o, madd<T>(qa, z, madd<T>(pa, w, v128.load(a + o))));
      v128.store(a + o, madd<T>(qa, v, madd<T>(pa, x, v128.load(a + o, 16))), 16);
      v128.store(b + o, madd<T>(qb, z, madd<T>(pb, w, v128.load(b + o))));
      v128.store(b + o, madd<T>(qb, v, madd<T>(pb, x, v128.load(b + o, 16))), 16);
      v128.store(c + o, madd<T>(qc, z, madd<T>(pc, w, v128.load(c + o))));
      v128.store(c + o, madd<T>(qc, v, madd<T>(pc, x, v128.load(c + o, 16))), 16);
      v128.store(d + o, madd<T>(qd, z, madd<T>(pd, w, v128.load(d + o))));
      v128.store(d + o, madd<T>(qd, v, madd<T>(pd, x, v128.load(d + o, 16))), 16);
    }
    index += 16;
    p += 4 * sizeof<T>();
    q += 4 * sizeof<T>();
  }
}

/** to[0..count) = from[0..count), with zeros up to a whole batch. */
export function padBatch<T>(to: usize, from: usize, count: i32): void {
  for (let n: i32 = 0; n < batch; n++) {
    store<T>(to + <usize>n * sizeof<T>(), n < count ? load<T>(from + <usize>n * sizeof<T>()) : <T>0);
  }
}

/** Where the row that entry n of an index names begins. */
@inline
function rowOf(table: usize, stride: usize, index: usize, n: i32): usize {
  return table + <usize>load<i32>(index + 4 * <usize>n) * stride;
}

/** Number n of an array in all lanes. */
@inline
function splat<T>(p: usize, n: usize): v128 {
  return sizeof<T>() == 4 ? v128.load32_splat(p + 4 * n) : v128.load64_splat(p + 8 * n);
}

/** to[0..3] = the sums of the lanes of four vectors. */
@inline
function storeSums<T>(to: usize, a: v128, b: v128, c: v128, d: v128): void {
  if (sizeof<T>() == 4) {
    const ab = v128.add<f32>(v128.shuffle<i32>(a, b, 0, 4, 1, 5), v128.shuffle<i32>(a, b, 2, 6, 3, 7));
    const cd = v128.add<f32>(v128.shuffle<i32>(c, d, 0, 4, 1, 5), v128.shuffle<i32>(c, d, 2, 6, 3, 7));
    v128.store(
      to,
      v128.add<f32>(v128.shuffle<i32>(ab, cd, 0, 1, 4, 5), v128.shuffle<i32>(ab, cd, 2, 3, 6, 7)),
    );
  } else {
    v128.store(to, v128.add<f64>(v128.shuffle<i64>(a, b, 0, 2), v128.shuffle<i64>(a, b, 1, 3)));
    v128.store(to, v128.add<f64>(v128.shuffle<i64>(c, d, 0, 2), v128.shuffle<i64>(c, d, 1, 3)), 16);
  }
}
