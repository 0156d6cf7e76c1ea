import { count, madd, nmadd, scratch, sum2, word } from '../simd.as';

/**
 * Ratings of a row that are taken together, so that their rows of T stay in the first cache: 16 KiB of them. A
 * multiple of four, so that sums have the same bits with and without gradients.
 */
@inline
function panelRatings(kp: i32): i32 {
  return max(8, (1024 / kp) & ~3);
}

/**
 * Rows of S = [U - Ū, Ū] or T = [V, V - V̄], 2 kp float64s each.
 * Words: 0 bounds, 1 poisoned factors, 2 clean factors, 3 rows out, 4 kp, 5 whether T is wanted.
 */
export function differenceRows(task: usize, chunk: i32): void {
  const bounds = word(task, 0) + 4 * <usize>chunk;
  const kp = count(task, 4);
  const bytes: usize = 8 * <usize>kp;
  const first = <usize>load<i32>(bounds);
  const rows = <usize>load<i32>(bounds, 4) - first;
  let poisoned = word(task, 1) + first * bytes;
  let clean = word(task, 2) + first * bytes;
  let out = word(task, 3) + 2 * first * bytes;
  const whole = count(task, 5) != 0;
  for (let r: usize = 0; r < rows; r++) {
    for (let c: usize = 0; c < bytes; c += 16) {
      const a = v128.load(poisoned + c);
      const b = v128.load(clean + c);
      const difference = v128.sub<f64>(a, b);
      v128.store(out + c, whole ? a : difference);
      v128.store(out + c + bytes, whole ? difference : b);
    }
    poisoned += bytes;
    clean += bytes;
    out += 2 * bytes;
  }
}

/**
 * d_ij = s_i·t_j of every rating: the sum of d_ij² of the chunk.
 * Words: 0 bounds, 1 row starts of the users, 2 items of the ratings, 3 S, 4 T, 5 kp, 6 sums, a float64 a chunk.
 */
export function shiftSquares(task: usize, chunk: i32): void {
  const bounds = word(task, 0) + 4 * <usize>chunk;
  const last = load<i32>(bounds, 4);
  const rowStart = word(task, 1);
  const items = word(task, 2);
  const T = word(task, 4);
  const bytes: usize = 16 * <usize>count(task, 5);
  let squares = f64x2.splat(0);
  for (let user = load<i32>(bounds); user < last; user++) {
    const s = word(task, 3) + <usize>user * bytes;
    const start = rowStart + 4 * <usize>user;
    const from = items + 4 * <usize>load<i32>(start);
    const to = items + 4 * <usize>load<i32>(start, 4);
    squares =
      bytes == 128
        ? shortRowShifts(s, T, from, to, 0, false, squares)
        : rowShifts(s, T, bytes, from, to, 0, false, squares);
  }
  store<f64>(word(task, 6) + 8 * <usize>chunk, sum2(squares));
}

/**
 * The same with what the ratings add to the gradients, -2 d_ij v_j for users and -2 d_ij u_i for items.
 * Words: 0 to 6 as in {@link shiftSquares}, 7 U, 8 gradient of the users (added to), 9 accumulators of the items,
 * items x kp a chunk (added to), 10 items.
 */
export function shiftGradients(task: usize, chunk: i32, thread: i32): void {
  const bounds = word(task, 0) + 4 * <usize>chunk;
  const last = load<i32>(bounds, 4);
  const rowStart = word(task, 1);
  const items = word(task, 2);
  const T = word(task, 4);
  const kp = count(task, 5);
  const half: usize = 8 * <usize>kp;
  const bytes = 2 * half;
  const slot = word(task, 9) + <usize>chunk * <usize>count(task, 10) * half;
  const shifts = scratch(thread);
  const panel: usize = 4 * <usize>panelRatings(kp);
  let squares = f64x2.splat(0);
  for (let user = load<i32>(bounds); user < last; user++) {
    const s = word(task, 3) + <usize>user * bytes;
    const u = word(task, 7) + <usize>user * half;
    const gradient = word(task, 8) + <usize>user * half;
    const start = rowStart + 4 * <usize>user;
    const end = items + 4 * <usize>load<i32>(start, 4);
    for (let from = items + 4 * <usize>load<i32>(start); from < end; from += panel) {
      const to = min(from + panel, end);
      squares =
        bytes == 128
          ? shortRowShifts(s, T, from, to, shifts, true, squares)
          : rowShifts(s, T, bytes, from, to, shifts, true, squares);
      let c: usize = 0;
      for (; c + 128 <= half; c += 128) {
        const g = gradient + c;
        let g0 = v128.load(g), g1 = v128.load(g, 16), g2 = v128.load(g, 32), g3 = v128.load(g, 48);
        let g4 = v128.load(g, 64), g5 = v128.load(g, 80), g6 = v128.load(g, 96), g7 = v128.load(g, 112);
        let shift = shifts;
        for (let at = from; at < to; at += 4) {
          const j = <usize>load<i32>(at);
          const v = T + j * bytes + c;
          const a = slot + j * half + c;
          const d = v128.load64_splat(shift);
          shift += 8;
          g0 = nmadd<f64>(d, v128.load(v), g0);
          g1 = nmadd<f64>(d, v128.load(v, 16), g1);
          g2 = nmadd<f64>(d, v128.load(v, 32), g2);
          g3 = nmadd<f64>(d, v128.load(v, 48), g3);
          g4 = nmadd<f64>(d, v128.load(v, 64), g4);
          g5 = nmadd<f64>(d, v128.load(v, 80), g5);
          g6 = nmadd<f64>(d, v128.load(v, 96), g6);
          g7 = nmadd<f64>(d, v128.load(v, 112), g7);
          v128.store(a, nmadd<f64>(d, v128.load(u + c), v128.load(a)));
          v128.store(a, nmadd<f64>(d, v128.load(u + c, 16), v128.load(a, 16)), 16);
          v128.store(a, nmadd<f64>(d, v128.load(u + c, 32), v128.load(a, 32)), 32);
          v128.store(a, nmadd<f64>(d, v128.load(u + c, 48), v128.load(a, 48)), 48);
          v128.store(a, nmadd<f64>(d, v128.load(u + c, 64), v128.load(a, 64)), 64);
          v128.store(a, nmadd<f64>(d, v128.load(u + c, 80), v128.load(a, 80)), 80);
          v128.store(a, nmadd<f64>(d, v128.load(u + c, 96), v128.load(a, 96)), 96);
          v128.store(a, nmadd<f64>(d, v128.load(u + c, 112), v128.load(a, 112)), 112);
        }
        v128.store(g, g0);
        v128.store(g, g1, 16);
        v128.store(g, g2, 32);
        v128.store(g, g3, 48);
        v128.store(g, g4, 64);
        v128.store(g, g5, 80);
        v128.store(g, g6, 96);
        v128.store(g, g7, 112);
      }
      for (; c < half; c += 64) {
        const u0 = v128.load(u + c), u1 = v128.load(u + c, 16), u2 = v128.load(u + c, 32), u3 = v128.load(u + c, 48);
        const g = gradient + c;
        let g0 = v128.load(g), g1 = v128.load(g, 16), g2 = v128.load(g, 32), g3 = v128.load(g, 48);
        let shift = shifts;
        for (let at = from; at < to; at += 4) {
          const j = <usize>load<i32>(at);
          const v = T + j * bytes + c;
          const a = slot + j * half + c;
          const d = v128.load64_splat(shift);
          shift += 8;
          g0 = nmadd<f64>(d, v128.load(v), g0);
          g1 = nmadd<f64>(d, v128.load(v, 16), g1);
          g2 = nmadd<f64>(d, v128.load(v, 32), g2);
          g3 = nmadd<f64>(d, v128.load(v, 48), g3);
          v128.store(a, nmadd<f64>(d, u0, v128.load(a)));
          v128.store(a, nmadd<f64>(d, u1, v128.load(a, 16)), 16);
          v128.store(a, nmadd<f64>(d, u2, v128.load(a, 32)), 32);
          v128.store(a, nmadd<f64>(d, u3, v128.load(a, 48)), 48);
        }
        v128.store(g, g0);
        v128.store(g, g1, 16);
        v128.store(g, g2, 32);
        v128.store(g, g3, 48);
      }
    }
  }
  store<f64>(word(task, 6) + 8 * <usize>chunk, sum2(squares));
}

/** {@link rowShifts} at kp = 8, with s in eight registers. */
@inline
function shortRowShifts(s: usize, T: usize, from: usize, to: usize, shifts: usize, keep: bool, squares: v128): v128 {
  const s0 = v128.load(s), s1 = v128.load(s, 16), s2 = v128.load(s, 32), s3 = v128.load(s, 48);
  const s4 = v128.load(s, 64), s5 = v128.load(s, 80), s6 = v128.load(s, 96), s7 = v128.load(s, 112);
  let at = from;
  for (; at + 8 <= to; at += 8) {
    const t0 = T + (<usize>load<i32>(at) << 7);
    const t1 = T + (<usize>load<i32>(at, 4) << 7);
    let a0 = v128.mul<f64>(s0, v128.load(t0));
    let a1 = v128.mul<f64>(s0, v128.load(t1));
    let b0 = v128.mul<f64>(s1, v128.load(t0, 16));
    let b1 = v128.mul<f64>(s1, v128.load(t1, 16));
    a0 = madd<f64>(s2, v128.load(t0, 32), a0);
    a1 = madd<f64>(s2, v128.load(t1, 32), a1);
    b0 = madd<f64>(s3, v128.load(t0, 48), b0);
    b1 = madd<f64>(s3, v128.load(t1, 48), b1);
    a0 = madd<f64>(s4, v128.load(t0, 64), a0);
    a1 = madd<f64>(s4, v128.load(t1, 64), a1);
    b0 = madd<f64>(s5, v128.load(t0, 80), b0);
    b1 = madd<f64>(s5, v128.load(t1, 80), b1);
    a0 = madd<f64>(s6, v128.load(t0, 96), a0);
    a1 = madd<f64>(s6, v128.load(t1, 96), a1);
    b0 = madd<f64>(s7, v128.load(t0, 112), b0);
    b1 = madd<f64>(s7, v128.load(t1, 112), b1);
    a0 = v128.add<f64>(a0, b0);
    a1 = v128.add<f64>(a1, b1);
    const d = v128.add<f64>(v128.shuffle<f64>(a0, a1, 0, 2), v128.shuffle<f64>(a0, a1, 1, 3));
    if (keep) v128.store(shifts + 2 * (at - from), v128.add<f64>(d, d));
    squares = madd<f64>(d, d, squares);
  }
  if (at < to) {
    const t = T + (<usize>load<i32>(at) << 7);
    let a = v128.mul<f64>(s0, v128.load(t));
    let b = v128.mul<f64>(s1, v128.load(t, 16));
    a = madd<f64>(s2, v128.load(t, 32), a);
    b = madd<f64>(s3, v128.load(t, 48), b);
    a = madd<f64>(s4, v128.load(t, 64), a);
    b = madd<f64>(s5, v128.load(t, 80), b);
    a = madd<f64>(s6, v128.load(t, 96), a);
    b = madd<f64>(s7, v128.load(t, 112), b);
    const d = sum2(v128.add<f64>(a, b));
    if (keep) store<f64>(shifts + 2 * (at - from), 2 * d);
    const both = f64x2.replace_lane(f64x2.splat(0), 0, d);
    squares = madd<f64>(both, both, squares);
  }
  return squares;
}

/** Adds the squares of s·t_j for the items from address `from` to `to`; writes 2 s·t_j to `shifts` where asked. */
@inline
function rowShifts(s: usize, T: usize, bytes: usize, from: usize, to: usize, shifts: usize, keep: bool, squares: v128): v128 {
  let at = from;
  for (; at + 16 <= to; at += 16) {
    const t0 = T + <usize>load<i32>(at) * bytes;
    const t1 = T + <usize>load<i32>(at, 4) * bytes;
    const t2 = T + <usize>load<i32>(at, 8) * bytes;
    const t3 = T + <usize>load<i32>(at, 12) * bytes;
    let a0 = f64x2.splat(0), a1 = a0, a2 = a0, a3 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0;
    for (let c: usize = 0; c < bytes; c += 64) {
      const x = v128.load(s + c);
      a0 = madd<f64>(x, v128.load(t0 + c), a0);
      a1 = madd<f64>(x, v128.load(t1 + c), a1);
      a2 = madd<f64>(x, v128.load(t2 + c), a2);
      a3 = madd<f64>(x, v128.load(t3 + c), a3);
      const y = v128.load(s + c, 16);
      b0 = madd<f64>(y, v128.load(t0 + c, 16), b0);
      b1 = madd<f64>(y, v128.load(t1 + c, 16), b1);
      b2 = madd<f64>(y, v128.load(t2 + c, 16), b2);
      b3 = madd<f64>(y, v128.load(t3 + c, 16), b3);
      const z = v128.load(s + c, 32);
      a0 = madd<f64>(z, v128.load(t0 + c, 32), a0);
      a1 = madd<f64>(z, v128.load(t1 + c, 32), a1);
      a2 = madd<f64>(z, v128.load(t2 + c, 32), a2);
      a3 = madd<f64>(z, v128.load(t3 + c, 32), a3);
      const w = v128.load(s + c, 48);
      b0 = madd<f64>(w, v128.load(t0 + c, 48), b0);
      b1 = madd<f64>(w, v128.load(t1 + c, 48), b1);
      b2 = madd<f64>(w, v128.load(t2 + c, 48), b2);
      b3 = madd<f64>(w, v128.load(t3 + c, 48), b3);
    }
    a0 = v128.add<f64>(a0, b0);
    a1 = v128.add<f64>(a1, b1);
    a2 = v128.add<f64>(a2, b2);
    a3 = v128.add<f64>(a3, b3);
    const d01 = v128.add<f64>(v128.shuffle<f64>(a0, a1, 0, 2), v128.shuffle<f64>(a0, a1, 1, 3));
    const d23 = v128.add<f64>(v128.shuffle<f64>(a2, a3, 0, 2), v128.shuffle<f64>(a2, a3, 1, 3));
    if (keep) {
      const to4 = shifts + 2 * (at - from);
      v128.store(to4, v128.add<f64>(d01, d01));
      v128.store(to4, v128.add<f64>(d23, d23), 16);
    }
    squares = madd<f64>(d01, d01, squares);
    squares = madd<f64>(d23, d23, squares);
  }
  for (; at < to; at += 4) {
    const t = T + <usize>load<i32>(at) * bytes;
    let a = f64x2.splat(0), b = a;
    for (let c: usize = 0; c < bytes; c += 32) {
      a = madd<f64>(v128.load(s + c), v128.load(t + c), a);
      b = madd<f64>(v128.load(s + c, 16), v128.load(t + c, 16), b);
    }
    const d = sum2(v128.add<f64>(a, b));
    if (keep) store<f64>(shifts + 2 * (at - from), 2 * d);
    const both = f64x2.replace_lane(f64x2.splat(0), 0, d);
    squares = madd<f64>(both, both, squares);
  }
  return squares;
}
