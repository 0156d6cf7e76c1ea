import { count, madd, scratch, word } from '../simd.as';

/** Items (or users) of the inner sum that are taken together, so that their factors stay near: 256 rows of Z. */
const innerItems: usize = 256;
/** Rows of X whose pages stay within reach while a few items of each are read. */
const innerUsers: usize = 64;

/**
 * out = X Z, rows of X by chunks: tiles of six rows by four columns.
 * Words: 0 bounds (rows of X), 1 X (float64, row-major), 2 items (columns of X), 3 Z (items x kp, float64), 4 kp,
 * 5 out (rows x kp, float64).
 */
export function denseTimesFactors(task: usize, chunk: i32, thread: i32): void {
  const bounds = word(task, 0) + 4 * <usize>chunk;
  const first = <usize>load<i32>(bounds);
  const end = <usize>load<i32>(bounds, 4);
  const X = word(task, 1);
  const items = <usize>count(task, 2);
  const Z = word(task, 3);
  const kp = <usize>count(task, 4);
  const out = word(task, 5);
  const row: usize = 8 * items;
  const width: usize = 8 * kp;
  memory.fill(out + first * width, 0, (end - first) * width);
  const spare = scratch(thread);
  const panels = spare + 4096;
  for (let from: usize = 0; from < items; from += innerItems) {
    const inner = min(innerItems, items - from);
    const step: usize = kp == 8 ? 64 : 32;
    if (kp > 8) packColumns(Z + from * width, inner, kp, panels);
    for (let i = first; i < end; i += 6) {
      const x0 = X + i * row + 8 * from;
      const x1 = X + min(i + 1, end - 1) * row + 8 * from;
      const x2 = X + min(i + 2, end - 1) * row + 8 * from;
      const x3 = X + min(i + 3, end - 1) * row + 8 * from;
      const x4 = X + min(i + 4, end - 1) * row + 8 * from;
      const x5 = X + min(i + 5, end - 1) * row + 8 * from;
      for (let c: usize = 0; c < kp; c += 4) {
        const panel = kp == 8 ? Z + from * width + 8 * c : panels + 8 * c * inner;
        const o = out + i * width + 8 * c;
        const p1 = i + 1 < end ? o + width : spare;
        const p2 = i + 2 < end ? o + 2 * width : spare;
        const p3 = i + 3 < end ? o + 3 * width : spare;
        const p4 = i + 4 < end ? o + 4 * width : spare;
        const p5 = i + 5 < end ? o + 5 * width : spare;
        let a0 = v128.load(o), b0 = v128.load(o, 16), a1 = v128.load(p1), b1 = v128.load(p1, 16);
        let a2 = v128.load(p2), b2 = v128.load(p2, 16), a3 = v128.load(p3), b3 = v128.load(p3, 16);
        let a4 = v128.load(p4), b4 = v128.load(p4, 16), a5 = v128.load(p5), b5 = v128.load(p5, 16);
        let z = panel;
        for (let at: usize = 0; at < 8 * inner; at += 8) {
          const za = v128.load(z);
          const zb = v128.load(z, 16);
          z += step;
          let x = v128.load64_splat(x0 + at);
          a0 = madd<f64>(x, za, a0);
          b0 = madd<f64>(x, zb, b0);
          x = v128.load64_splat(x1 + at);
          a1 = madd<f64>(x, za, a1);
          b1 = madd<f64>(x, zb, b1);
          x = v128.load64_splat(x2 + at);
          a2 = madd<f64>(x, za, a2);
          b2 = madd<f64>(x, zb, b2);
          x = v128.load64_splat(x3 + at);
          a3 = madd<f64>(x, za, a3);
          b3 = madd<f64>(x, zb, b3);
          x = v128.load64_splat(x4 + at);
          a4 = madd<f64>(x, za, a4);
          b4 = madd<f64>(x, zb, b4);
          x = v128.load64_splat(x5 + at);
          a5 = madd<f64>(x, za, a5);
          b5 = madd<f64>(x, zb, b5);
        }
        v128.store(p5, a5);
        v128.store(p5, b5, 16);
        v128.store(p4, a4);
        v128.store(p4, b4, 16);
        v128.store(p3, a3);
        v128.store(p3, b3, 16);
        v128.store(p2, a2);
        v128.store(p2, b2, 16);
        v128.store(p1, a1);
        v128.store(p1, b1, 16);
        v128.store(o, a0);
        v128.store(o, b0, 16);
      }
    }
  }
}

/**
 * out = Xᵀ Y, columns of X by chunks: tiles of six items by four columns.
 * Words: 0 bounds (columns of X), 1 X (users x items, float64, row-major), 2 items, 3 Y (users x kp, float64), 4 kp,
 * 5 out (items x kp, float64), 6 users.
 */
export function transposedDenseTimes(task: usize, chunk: i32, thread: i32): void {
  const bounds = word(task, 0) + 4 * <usize>chunk;
  const first = <usize>load<i32>(bounds);
  const end = <usize>load<i32>(bounds, 4);
  const X = word(task, 1);
  const items = <usize>count(task, 2);
  const Y = word(task, 3);
  const kp = <usize>count(task, 4);
  const out = word(task, 5);
  const users = <usize>count(task, 6);
  const row: usize = 8 * items;
  const width: usize = 8 * kp;
  const step: usize = kp == 8 ? 64 : 32;
  memory.fill(out + first * width, 0, (end - first) * width);
  const panels = scratch(thread);
  for (let from: usize = 0; from < users; from += innerUsers) {
    const inner = min(innerUsers, users - from);
    if (kp > 8) packColumns(Y + from * width, inner, kp, panels + 64);
    fetchRows(X + from * row + 8 * first, inner, row, 8 * (end - first), panels);
    let j = first;
    for (; j + 6 <= end; j += 6) {
      for (let c: usize = 0; c < kp; c += 4) {
        let y = kp == 8 ? Y + from * width + 8 * c : panels + 64 + 8 * c * inner;
        const o0 = out + j * width + 8 * c;
        const o1 = o0 + width;
        const o2 = o1 + width;
        const o3 = o2 + width;
        const o4 = o3 + width;
        const o5 = o4 + width;
        let a0 = v128.load(o0), b0 = v128.load(o0, 16), a1 = v128.load(o1), b1 = v128.load(o1, 16);
        let a2 = v128.load(o2), b2 = v128.load(o2, 16), a3 = v128.load(o3), b3 = v128.load(o3, 16);
        let a4 = v128.load(o4), b4 = v128.load(o4, 16), a5 = v128.load(o5), b5 = v128.load(o5, 16);
        let at = X + from * row + 8 * j;
        for (let i: usize = 0; i < inner; i++) {
          const ya = v128.load(y);
          const yb = v128.load(y, 16);
          y += step;
          let x = v128.load64_splat(at);
          a0 = madd<f64>(x, ya, a0);
          b0 = madd<f64>(x, yb, b0);
          x = v128.load64_splat(at, 8);
          a1 = madd<f64>(x, ya, a1);
          b1 = madd<f64>(x, yb, b1);
          x = v128.load64_splat(at, 16);
          a2 = madd<f64>(x, ya, a2);
          b2 = madd<f64>(x, yb, b2);
          x = v128.load64_splat(at, 24);
          a3 = madd<f64>(x, ya, a3);
          b3 = madd<f64>(x, yb, b3);
          x = v128.load64_splat(at, 32);
          a4 = madd<f64>(x, ya, a4);
          b4 = madd<f64>(x, yb, b4);
          x = v128.load64_splat(at, 40);
          a5 = madd<f64>(x, ya, a5);
          b5 = madd<f64>(x, yb, b5);
          at += row;
        }
        v128.store(o0, a0);
        v128.store(o0, b0, 16);
        v128.store(o1, a1);
        v128.store(o1, b1, 16);
        v128.store(o2, a2);
        v128.store(o2, b2, 16);
        v128.store(o3, a3);
        v128.store(o3, b3, 16);
        v128.store(o4, a4);
        v128.store(o4, b4, 16);
        v128.store(o5, a5);
        v128.store(o5, b5, 16);
      }
    }
    for (; j < end; j++) {
      for (let i: usize = 0; i < inner; i++) {
        const x = v128.load64_splat(X + (from + i) * row + 8 * j);
        const y = Y + (from + i) * width;
        const o = out + j * width;
        for (let c: usize = 0; c < width; c += 16) {
          v128.store(o + c, madd<f64>(x, v128.load(y + c), v128.load(o + c)));
        }
      }
    }
  }
}

/**
 * Reads a line of the cache after the other of some rows: tiles then find them near, where they would wait for one
 * line of every row. What is read goes to `spare`, or the compiler would drop it.
 */
function fetchRows(at: usize, rows: usize, step: usize, bytes: usize, spare: usize): void {
  let all = f64x2.splat(0);
  for (let r: usize = 0; r < rows; r++) {
    for (let c: usize = 0; c < bytes; c += 64) all = v128.or(all, v128.load64_zero(at + c));
    at += step;
  }
  v128.store(spare, all);
}

/** Copies `rows` rows of kp float64s into blocks of four columns, [kp / 4][rows][4]; a cache line at a time. */
function packColumns(from: usize, rows: usize, kp: usize, to: usize): void {
  const width: usize = 8 * kp;
  const next: usize = 32 * rows;
  for (let c: usize = 0; c < width; c += 64) {
    let at = from + c;
    for (const end = to + next; to < end; to += 32) {
      v128.store(to, v128.load(at));
      v128.store(to, v128.load(at, 16), 16);
      v128.store(to + next, v128.load(at, 32));
      v128.store(to + next, v128.load(at, 48), 16);
      at += width;
    }
    to += next;
  }
}
