import { madd, nmadd } from '../simd.as';

/*
 * Passes over the ratings of a user take four at a time: four rows a, b, c, d of a table (addresses) of `bytes`
 * bytes each, a multiple of 32. Where fewer than four are left, the last one stands in for the others, with zeros
 * for what it is multiplied by.
 */

/** Where the row of the table stands that entry n of an index belongs to. */
// @ts-ignore: decorator
@inline
export function rowOf(table: usize, stride: usize, index: usize, n: usize): usize {
  return table + <usize>load<i32>(index + 4 * n) * stride;
}

/** Copies the `left` < 4 entries of an index that are left, and repeats the last. */
export function padIndex(to: usize, index: usize, left: i32): void {
  for (let n: i32 = 0; n < 4; n++) store<i32>(to + 4 * <usize>n, load<i32>(index + 4 * <usize>min(n, left - 1)));
}

/** Copies the `left` < 4 numbers of an array that are left, and fills up with zeros. */
export function padFour<T>(to: usize, array: usize, left: i32): void {
  for (let n: i32 = 0; n < 4; n++) {
    store<T>(to + <usize>n * sizeof<T>(), n < left ? load<T>(array + <usize>n * sizeof<T>()) : <T>0);
  }
}

/** Zeros in the places of four numbers from `left` on. */
export function clearFrom<T>(p: usize, left: i32): void {
  for (let n = left; n < 4; n++) store<T>(p + <usize>n * sizeof<T>(), <T>0);
}

/** to[0..3] = w·a, w·b, w·c, w·d. */
// @ts-ignore: decorator
@inline
export function dotFour<T>(to: usize, bytes: usize, w: usize, a: usize, b: usize, c: usize, d: usize): void {
  let w0 = v128.load(w), w1 = v128.load(w, 16);
  let a0 = v128.mul<T>(w0, v128.load(a)), a1 = v128.mul<T>(w1, v128.load(a, 16));
  let b0 = v128.mul<T>(w0, v128.load(b)), b1 = v128.mul<T>(w1, v128.load(b, 16));
  let c0 = v128.mul<T>(w0, v128.load(c)), c1 = v128.mul<T>(w1, v128.load(c, 16));
  let d0 = v128.mul<T>(w0, v128.load(d)), d1 = v128.mul<T>(w1, v128.load(d, 16));
  for (let o: usize = 32; o < bytes; o += 32) {
    w0 = v128.load(w + o);
    w1 = v128.load(w + o, 16);
    a0 = madd<T>(w0, v128.load(a + o), a0);
    a1 = madd<T>(w1, v128.load(a + o, 16), a1);
    b0 = madd<T>(w0, v128.load(b + o), b0);
    b1 = madd<T>(w1, v128.load(b + o, 16), b1);
    c0 = madd<T>(w0, v128.load(c + o), c0);
    c1 = madd<T>(w1, v128.load(c + o, 16), c1);
    d0 = madd<T>(w0, v128.load(d + o), d0);
    d1 = madd<T>(w1, v128.load(d + o, 16), d1);
  }
  storeSums<T>(to, v128.add<T>(a0, a1), v128.add<T>(b0, b1), v128.add<T>(c0, c1), v128.add<T>(d0, d1));
}

/** t += p[0] a + p[1] b + p[2] c + p[3] d. */
// @ts-ignore: decorator
@inline
export function addFour<T>(t: usize, bytes: usize, p: usize, a: usize, b: usize, c: usize, d: usize): void {
  const pa = splat<T>(p, 0), pb = splat<T>(p, 1), pc = splat<T>(p, 2), pd = splat<T>(p, 3);
  for (let o: usize = 0; o < bytes; o += 32) {
    let x = v128.mul<T>(pa, v128.load(a + o)), y = v128.mul<T>(pa, v128.load(a + o, 16));
    let z = v128.mul<T>(pb, v128.load(b + o)), w = v128.mul<T>(pb, v128.load(b + o, 16));
    x = madd<T>(pc, v128.load(c + o), x);
    y = madd<T>(pc, v128.load(c + o, 16), y);
    z = madd<T>(pd, v128.load(d + o), z);
    w = madd<T>(pd, v128.load(d + o, 16), w);
    v128.store(t + o, v128.add<T>(v128.load(t + o), v128.add<T>(x, z)));
    v128.store(t + o, v128.add<T>(v128.load(t + o, 16), v128.add<T>(y, w)), 16);
  }
}

/** t += Σ (p v - q x) over four rows [x | v] of 2 * bytes. */
// @ts-ignore: decorator
@inline
export function addFourPairs<T>(t: usize, bytes: usize, p: usize, q: usize, a: usize, b: usize, c: usize, d: usize): void {
  const pa = splat<T>(p, 0), pb = splat<T>(p, 1), pc = splat<T>(p, 2), pd = splat<T>(p, 3);
  const qa = splat<T>(q, 0), qb = splat<T>(q, 1), qc = splat<T>(q, 2), qd = splat<T>(q, 3);
  for (let o: usize = 0; o < bytes; o += 32) {
    let x = v128.mul<T>(pa, v128.load(a + bytes + o)), y = v128.mul<T>(pa, v128.load(a + bytes + o, 16));
    let z = v128.mul<T>(pb, v128.load(b + bytes + o)), w = v128.mul<T>(pb, v128.load(b + bytes + o, 16));
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
}

/** a += p[0] u, b += p[1] u, c += p[2] u, d += p[3] u: four different rows. */
// @ts-ignore: decorator
@inline
export function scatterFour<T>(u: usize, bytes: usize, p: usize, a: usize, b: usize, c: usize, d: usize): void {
  const pa = splat<T>(p, 0), pb = splat<T>(p, 1), pc = splat<T>(p, 2), pd = splat<T>(p, 3);
  for (let o: usize = 0; o < bytes; o += 32) {
    const w = v128.load(u + o), x = v128.load(u + o, 16);
    v128.store(a + o, madd<T>(pa, w, v128.load(a + o)));
    v128.store(a + o, madd<T>(pa, x, v128.load(a + o, 16)), 16);
    v128.store(b + o, madd<T>(pb, w, v128.load(b + o)));
    v128.store(b + o, madd<T>(pb, x, v128.load(b + o, 16)), 16);
    v128.store(c + o, madd<T>(pc, w, v128.load(c + o)));
    v128.store(c + o, madd<T>(pc, x, v128.load(c + o, 16)), 16);
    v128.store(d + o, madd<T>(pd, w, v128.load(d + o)));
    v128.store(d + o, madd<T>(pd, x, v128.load(d + o, 16)), 16);
  }
}

/** a += p[0] u + q[0] y, and so on: four different rows. */
// @ts-ignore: decorator
@inline
export function scatterFourSums<T>(
  u: usize, y: usize, bytes: usize, p: usize, q: usize, a: usize, b: usize, c: usize, d: usize,
): void {
  const pa = splat<T>(p, 0), pb = splat<T>(p, 1), pc = splat<T>(p, 2), pd = splat<T>(p, 3);
  const qa = splat<T>(q, 0), qb = splat<T>(q, 1), qc = splat<T>(q, 2), qd = splat<T>(q, 3);
  for (let o: usize = 0; o < bytes; o += 32) {
    const w = v128.load(u + o), x = v128.load(u + o, 16);
    const z = v128.load(y + o), v = v128.load(y + o, 16);
    v128.store(a + o, madd<T>(qa, z, madd<T>(pa, w, v128.load(a + o))));
    v128.store(a + o, madd<T>(qa, v, madd<T>(pa, x, v128.load(a + o, 16))), 16);
    v128.store(b + o, madd<T>(qb, z, madd<T>(pb, w, v128.load(b + o))));
    v128.store(b + o, madd<T>(qb, v, madd<T>(pb, x, v128.load(b + o, 16))), 16);
    v128.store(c + o, madd<T>(qc, z, madd<T>(pc, w, v128.load(c + o))));
    v128.store(c + o, madd<T>(qc, v, madd<T>(pc, x, v128.load(c + o, 16))), 16);
    v128.store(d + o, madd<T>(qd, z, madd<T>(pd, w, v128.load(d + o))));
    v128.store(d + o, madd<T>(qd, v, madd<T>(pd, x, v128.load(d + o, 16))), 16);
  }
}

/** p[0..3] = q[0..3] - p[0..3]. */
// @ts-ignore: decorator
@inline
export function subtractFour<T>(p: usize, q: usize): void {
  v128.store(p, v128.sub<T>(v128.load(q), v128.load(p)));
  if (sizeof<T>() == 8) v128.store(p, v128.sub<T>(v128.load(q, 16), v128.load(p, 16)), 16);
}

/** p[0..3] = -p[0..3]. */
// @ts-ignore: decorator
@inline
export function negateFour<T>(p: usize): void {
  v128.store(p, v128.neg<T>(v128.load(p)));
  if (sizeof<T>() == 8) v128.store(p, v128.neg<T>(v128.load(p, 16)), 16);
}

/** Number n of an array in all lanes. */
// @ts-ignore: decorator
@inline
function splat<T>(p: usize, n: usize): v128 {
  return sizeof<T>() == 4 ? v128.load32_splat(p + 4 * n) : v128.load64_splat(p + 8 * n);
}

/** to[0..3] = the sums of the lanes of four vectors. */
// @ts-ignore: decorator
@inline
function storeSums<T>(to: usize, a: v128, b: v128, c: v128, d: v128): void {
  if (sizeof<T>() == 4) {
    const ab = v128.add<f32>(v128.shuffle<i32>(a, b, 0, 4, 1, 5), v128.shuffle<i32>(a, b, 2, 6, 3, 7));
    const cd = v128.add<f32>(v128.shuffle<i32>(c, d, 0, 4, 1, 5), v128.shuffle<i32>(c, d, 2, 6, 3, 7));
    v128.store(to, v128.add<f32>(v128.shuffle<i32>(ab, cd, 0, 1, 4, 5), v128.shuffle<i32>(ab, cd, 2, 3, 6, 7)));
  } else {
    v128.store(to, v128.add<f64>(v128.shuffle<i64>(a, b, 0, 2), v128.shuffle<i64>(a, b, 1, 3)));
    v128.store(to, v128.add<f64>(v128.shuffle<i64>(c, d, 0, 2), v128.shuffle<i64>(c, d, 1, 3)), 16);
  }
}
