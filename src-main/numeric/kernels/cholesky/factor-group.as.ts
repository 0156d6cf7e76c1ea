import { nmadd } from '../simd.as';

/** Inverted pivot put in where a pivot is not positive: the component is all but frozen, and nothing overflows. */
const frozen: f64 = 9.094947017729282e-13;

/**
 * Cholesky factors, in place, of the four interleaved systems of a group ("chol": entry (r, c <= r) of the lower
 * triangle at (r (r + 1) / 2 + c) * 4 * sizeof(T), the four systems side by side). The diagonal is stored inverted.
 * A pivot that is not positive, NaN included, is counted and replaced by a huge one.
 * @param kp rank, a multiple of 4
 * @returns how many pivots of the four systems were not positive
 */
export function factorGroup<T>(group: usize, kp: i32): i32 {
  if (sizeof<T>() == 4) return factorLanes<T>(group, kp);
  return factorLanes<T>(group, kp) + factorLanes<T>(group + 16, kp);
}

@inline
/** Where row r of a group begins. */
export function rowAt<T>(base: usize, r: i32): usize {
  return base + ((<usize>r * <usize>(r + 1)) >> 1) * (4 * sizeof<T>());
}

/** Factors the lanes of one v128: all four systems in float32, two of the four in float64. */
function factorLanes<T>(base: usize, kp: i32): i32 {
  const size = 4 * sizeof<T>();
  const zero = v128.splat<T>(<T>0);
  const one = v128.splat<T>(<T>1);
  const instead = v128.splat<T>(<T>frozen);
  let positive = v128.splat<i64>(0);
  for (let r0 = 0; r0 < kp; r0 += 4) {
    const a0 = rowAt<T>(base, r0);
    const a1 = a0 + <usize>(r0 + 1) * size;
    const a2 = a1 + <usize>(r0 + 2) * size;
    const a3 = a2 + <usize>(r0 + 3) * size;
    let b0 = base;
    for (let c0 = 0; c0 < r0; c0 += 4) {
      panel<T>(a0, a1, b0, c0);
      panel<T>(a2, a3, b0, c0);
      b0 += (4 * <usize>c0 + 10) * size;
    }

    const end = <usize>r0 * size;
    let s00 = v128.load(a0 + end);
    let s10 = v128.load(a1 + end);
    let s11 = v128.load(a1 + end, size);
    let s20 = v128.load(a2 + end);
    let s21 = v128.load(a2 + end, size);
    let s22 = v128.load(a2 + end, 2 * size);
    let s30 = v128.load(a3 + end);
    let s31 = v128.load(a3 + end, size);
    let s32 = v128.load(a3 + end, 2 * size);
    let s33 = v128.load(a3 + end, 3 * size);
    let p0 = a0, p1 = a1, p2 = a2, p3 = a3;
    for (const stop = a0 + end; p0 < stop; ) {
      const x0 = v128.load(p0);
      const x1 = v128.load(p1);
      const x2 = v128.load(p2);
      const x3 = v128.load(p3);
      s00 = nmadd<T>(x0, x0, s00);
      s10 = nmadd<T>(x1, x0, s10);
      s11 = nmadd<T>(x1, x1, s11);
      s20 = nmadd<T>(x2, x0, s20);
      s21 = nmadd<T>(x2, x1, s21);
      s22 = nmadd<T>(x2, x2, s22);
      s30 = nmadd<T>(x3, x0, s30);
      s31 = nmadd<T>(x3, x1, s31);
      s32 = nmadd<T>(x3, x2, s32);
      s33 = nmadd<T>(x3, x3, s33);
      p0 += size;
      p1 += size;
      p2 += size;
      p3 += size;
    }
    let above = v128.gt<T>(s00, zero);
    positive = countLanes<T>(positive, above);
    let d = v128.bitselect(v128.div<T>(one, v128.sqrt<T>(s00)), instead, above);
    s10 = v128.mul<T>(s10, d);
    s20 = v128.mul<T>(s20, d);
    s30 = v128.mul<T>(s30, d);
    v128.store(a0 + end, d);
    v128.store(a1 + end, s10);
    v128.store(a2 + end, s20);
    v128.store(a3 + end, s30);
    s11 = nmadd<T>(s10, s10, s11);
    s21 = nmadd<T>(s20, s10, s21);
    s31 = nmadd<T>(s30, s10, s31);
    s22 = nmadd<T>(s20, s20, s22);
    s32 = nmadd<T>(s30, s20, s32);
    s33 = nmadd<T>(s30, s30, s33);

    above = v128.gt<T>(s11, zero);
    positive = countLanes<T>(positive, above);
    d = v128.bitselect(v128.div<T>(one, v128.sqrt<T>(s11)), instead, above);
    s21 = v128.mul<T>(s21, d);
    s31 = v128.mul<T>(s31, d);
    v128.store(a1 + end, d, size);
    v128.store(a2 + end, s21, size);
    v128.store(a3 + end, s31, size);
    s22 = nmadd<T>(s21, s21, s22);
    s32 = nmadd<T>(s31, s21, s32);
    s33 = nmadd<T>(s31, s31, s33);

    above = v128.gt<T>(s22, zero);
    positive = countLanes<T>(positive, above);
    d = v128.bitselect(v128.div<T>(one, v128.sqrt<T>(s22)), instead, above);
    s32 = v128.mul<T>(s32, d);
    v128.store(a2 + end, d, 2 * size);
    v128.store(a3 + end, s32, 2 * size);
    s33 = nmadd<T>(s32, s32, s33);

    above = v128.gt<T>(s33, zero);
    positive = countLanes<T>(positive, above);
    d = v128.bitselect(v128.div<T>(one, v128.sqrt<T>(s33)), instead, above);
    v128.store(a3 + end, d, 3 * size);
  }
  if (sizeof<T>() == 4) {
    return (
      4 * kp +
      i32x4.extract_lane(positive, 0) +
      i32x4.extract_lane(positive, 1) +
      i32x4.extract_lane(positive, 2) +
      i32x4.extract_lane(positive, 3)
    );
  }
  return 2 * kp + i32x4.extract_lane(positive, 0) + i32x4.extract_lane(positive, 2);
}

/** Columns c0..c0+3 of two rows of L, which hold the matrix there and L before; b0 is row c0 of L. */
@inline
function panel<T>(a0: usize, a1: usize, b0: usize, c0: i32): void {
  const size = 4 * sizeof<T>();
  const end = <usize>c0 * size;
  const b1 = b0 + <usize>(c0 + 1) * size;
  const b2 = b1 + <usize>(c0 + 2) * size;
  const b3 = b2 + <usize>(c0 + 3) * size;
  let s00 = v128.load(a0 + end);
  let s01 = v128.load(a0 + end, size);
  let s02 = v128.load(a0 + end, 2 * size);
  let s03 = v128.load(a0 + end, 3 * size);
  let s10 = v128.load(a1 + end);
  let s11 = v128.load(a1 + end, size);
  let s12 = v128.load(a1 + end, 2 * size);
  let s13 = v128.load(a1 + end, 3 * size);
  let p0 = a0, p1 = a1, q0 = b0, q1 = b1, q2 = b2, q3 = b3;
  for (const stop = a0 + end; p0 < stop; ) {
    let x0 = v128.load(p0);
    let x1 = v128.load(p1);
    let y = v128.load(q0);
    s00 = nmadd<T>(x0, y, s00);
    s10 = nmadd<T>(x1, y, s10);
    y = v128.load(q1);
    s01 = nmadd<T>(x0, y, s01);
    s11 = nmadd<T>(x1, y, s11);
    y = v128.load(q2);
    s02 = nmadd<T>(x0, y, s02);
    s12 = nmadd<T>(x1, y, s12);
    y = v128.load(q3);
    s03 = nmadd<T>(x0, y, s03);
    s13 = nmadd<T>(x1, y, s13);

    x0 = v128.load(p0, size);
    x1 = v128.load(p1, size);
    y = v128.load(q0, size);
    s00 = nmadd<T>(x0, y, s00);
    s10 = nmadd<T>(x1, y, s10);
    y = v128.load(q1, size);
    s01 = nmadd<T>(x0, y, s01);
    s11 = nmadd<T>(x1, y, s11);
    y = v128.load(q2, size);
    s02 = nmadd<T>(x0, y, s02);
    s12 = nmadd<T>(x1, y, s12);
    y = v128.load(q3, size);
    s03 = nmadd<T>(x0, y, s03);
    s13 = nmadd<T>(x1, y, s13);
    p0 += 2 * size;
    p1 += 2 * size;
    q0 += 2 * size;
    q1 += 2 * size;
    q2 += 2 * size;
    q3 += 2 * size;
  }
  let l = v128.load(b0 + end);
  s00 = v128.mul<T>(s00, l);
  s10 = v128.mul<T>(s10, l);
  l = v128.load(b1 + end);
  s01 = nmadd<T>(s00, l, s01);
  s11 = nmadd<T>(s10, l, s11);
  l = v128.load(b1 + end, size);
  s01 = v128.mul<T>(s01, l);
  s11 = v128.mul<T>(s11, l);
  l = v128.load(b2 + end);
  s02 = nmadd<T>(s00, l, s02);
  s12 = nmadd<T>(s10, l, s12);
  l = v128.load(b2 + end, size);
  s02 = nmadd<T>(s01, l, s02);
  s12 = nmadd<T>(s11, l, s12);
  l = v128.load(b2 + end, 2 * size);
  s02 = v128.mul<T>(s02, l);
  s12 = v128.mul<T>(s12, l);
  l = v128.load(b3 + end);
  s03 = nmadd<T>(s00, l, s03);
  s13 = nmadd<T>(s10, l, s13);
  l = v128.load(b3 + end, size);
  s03 = nmadd<T>(s01, l, s03);
  s13 = nmadd<T>(s11, l, s13);
  l = v128.load(b3 + end, 2 * size);
  s03 = nmadd<T>(s02, l, s03);
  s13 = nmadd<T>(s12, l, s13);
  l = v128.load(b3 + end, 3 * size);
  s03 = v128.mul<T>(s03, l);
  s13 = v128.mul<T>(s13, l);
  v128.store(a0 + end, s00);
  v128.store(a0 + end, s01, size);
  v128.store(a0 + end, s02, 2 * size);
  v128.store(a0 + end, s03, 3 * size);
  v128.store(a1 + end, s10);
  v128.store(a1 + end, s11, size);
  v128.store(a1 + end, s12, 2 * size);
  v128.store(a1 + end, s13, 3 * size);
}

/** Subtracts one in the lanes that a mask selects. */
@inline
function countLanes<T>(counts: v128, mask: v128): v128 {
  return sizeof<T>() == 4 ? v128.add<i32>(counts, mask) : v128.add<i64>(counts, mask);
}
