import { nmadd } from '../simd.as';
import { rowAt } from './factor-group.as';

/**
 * Solves L Lᵀ x = b for four interleaved right-hand sides, in place.
 * @param group factors as `factorGroup` leaves them
 * @param kp rank, a multiple of 8
 * @param x component r of the four right-hand sides at x + r * 4 * sizeof(T)
 */
export function solveGroup<T>(group: usize, kp: i32, x: usize): void {
  solveLanes<T, T>(group, kp, x);
  if (sizeof<T>() == 8) solveLanes<T, T>(group + 16, kp, x + 16);
}

/**
 * {@link solveGroup} in float64 arithmetic whatever the factors are stored in.
 * @param x component r of the four right-hand sides, float64, at x + r * 32
 */
export function solveGroup64<T>(group: usize, kp: i32, x: usize): void {
  solveLanes<T, f64>(group, kp, x);
  solveLanes<T, f64>(group + 2 * sizeof<T>(), kp, x + 16);
}

/** Forward and back substitution in X for the lanes of one v128 of X, with factors stored in T. */
function solveLanes<T, X>(base: usize, kp: i32, x: usize): void {
  const size = 4 * sizeof<T>();
  const wide = 4 * sizeof<X>();
  for (let r0 = 0; r0 < kp; r0 += 8) {
    const own = x + <usize>r0 * wide;
    let p0 = rowAt<T>(base, r0);
    let p1 = p0 + <usize>(r0 + 1) * size;
    let p2 = p1 + <usize>(r0 + 2) * size;
    let p3 = p2 + <usize>(r0 + 3) * size;
    let p4 = p3 + <usize>(r0 + 4) * size;
    let p5 = p4 + <usize>(r0 + 5) * size;
    let p6 = p5 + <usize>(r0 + 6) * size;
    let p7 = p6 + <usize>(r0 + 7) * size;
    let s0 = v128.load(own);
    let s1 = v128.load(own, wide);
    let s2 = v128.load(own, 2 * wide);
    let s3 = v128.load(own, 3 * wide);
    let s4 = v128.load(own, 4 * wide);
    let s5 = v128.load(own, 5 * wide);
    let s6 = v128.load(own, 6 * wide);
    let s7 = v128.load(own, 7 * wide);
    for (let at = x; at < own; at += wide) {
      const y = v128.load(at);
      s0 = nmadd<X>(y, entry<T, X>(p0), s0);
      s1 = nmadd<X>(y, entry<T, X>(p1), s1);
      s2 = nmadd<X>(y, entry<T, X>(p2), s2);
      s3 = nmadd<X>(y, entry<T, X>(p3), s3);
      s4 = nmadd<X>(y, entry<T, X>(p4), s4);
      s5 = nmadd<X>(y, entry<T, X>(p5), s5);
      s6 = nmadd<X>(y, entry<T, X>(p6), s6);
      s7 = nmadd<X>(y, entry<T, X>(p7), s7);
      p0 += size;
      p1 += size;
      p2 += size;
      p3 += size;
      p4 += size;
      p5 += size;
      p6 += size;
      p7 += size;
    }
    s0 = v128.mul<X>(s0, entry<T, X>(p0));
    s1 = nmadd<X>(s0, entry<T, X>(p1), s1);
    s2 = nmadd<X>(s0, entry<T, X>(p2), s2);
    s3 = nmadd<X>(s0, entry<T, X>(p3), s3);
    s4 = nmadd<X>(s0, entry<T, X>(p4), s4);
    s5 = nmadd<X>(s0, entry<T, X>(p5), s5);
    s6 = nmadd<X>(s0, entry<T, X>(p6), s6);
    s7 = nmadd<X>(s0, entry<T, X>(p7), s7);
    v128.store(own, s0);
    s1 = v128.mul<X>(s1, entry<T, X>(p1 + size));
    s2 = nmadd<X>(s1, entry<T, X>(p2 + size), s2);
    s3 = nmadd<X>(s1, entry<T, X>(p3 + size), s3);
    s4 = nmadd<X>(s1, entry<T, X>(p4 + size), s4);
    s5 = nmadd<X>(s1, entry<T, X>(p5 + size), s5);
    s6 = nmadd<X>(s1, entry<T, X>(p6 + size), s6);
    s7 = nmadd<X>(s1, entry<T, X>(p7 + size), s7);
    v128.store(own, s1, wide);
    s2 = v128.mul<X>(s2, entry<T, X>(p2 + 2 * size));
    s3 = nmadd<X>(s2, entry<T, X>(p3 + 2 * size), s3);
    s4 = nmadd<X>(s2, entry<T, X>(p4 + 2 * size), s4);
    s5 = nmadd<X>(s2, entry<T, X>(p5 + 2 * size), s5);
    s6 = nmadd<X>(s2, entry<T, X>(p6 + 2 * size), s6);
    s7 = nmadd<X>(s2, entry<T, X>(p7 + 2 * size), s7);
    v128.store(own, s2, 2 * wide);
    s3 = v128.mul<X>(s3, entry<T, X>(p3 + 3 * size));
    s4 = nmadd<X>(s3, entry<T, X>(p4 + 3 * size), s4);
    s5 = nmadd<X>(s3, entry<T, X>(p5 + 3 * size), s5);
    s6 = nmadd<X>(s3, entry<T, X>(p6 + 3 * size), s6);
    s7 = nmadd<X>(s3, entry<T, X>(p7 + 3 * size), s7);
    v128.store(own, s3, 3 * wide);
    s4 = v128.mul<X>(s4, entry<T, X>(p4 + 4 * size));
    s5 = nmadd<X>(s4, entry<T, X>(p5 + 4 * size), s5);
    s6 = nmadd<X>(s4, entry<T, X>(p6 + 4 * size), s6);
    s7 = nmadd<X>(s4, entry<T, X>(p7 + 4 * size), s7);
    v128.store(own, s4, 4 * wide);
    s5 = v128.mul<X>(s5, entry<T, X>(p5 + 5 * size));
    s6 = nmadd<X>(s5, entry<T, X>(p6 + 5 * size), s6);
    s7 = nmadd<X>(s5, entry<T, X>(p7 + 5 * size), s7);
    v128.store(own, s5, 5 * wide);
    s6 = v128.mul<X>(s6, entry<T, X>(p6 + 6 * size));
    s7 = nmadd<X>(s6, entry<T, X>(p7 + 6 * size), s7);
    v128.store(own, s6, 6 * wide);
    s7 = v128.mul<X>(s7, entry<T, X>(p7 + 7 * size));
    v128.store(own, s7, 7 * wide);
  }

  for (let r0 = kp - 8; r0 >= 0; r0 -= 8) {
    const own = x + <usize>r0 * wide;
    const at = <usize>r0 * size;
    let p0 = rowAt<T>(base, r0);
    let p1 = p0 + <usize>(r0 + 1) * size;
    let p2 = p1 + <usize>(r0 + 2) * size;
    let p3 = p2 + <usize>(r0 + 3) * size;
    let p4 = p3 + <usize>(r0 + 4) * size;
    let p5 = p4 + <usize>(r0 + 5) * size;
    let p6 = p5 + <usize>(r0 + 6) * size;
    let p7 = p6 + <usize>(r0 + 7) * size;
    let s7 = v128.mul<X>(v128.load(own, 7 * wide), entry<T, X>(p7 + at + 7 * size));
    let s6 = nmadd<X>(s7, entry<T, X>(p7 + at + 6 * size), v128.load(own, 6 * wide));
    let s5 = nmadd<X>(s7, entry<T, X>(p7 + at + 5 * size), v128.load(own, 5 * wide));
    let s4 = nmadd<X>(s7, entry<T, X>(p7 + at + 4 * size), v128.load(own, 4 * wide));
    let s3 = nmadd<X>(s7, entry<T, X>(p7 + at + 3 * size), v128.load(own, 3 * wide));
    let s2 = nmadd<X>(s7, entry<T, X>(p7 + at + 2 * size), v128.load(own, 2 * wide));
    let s1 = nmadd<X>(s7, entry<T, X>(p7 + at + size), v128.load(own, wide));
    let s0 = nmadd<X>(s7, entry<T, X>(p7 + at), v128.load(own));
    s6 = v128.mul<X>(s6, entry<T, X>(p6 + at + 6 * size));
    s5 = nmadd<X>(s6, entry<T, X>(p6 + at + 5 * size), s5);
    s4 = nmadd<X>(s6, entry<T, X>(p6 + at + 4 * size), s4);
    s3 = nmadd<X>(s6, entry<T, X>(p6 + at + 3 * size), s3);
    s2 = nmadd<X>(s6, entry<T, X>(p6 + at + 2 * size), s2);
    s1 = nmadd<X>(s6, entry<T, X>(p6 + at + size), s1);
    s0 = nmadd<X>(s6, entry<T, X>(p6 + at), s0);
    s5 = v128.mul<X>(s5, entry<T, X>(p5 + at + 5 * size));
    s4 = nmadd<X>(s5, entry<T, X>(p5 + at + 4 * size), s4);
    s3 = nmadd<X>(s5, entry<T, X>(p5 + at + 3 * size), s3);
    s2 = nmadd<X>(s5, entry<T, X>(p5 + at + 2 * size), s2);
    s1 = nmadd<X>(s5, entry<T, X>(p5 + at + size), s1);
    s0 = nmadd<X>(s5, entry<T, X>(p5 + at), s0);
    s4 = v128.mul<X>(s4, entry<T, X>(p4 + at + 4 * size));
    s3 = nmadd<X>(s4, entry<T, X>(p4 + at + 3 * size), s3);
    s2 = nmadd<X>(s4, entry<T, X>(p4 + at + 2 * size), s2);
    s1 = nmadd<X>(s4, entry<T, X>(p4 + at + size), s1);
    s0 = nmadd<X>(s4, entry<T, X>(p4 + at), s0);
    s3 = v128.mul<X>(s3, entry<T, X>(p3 + at + 3 * size));
    s2 = nmadd<X>(s3, entry<T, X>(p3 + at + 2 * size), s2);
    s1 = nmadd<X>(s3, entry<T, X>(p3 + at + size), s1);
    s0 = nmadd<X>(s3, entry<T, X>(p3 + at), s0);
    s2 = v128.mul<X>(s2, entry<T, X>(p2 + at + 2 * size));
    s1 = nmadd<X>(s2, entry<T, X>(p2 + at + size), s1);
    s0 = nmadd<X>(s2, entry<T, X>(p2 + at), s0);
    s1 = v128.mul<X>(s1, entry<T, X>(p1 + at + size));
    s0 = nmadd<X>(s1, entry<T, X>(p1 + at), s0);
    s0 = v128.mul<X>(s0, entry<T, X>(p0 + at));
    v128.store(own, s0);
    v128.store(own, s1, wide);
    v128.store(own, s2, 2 * wide);
    v128.store(own, s3, 3 * wide);
    v128.store(own, s4, 4 * wide);
    v128.store(own, s5, 5 * wide);
    v128.store(own, s6, 6 * wide);
    v128.store(own, s7, 7 * wide);
    for (let c = x; c < own; c += 2 * wide) {
      let y = v128.load(c);
      let z = v128.load(c, wide);
      y = nmadd<X>(s0, entry<T, X>(p0), y);
      z = nmadd<X>(s0, entry<T, X>(p0 + size), z);
      y = nmadd<X>(s1, entry<T, X>(p1), y);
      z = nmadd<X>(s1, entry<T, X>(p1 + size), z);
      y = nmadd<X>(s2, entry<T, X>(p2), y);
      z = nmadd<X>(s2, entry<T, X>(p2 + size), z);
      y = nmadd<X>(s3, entry<T, X>(p3), y);
      z = nmadd<X>(s3, entry<T, X>(p3 + size), z);
      y = nmadd<X>(s4, entry<T, X>(p4), y);
      z = nmadd<X>(s4, entry<T, X>(p4 + size), z);
      y = nmadd<X>(s5, entry<T, X>(p5), y);
      z = nmadd<X>(s5, entry<T, X>(p5 + size), z);
      y = nmadd<X>(s6, entry<T, X>(p6), y);
      z = nmadd<X>(s6, entry<T, X>(p6 + size), z);
      y = nmadd<X>(s7, entry<T, X>(p7), y);
      z = nmadd<X>(s7, entry<T, X>(p7 + size), z);
      v128.store(c, y);
      v128.store(c, z, wide);
      p0 += 2 * size;
      p1 += 2 * size;
      p2 += 2 * size;
      p3 += 2 * size;
      p4 += 2 * size;
      p5 += 2 * size;
      p6 += 2 * size;
      p7 += 2 * size;
    }
  }
}

/** The factor's entries of as many systems as a v128 of X holds. */
@inline
function entry<T, X>(at: usize): v128 {
  return sizeof<T>() == sizeof<X>() ? v128.load(at) : f64x2.promote_low_f32x4(v128.load64_zero(at));
}
