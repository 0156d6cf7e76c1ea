import { count, madd, nmadd, scalar, sum2, word } from '../simd.as';
import { sumCell } from './chunks.as';

/** Part of a · b; words: 0 a, 1 b, 2 numbers, 3 numbers a chunk. */
export function vectorDot(task: usize, chunk: i32, _thread: i32): void {
  const begin = chunk * count(task, 3);
  const length = min(count(task, 3), count(task, 2) - begin);
  let a = word(task, 0) + 8 * <usize>begin;
  let b = word(task, 1) + 8 * <usize>begin;
  let s0 = v128.splat<f64>(0);
  let s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0;
  const end = a + 8 * <usize>length;
  for (const stop = a + 8 * <usize>(length & ~15); a < stop; ) {
    s0 = madd<f64>(v128.load(a), v128.load(b), s0);
    s1 = madd<f64>(v128.load(a, 16), v128.load(b, 16), s1);
    s2 = madd<f64>(v128.load(a, 32), v128.load(b, 32), s2);
    s3 = madd<f64>(v128.load(a, 48), v128.load(b, 48), s3);
    s4 = madd<f64>(v128.load(a, 64), v128.load(b, 64), s4);
    s5 = madd<f64>(v128.load(a, 80), v128.load(b, 80), s5);
    s6 = madd<f64>(v128.load(a, 96), v128.load(b, 96), s6);
    s7 = madd<f64>(v128.load(a, 112), v128.load(b, 112), s7);
    a += 128;
    b += 128;
  }
  let sum = sum2(sum8(s0, s1, s2, s3, s4, s5, s6, s7));
  for (; a < end; a += 8, b += 8) sum += load<f64>(a) * load<f64>(b);
  store<f64>(sumCell(chunk), sum);
}

/**
 * x += α p, r -= α q, and part of the new r · r.
 * Words: 0 x, 1 p, 2 r, 3 q, 4 numbers, 5 numbers a chunk. Numbers: 0 α.
 */
export function conjugateStep(task: usize, chunk: i32, _thread: i32): void {
  const begin = chunk * count(task, 5);
  const length = min(count(task, 5), count(task, 4) - begin);
  let x = word(task, 0) + 8 * <usize>begin;
  let p = word(task, 1) + 8 * <usize>begin;
  let r = word(task, 2) + 8 * <usize>begin;
  let q = word(task, 3) + 8 * <usize>begin;
  const alpha = scalar(task, 0);
  const both = v128.splat<f64>(alpha);
  let s0 = v128.splat<f64>(0);
  let s1 = s0, s2 = s0, s3 = s0;
  const end = x + 8 * <usize>length;
  for (const stop = x + 8 * <usize>(length & ~7); x < stop; ) {
    v128.store(x, madd<f64>(both, v128.load(p), v128.load(x)));
    v128.store(x, madd<f64>(both, v128.load(p, 16), v128.load(x, 16)), 16);
    v128.store(x, madd<f64>(both, v128.load(p, 32), v128.load(x, 32)), 32);
    v128.store(x, madd<f64>(both, v128.load(p, 48), v128.load(x, 48)), 48);
    const r0 = nmadd<f64>(both, v128.load(q), v128.load(r));
    const r1 = nmadd<f64>(both, v128.load(q, 16), v128.load(r, 16));
    const r2 = nmadd<f64>(both, v128.load(q, 32), v128.load(r, 32));
    const r3 = nmadd<f64>(both, v128.load(q, 48), v128.load(r, 48));
    s0 = madd<f64>(r0, r0, s0);
    s1 = madd<f64>(r1, r1, s1);
    s2 = madd<f64>(r2, r2, s2);
    s3 = madd<f64>(r3, r3, s3);
    v128.store(r, r0);
    v128.store(r, r1, 16);
    v128.store(r, r2, 32);
    v128.store(r, r3, 48);
    x += 64;
    p += 64;
    r += 64;
    q += 64;
  }
  let sum = sum2(v128.add<f64>(v128.add<f64>(s0, s1), v128.add<f64>(s2, s3)));
  for (; x < end; x += 8, p += 8, r += 8, q += 8) {
    store<f64>(x, load<f64>(x) + alpha * load<f64>(p));
    const left = load<f64>(r) - alpha * load<f64>(q);
    store<f64>(r, left);
    sum += left * left;
  }
  store<f64>(sumCell(chunk), sum);
}

/** out = a x + b y; words: 0 out, 1 x, 2 y, 3 numbers, 4 numbers a chunk; numbers: 0 a, 1 b. out may be x or y. */
export function scaledSum(task: usize, chunk: i32, _thread: i32): void {
  const begin = chunk * count(task, 4);
  const length = min(count(task, 4), count(task, 3) - begin);
  let out = word(task, 0) + 8 * <usize>begin;
  let x = word(task, 1) + 8 * <usize>begin;
  let y = word(task, 2) + 8 * <usize>begin;
  const a = scalar(task, 0);
  const b = scalar(task, 1);
  const av = v128.splat<f64>(a);
  const bv = v128.splat<f64>(b);
  const end = out + 8 * <usize>length;
  for (const stop = out + 8 * <usize>(length & ~7); out < stop; ) {
    v128.store(out, madd<f64>(av, v128.load(x), v128.mul<f64>(bv, v128.load(y))));
    v128.store(out, madd<f64>(av, v128.load(x, 16), v128.mul<f64>(bv, v128.load(y, 16))), 16);
    v128.store(out, madd<f64>(av, v128.load(x, 32), v128.mul<f64>(bv, v128.load(y, 32))), 32);
    v128.store(out, madd<f64>(av, v128.load(x, 48), v128.mul<f64>(bv, v128.load(y, 48))), 48);
    out += 64;
    x += 64;
    y += 64;
  }
  for (; out < end; out += 8, x += 8, y += 8) store<f64>(out, a * load<f64>(x) + b * load<f64>(y));
}

/** out = in; words: 0 in, 1 out, 2 numbers, 3 numbers a chunk. */
export function copyVector(task: usize, chunk: i32, _thread: i32): void {
  const begin = chunk * count(task, 3);
  const length = min(count(task, 3), count(task, 2) - begin);
  let from = word(task, 0) + 8 * <usize>begin;
  let to = word(task, 1) + 8 * <usize>begin;
  const end = to + 8 * <usize>length;
  for (const stop = to + 8 * <usize>(length & ~7); to < stop; ) {
    v128.store(to, v128.load(from));
    v128.store(to, v128.load(from, 16), 16);
    v128.store(to, v128.load(from, 32), 32);
    v128.store(to, v128.load(from, 48), 48);
    from += 64;
    to += 64;
  }
  for (; to < end; from += 8, to += 8) store<f64>(to, load<f64>(from));
}

/** out = in, rounded to float32; words: 0 in, 1 out, 2 numbers, 3 numbers a chunk. */
export function demote(task: usize, chunk: i32, _thread: i32): void {
  const begin = chunk * count(task, 3);
  const length = min(count(task, 3), count(task, 2) - begin);
  demoteRun(word(task, 0) + 8 * <usize>begin, word(task, 1) + 4 * <usize>begin, length);
}

/**
 * Row j of out is [x_j | y_j]; words: 0 x, 1 y, 2 out, 3 rows, 4 rows a chunk, 5 width of x and of y,
 * 6 float64 out (else float32)?
 */
export function pairRows(task: usize, chunk: i32, _thread: i32): void {
  const width = count(task, 5);
  const wide = count(task, 6);
  const first = chunk * count(task, 4);
  const end = min(first + count(task, 4), count(task, 3));
  const row = <usize>width * 8;
  for (let j = first; j < end; j++) {
    const x = word(task, 0) + <usize>j * row;
    const y = word(task, 1) + <usize>j * row;
    if (wide) {
      const out = word(task, 2) + 2 * <usize>j * row;
      memory.copy(out, x, row);
      memory.copy(out + row, y, row);
    } else {
      const out = word(task, 2) + <usize>j * row;
      demoteRun(x, out, width);
      demoteRun(y, out + (row >> 1), width);
    }
  }
}

@inline
function demoteRun(from: usize, to: usize, length: i32): void {
  const end = to + 4 * <usize>length;
  for (const stop = to + 4 * <usize>(length & ~7); to < stop; ) {
    const a = f32x4.demote_f64x2_zero(v128.load(from));
    const b = f32x4.demote_f64x2_zero(v128.load(from, 16));
    const c = f32x4.demote_f64x2_zero(v128.load(from, 32));
    const d = f32x4.demote_f64x2_zero(v128.load(from, 48));
    v128.store(to, v128.shuffle<i64>(a, b, 0, 2));
    v128.store(to, v128.shuffle<i64>(c, d, 0, 2), 16);
    from += 64;
    to += 32;
  }
  for (; to < end; from += 8, to += 4) store<f32>(to, <f32>load<f64>(from));
}

@inline
function sum8(a: v128, b: v128, c: v128, d: v128, e: v128, f: v128, g: v128, h: v128): v128 {
  const left = v128.add<f64>(v128.add<f64>(a, b), v128.add<f64>(c, d));
  return v128.add<f64>(left, v128.add<f64>(v128.add<f64>(e, f), v128.add<f64>(g, h)));
}
