import { factorGroup } from '../cholesky/factor-group.as';
import { solveGroup } from '../cholesky/solve-group.as';
import { count, madd, scalar, scratch, word } from '../simd.as';
import { tiles } from './gram-tiles.as';

/** Most ratings whose factor rows are read by all tiles before the next ones come. */
const panelRows: i32 = 64;

/**
 * {@link normalEquations32} in float64: words 4, 6, 7, 9 and 10 are float64 arrays, and word 12 holds the values
 * in float64 where float32 does not hold them exactly (0: word 3 does). Numbers: 0 λ.
 */
export function normalEquations64(task: usize, chunk: i32, thread: i32): void {
  const bounds = word(task, 0) + 4 * <usize>chunk;
  const rowStart = word(task, 1);
  const kp = count(task, 5);
  const chol = word(task, 6);
  const out = word(task, 7);
  const rows = count(task, 8);
  const addend = word(task, 9);
  const sideAddend = word(task, 10);
  const lambda = scalar(task, 0);

  const entries = (kp * (kp + 1)) >> 1;
  const groupBytes = <usize>entries << 5;
  const rowBytes = <usize>kp << 3;
  const panel = scratch(thread);
  const x = panel + 4 * panelRows;
  const side = x + 4 * rowBytes;
  const sums = side + rowBytes;
  const ownGroup = sums + sumBytes(kp);

  let failures = 0;
  const end = load<i32>(bounds, 4);
  for (let row = load<i32>(bounds); row < end; row += 4) {
    const group = chol ? chol + <usize>(row >> 2) * groupBytes : ownGroup;
    memory.fill(x, 0, 4 * rowBytes);
    for (let lane = 0; lane < 4; lane++) {
      memory.fill(sums, 0, sumBytes(kp));
      memory.fill(side, 0, rowBytes);
      const present = row + lane < rows;
      if (present) sumRow(task, row + lane, kp, panel, side, sums);
      toLane(sums, kp, group + 8 * <usize>lane, addend, lambda);
      if (!present) continue;
      const from = sideAddend ? sideAddend + <usize>(row + lane) * rowBytes : 0;
      for (let r: usize = 0; r < rowBytes; r += 8) {
        store<f64>(x + 4 * r + 8 * <usize>lane, load<f64>(side + r) + (from ? load<f64>(from + r) : 0));
      }
    }
    failures += factorGroup<f64>(group, kp);
    if (!out) continue;
    solveGroup<f64>(group, kp, x);
    for (let lane = 0; lane < 4 && row + lane < rows; lane++) {
      const to = out + <usize>(row + lane) * rowBytes;
      for (let r: usize = 0; r < rowBytes; r += 8) store<f64>(to + r, load<f64>(x + 4 * r + 8 * <usize>lane));
    }
  }
  store<i32>(word(task, 11) + 4 * <usize>chunk, failures);
}

/** Bytes of the sums of a row: for each four columns 32 bytes for each row from the diagonal down. */
function sumBytes(kp: i32): usize {
  return 16 * <usize>kp * <usize>((kp >> 2) + 1);
}

/** The sums of a row into `side` and `sums`, which are zero. */
function sumRow(task: usize, row: i32, kp: i32, panel: usize, side: usize, sums: usize): void {
  const start = word(task, 1) + 4 * <usize>row;
  const index = word(task, 2);
  const values = word(task, 3);
  const factors = word(task, 4);
  const exact = word(task, 12);
  const end = load<i32>(start, 4);
  const most = kp < 64 ? panelRows : panelRows / 2;
  for (let at = load<i32>(start); at < end; at += most) {
    const size = min(most, end - at);
    const from = index + 4 * <usize>at;
    const bytes = <usize>size << 2;
    for (let p: usize = 0; p < bytes; p += 4) {
      const f = <usize>(<u32>factors + load<u32>(from + p) * (8 * kp));
      store<u32>(panel + p, <u32>f);
      // The cache lines of a panel come together here.
      for (let line: i32 = 0; line < 8 * kp; line += 64) load<u32>(f + <usize>line);
    }
    const stop = panel + bytes;
    if (exact) for (let r: i32 = 0; r < kp; r += 8) sideTile<f64>(panel, stop, r, exact + 8 * <usize>at, side);
    else if (values) for (let r: i32 = 0; r < kp; r += 8) sideTile<f32>(panel, stop, r, values + 4 * <usize>at, side);
    let g = sums;
    for (let col = 0; col < kp; col += 4) g = tiles<f64>(panel, stop, 8 * <usize>col, kp - col, 8 * <usize>col, g);
  }
}

/** Adds Σ value f to eight components of `side`; V is the type of the values. */
function sideTile<V>(at: usize, end: usize, r: i32, values: usize, side: usize): void {
  const offset = 8 * <usize>r;
  const to = side + offset;
  let a = v128.load(to);
  let b = v128.load(to, 16);
  let c = v128.load(to, 32);
  let d = v128.load(to, 48);
  for (; at < end; at += 4) {
    const f = <usize>load<u32>(at) + offset;
    const value = f64x2.splat(<f64>load<V>(values));
    values += sizeof<V>();
    a = madd<f64>(v128.load(f), value, a);
    b = madd<f64>(v128.load(f, 16), value, b);
    c = madd<f64>(v128.load(f, 32), value, c);
    d = madd<f64>(v128.load(f, 48), value, d);
  }
  v128.store(to, a);
  v128.store(to, b, 16);
  v128.store(to, c, 32);
  v128.store(to, d, 48);
}

/** Brings the sums of a row, plus `addend` and λ, into a lane of the interleaved lower triangles. */
function toLane(g: usize, kp: i32, lane: usize, addend: usize, lambda: f64): void {
  for (let col = 0; col < kp; col += 4) {
    for (let row = col; row < kp; row++) {
      const n = <usize>(((row * (row + 1)) >> 1) + col);
      const width = min(3, row - col);
      for (let c = 0; c <= width; c++) {
        const entry = n + <usize>c;
        let sum = load<f64>(g + 8 * <usize>c);
        if (addend) sum += load<f64>(addend + 8 * entry);
        if (row == col + c) sum += lambda;
        store<f64>(lane + 32 * entry, sum);
      }
      g += 32;
    }
  }
}
