import { count, madd, scratch, word } from '../simd.as';

/**
 * g_ij = a_i·b_j, or a_i·b_j + c_i·d_j: items by chunks, tiles of six users by four items.
 * Words: 0 bounds (items), 1 A (users x kp, float64), 2 B (items x kp), 3 C or 0, 4 D, 5 kp, 6 users, 7 items,
 * 8 out (users x items, float64, row-major).
 */
export function rankTwoEntries(task: usize, chunk: i32, thread: i32): void {
  const bounds = word(task, 0) + 4 * <usize>chunk;
  const first = <usize>load<i32>(bounds);
  const end = <usize>load<i32>(bounds, 4);
  const A = word(task, 1);
  const C = word(task, 3);
  const kp = <usize>count(task, 5);
  const users = <usize>count(task, 6);
  const items = <usize>count(task, 7);
  const out = word(task, 8);
  const width: usize = 8 * kp;
  const row: usize = 8 * items;
  const spare = scratch(thread);
  const panels = spare + 4096;
  const terms: usize = C ? 2 : 1;
  const panel: usize = 4 * terms * width;
  const whole = (end - first) & ~3;
  for (let j: usize = 0; j < end - first; j += 4) {
    const to = panels + (j >> 2) * panel;
    transposeRows(word(task, 2) + first * width, j, end - first, kp, to);
    if (C) transposeRows(word(task, 4) + first * width, j, end - first, kp, to + 4 * width);
  }
  for (let i: usize = 0; i < users; i += 6) {
    const i1 = min(i + 1, users - 1), i2 = min(i + 2, users - 1), i3 = min(i + 3, users - 1);
    const i4 = min(i + 4, users - 1), i5 = min(i + 5, users - 1);
    for (let j: usize = 0; j < end - first; j += 4) {
      let b = panels + (j >> 2) * panel;
      let s0 = f64x2.splat(0), s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0;
      let t0 = s0, t1 = s0, t2 = s0, t3 = s0, t4 = s0, t5 = s0;
      let a = A;
      for (let term: usize = 0; term < terms; term++) {
        let a0 = a + i * width, a1 = a + i1 * width, a2 = a + i2 * width;
        let a3 = a + i3 * width, a4 = a + i4 * width, a5 = a + i5 * width;
        for (let c: usize = 0; c < width; c += 8) {
          const x = v128.load(b);
          const y = v128.load(b, 16);
          b += 32;
          let f = v128.load64_splat(a0 + c);
          s0 = madd<f64>(f, x, s0);
          t0 = madd<f64>(f, y, t0);
          f = v128.load64_splat(a1 + c);
          s1 = madd<f64>(f, x, s1);
          t1 = madd<f64>(f, y, t1);
          f = v128.load64_splat(a2 + c);
          s2 = madd<f64>(f, x, s2);
          t2 = madd<f64>(f, y, t2);
          f = v128.load64_splat(a3 + c);
          s3 = madd<f64>(f, x, s3);
          t3 = madd<f64>(f, y, t3);
          f = v128.load64_splat(a4 + c);
          s4 = madd<f64>(f, x, s4);
          t4 = madd<f64>(f, y, t4);
          f = v128.load64_splat(a5 + c);
          s5 = madd<f64>(f, x, s5);
          t5 = madd<f64>(f, y, t5);
        }
        a = C;
      }
      const o = out + i * row + 8 * (first + j);
      if (j < whole) {
        // Missing users repeat the last one: the same numbers are stored there again.
        v128.store(o, s0);
        v128.store(o, t0, 16);
        const o1 = o + (i1 - i) * row, o2 = o + (i2 - i) * row, o3 = o + (i3 - i) * row;
        const o4 = o + (i4 - i) * row, o5 = o + (i5 - i) * row;
        v128.store(o1, s1);
        v128.store(o1, t1, 16);
        v128.store(o2, s2);
        v128.store(o2, t2, 16);
        v128.store(o3, s3);
        v128.store(o3, t3, 16);
        v128.store(o4, s4);
        v128.store(o4, t4, 16);
        v128.store(o5, s5);
        v128.store(o5, t5, 16);
      } else {
        const bytes = 8 * (end - first - j);
        storePart(spare, o, bytes, s0, t0);
        storePart(spare, o + (i1 - i) * row, bytes, s1, t1);
        storePart(spare, o + (i2 - i) * row, bytes, s2, t2);
        storePart(spare, o + (i3 - i) * row, bytes, s3, t3);
        storePart(spare, o + (i4 - i) * row, bytes, s4, t4);
        storePart(spare, o + (i5 - i) * row, bytes, s5, t5);
      }
    }
  }
}

/** Stores the first `bytes` of two vectors, by way of `spare`. */
function storePart(spare: usize, to: usize, bytes: usize, s: v128, t: v128): void {
  v128.store(spare, s);
  v128.store(spare, t, 16);
  for (let at: usize = 0; at < bytes; at += 8) store<f64>(to + at, load<f64>(spare + at));
}

/** Rows j to j + 3 of kp float64s, column by column; rows that are missing repeat the last. */
function transposeRows(from: usize, j: usize, rows: usize, kp: usize, to: usize): void {
  const r0 = from + 8 * kp * j;
  const r1 = from + 8 * kp * min(j + 1, rows - 1);
  const r2 = from + 8 * kp * min(j + 2, rows - 1);
  const r3 = from + 8 * kp * min(j + 3, rows - 1);
  for (let c: usize = 0; c < 8 * kp; c += 16) {
    const x0 = v128.load(r0 + c), x1 = v128.load(r1 + c), x2 = v128.load(r2 + c), x3 = v128.load(r3 + c);
    v128.store(to, v128.shuffle<f64>(x0, x1, 0, 2));
    v128.store(to, v128.shuffle<f64>(x2, x3, 0, 2), 16);
    v128.store(to, v128.shuffle<f64>(x0, x1, 1, 3), 32);
    v128.store(to, v128.shuffle<f64>(x2, x3, 1, 3), 48);
    to += 64;
  }
}
