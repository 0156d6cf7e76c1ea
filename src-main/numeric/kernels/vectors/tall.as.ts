import { count, madd, scratch, word } from '../simd.as';

/** Rows that are copied together, by blocks of four columns, where columns lie far apart. */
const panel: i32 = 64;
/** Rows that stay in cache while all columns of a product are computed for them. */
const strip: i32 = 32;
/** Widest rows that are read where they stand: wider ones fall on the same lines of the cache. */
const near: i32 = 32;

/**
 * Σ_rows a_r b_rᵀ over a chunk's rows, into the chunk's own p x q slot.
 * Words: 0 a (float64 rows x p), 1 b (rows x q), 2 rows, 3 rows a chunk, 4 p, 5 q (multiples of 4),
 * 6 first slot, 7 a is b?
 */
export function gramianTall(task: usize, chunk: i32, thread: i32): void {
  const first = chunk * count(task, 3);
  const end = min(first + count(task, 3), count(task, 2));
  const p = count(task, 4);
  const q = count(task, 5);
  const same = count(task, 7);
  const slot = word(task, 6) + <usize>chunk * <usize>p * <usize>q * 8;
  if (first >= end) memory.fill(slot, 0, <usize>p * <usize>q * 8);
  const packed = scratch(thread);
  for (let row = first; row < end; row += panel) {
    const rows = min(panel, end - row);
    let a = word(task, 0) + <usize>row * <usize>p * 8;
    let b = word(task, 1) + <usize>row * <usize>q * 8;
    let aStep: usize = <usize>p * 8, aBlock: usize = 32;
    let bStep: usize = <usize>q * 8, bBlock: usize = 32;
    if (p > near) {
      pack(a, p, rows, packed);
      a = packed;
      aStep = 32;
      aBlock = 32 * <usize>rows;
    }
    if (same) {
      b = a;
      bStep = aStep;
      bBlock = aBlock;
    } else if (q > near) {
      const at = packed + <usize>p * <usize>panel * 8;
      pack(b, q, rows, at);
      b = at;
      bStep = 32;
      bBlock = 32 * <usize>rows;
    }
    for (let i = 0; i < p; i += 4) {
      const stop = same ? i + 4 : q;
      let bAt = b;
      for (let j = 0; j < stop; j += 4) {
        const out = slot + (<usize>i * <usize>q + <usize>j) * 8;
        outerTile(a, aStep, bAt, bStep, rows, out, <usize>q * 8, row > first);
        bAt += bBlock;
      }
      a += aBlock;
    }
  }
  if (same) mirror(slot, p);
}

/**
 * Z += A B over a chunk's rows.
 * Words: 0 a (float64 rows x p), 1 b (p x q), 2 z (rows x q), 3 rows, 4 rows a chunk, 5 p, 6 q (a multiple of 4);
 * p q at most 2^18.
 */
export function addTallProduct(task: usize, chunk: i32, thread: i32): void {
  const first = chunk * count(task, 4);
  const end = min(first + count(task, 4), count(task, 3));
  const p = count(task, 5);
  const q = count(task, 6);
  const aStep = <usize>p * 8;
  const zStep = <usize>q * 8;
  let b = word(task, 1);
  let bStep: usize = zStep, bBlock: usize = 32;
  if (q > near) {
    const packed = scratch(thread);
    pack(b, q, p, packed);
    b = packed;
    bStep = 32;
    bBlock = 32 * <usize>p;
  }
  for (let top = first; top < end; top += strip) {
    const bottom = min(top + strip, end);
    let bAt = b;
    for (let j = 0; j < q; j += 4) {
      let a = word(task, 0) + <usize>top * aStep;
      let z = word(task, 2) + <usize>top * zStep + <usize>j * 8;
      let row = top;
      for (; row + 4 <= bottom; row += 4) {
        productTile(a, aStep, bAt, bStep, z, zStep);
        a += 4 * aStep;
        z += 4 * zStep;
      }
      for (; row < bottom; row++) {
        productRow(a, aStep, bAt, bStep, z);
        a += aStep;
        z += zStep;
      }
      bAt += bBlock;
    }
  }
}

/** Copies rows x width float64 into blocks of four columns, each rows x 4. */
function pack(from: usize, width: i32, rows: i32, to: usize): void {
  const block = 32 * <usize>rows;
  for (let row = 0; row < rows; row++) {
    let at = to + 32 * <usize>row;
    for (const end = from + <usize>width * 8; from < end; from += 32) {
      v128.store(at, v128.load(from));
      v128.store(at, v128.load(from, 16), 16);
      at += block;
    }
  }
}

/** Stores Σ a_r b_rᵀ, 4 x 4, in `out`, whose rows are outStep bytes apart, or adds it to what is there. */
@inline
function outerTile(
  a: usize,
  aStep: usize,
  b: usize,
  bStep: usize,
  rows: i32,
  out: usize,
  outStep: usize,
  adds: bool,
): void {
  const out1 = out + outStep, out2 = out1 + outStep, out3 = out2 + outStep;
  let s00 = v128.splat<f64>(0);
  let s01 = s00, s10 = s00, s11 = s00, s20 = s00, s21 = s00, s30 = s00, s31 = s00;
  for (let r = 0; r < rows; r++) {
    const y0 = v128.load(b);
    const y1 = v128.load(b, 16);
    let x = v128.load64_splat(a);
    s00 = madd<f64>(x, y0, s00);
    s01 = madd<f64>(x, y1, s01);
    x = v128.load64_splat(a, 8);
    s10 = madd<f64>(x, y0, s10);
    s11 = madd<f64>(x, y1, s11);
    x = v128.load64_splat(a, 16);
    s20 = madd<f64>(x, y0, s20);
    s21 = madd<f64>(x, y1, s21);
    x = v128.load64_splat(a, 24);
    s30 = madd<f64>(x, y0, s30);
    s31 = madd<f64>(x, y1, s31);
    a += aStep;
    b += bStep;
  }
  if (adds) {
    addTo(out, s00, s01);
    addTo(out1, s10, s11);
    addTo(out2, s20, s21);
    addTo(out3, s30, s31);
    return;
  }
  v128.store(out, s00);
  v128.store(out, s01, 16);
  v128.store(out1, s10);
  v128.store(out1, s11, 16);
  v128.store(out2, s20);
  v128.store(out2, s21, 16);
  v128.store(out3, s30);
  v128.store(out3, s31, 16);
}

/** Adds four rows of A times four columns of B, whose inner dimension is aStep / 8. */
@inline
function productTile(a: usize, aStep: usize, b: usize, bStep: usize, z: usize, zStep: usize): void {
  let s00 = v128.splat<f64>(0);
  let s01 = s00, s10 = s00, s11 = s00, s20 = s00, s21 = s00, s30 = s00, s31 = s00;
  let a1 = a + aStep, a2 = a1 + aStep, a3 = a2 + aStep;
  for (const end = a + aStep; a < end; ) {
    const y0 = v128.load(b);
    const y1 = v128.load(b, 16);
    let x = v128.load64_splat(a);
    s00 = madd<f64>(x, y0, s00);
    s01 = madd<f64>(x, y1, s01);
    x = v128.load64_splat(a1);
    s10 = madd<f64>(x, y0, s10);
    s11 = madd<f64>(x, y1, s11);
    x = v128.load64_splat(a2);
    s20 = madd<f64>(x, y0, s20);
    s21 = madd<f64>(x, y1, s21);
    x = v128.load64_splat(a3);
    s30 = madd<f64>(x, y0, s30);
    s31 = madd<f64>(x, y1, s31);
    a += 8;
    a1 += 8;
    a2 += 8;
    a3 += 8;
    b += bStep;
  }
  addTo(z, s00, s01);
  addTo(z + zStep, s10, s11);
  addTo(z + 2 * zStep, s20, s21);
  addTo(z + 3 * zStep, s30, s31);
}

@inline
function productRow(a: usize, aStep: usize, b: usize, bStep: usize, z: usize): void {
  let s0 = v128.splat<f64>(0);
  let s1 = s0;
  for (const end = a + aStep; a < end; a += 8) {
    const x = v128.load64_splat(a);
    s0 = madd<f64>(x, v128.load(b), s0);
    s1 = madd<f64>(x, v128.load(b, 16), s1);
    b += bStep;
  }
  addTo(z, s0, s1);
}

@inline
function addTo(at: usize, low: v128, high: v128): void {
  v128.store(at, v128.add<f64>(v128.load(at), low));
  v128.store(at, v128.add<f64>(v128.load(at, 16), high), 16);
}

/** Copies the lower triangle of a square matrix to the upper one. */
function mirror(square: usize, width: i32): void {
  for (let i = 0; i < width; i++) {
    for (let j = 0; j < i; j++) {
      store<f64>(square + <usize>(j * width + i) * 8, load<f64>(square + <usize>(i * width + j) * 8));
    }
  }
}
