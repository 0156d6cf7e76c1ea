import { factorGroup } from '../cholesky/factor-group.as';
import { solveGroup } from '../cholesky/solve-group.as';
import { count, scalar, scratch, word } from '../simd.as';
import { diagonalBytes, diagonalTile, onlyTile, tiles } from './gram-tiles.as';
import { interleaveGram } from './interleave-gram.as';

/** Ratings whose factor rows are read by all tiles before the next ones come: they stay in the nearest cache. */
const panelRows: i32 = 64;
/** Ratings that are summed in float32 before they are added up in float64. */
const roundedRatings: i32 = 512;

/**
 * For each row the sum of f fᵀ over its ratings plus a common addend and λ I, its Cholesky factor, and the
 * solution for the right-hand side Σ value f plus a common addend, all in float32; sums of more than 512 ratings
 * are added up in float64.
 *
 * Words: 0 bounds, 1 rowStart, 2 index, 3 values (float32; 0: no right-hand side), 4 factors of the other side
 * (float32, rows x kp), 5 kp, 6 Cholesky factors in groups of four rows (float32; 0: not kept), 7 solutions
 * (float32, rows x kp; 0: not wanted), 8 rows in all, 9 addend to every Gram matrix (float32, lower triangle by
 * rows; 0: none), 10 addend to the right-hand sides (float32, rows x kp; 0: none), 11 pivots of each chunk that
 * were not positive (int32). Numbers: 0 λ.
 */
export function normalEquations32(task: usize, chunk: i32, thread: i32): void {
  const bounds = word(task, 0) + 4 * <usize>chunk;
  const rowStart = word(task, 1);
  const index = word(task, 2);
  const values = word(task, 3);
  const factors = word(task, 4);
  const kp = count(task, 5);
  const chol = word(task, 6);
  const out = word(task, 7);
  const rows = count(task, 8);
  const addend = word(task, 9);
  const sideAddend = word(task, 10);
  const lambda = f32x4.splat(<f32>scalar(task, 0));

  const entries = (kp * (kp + 1)) >> 1;
  const groupBytes = <usize>entries << 4;
  const rowBytes = sumBytes(kp);
  const zeros = scratch(thread);
  const panel = zeros + 4 * roundedRatings;
  const x = panel + 4 * panelRows;
  const wide = x + 16 * <usize>kp;
  const sums = wide + 2 * rowBytes;
  const ownGroup = sums + 4 * rowBytes;
  memory.fill(zeros, 0, 4 * roundedRatings);

  let failures = 0;
  const end = load<i32>(bounds, 4);
  for (let row = load<i32>(bounds); row < end; row += 4) {
    for (let lane = 0; lane < 4; lane++) {
      const g = sums + <usize>lane * rowBytes;
      memory.fill(g, 0, rowBytes);
      if (row + lane >= rows) continue;
      const start = rowStart + 4 * <usize>(row + lane);
      sumRow(load<i32>(start), load<i32>(start, 4), index, values, factors, kp, zeros, panel, g, wide, rowBytes);
    }
    const group = chol ? chol + <usize>(row >> 2) * groupBytes : ownGroup;
    interleaveGram(sums, rowBytes, kp, group, x);
    if (addend) addToAll(group, addend, entries);
    for (let r = 0, at = group; r < kp; r++) {
      v128.store(at, f32x4.add(v128.load(at), lambda));
      at += 16 * <usize>(r + 2);
    }
    failures += factorGroup<f32>(group, kp);
    if (!out) continue;
    const present = min(4, rows - row);
    if (sideAddend) {
      const from = sideAddend + 4 * <usize>(row * kp);
      for (let lane = 0; lane < present; lane++) addLane(x, from, lane, kp);
    }
    solveGroup<f32>(group, kp, x);
    const to = out + 4 * <usize>(row * kp);
    for (let lane = 0; lane < present; lane++) storeLane(to, x, lane, kp);
  }
  store<i32>(word(task, 11) + 4 * <usize>chunk, failures);
}

/** Bytes of the sums of a row: for each eight columns the diagonal tile, then 32 bytes for each row below. */
function sumBytes(kp: i32): usize {
  const blocks = <usize>kp >> 3;
  return blocks * diagonalBytes + 128 * blocks * (blocks - 1);
}

/** The sums of a row into `g`, which is zero. */
function sumRow(
  begin: i32, end: i32, index: usize, values: usize, factors: usize, kp: i32,
  zeros: usize, panel: usize, g: usize, wide: usize, rowBytes: usize,
): void {
  const long = end - begin > roundedRatings;
  if (long) memory.fill(wide, 0, 2 * rowBytes);
  for (let from = begin; from < end; from += roundedRatings) {
    const to = min(end, from + roundedRatings);
    const side = values ? values + 4 * <usize>from : zeros;
    if (kp == 8) {
      onlyTile(index + 4 * <usize>from, index + 4 * <usize>to, factors, side, g);
    } else {
      for (let at = from; at < to; at += panelRows) {
        sumPanel(index + 4 * <usize>at, min(panelRows, to - at), side + 4 * <usize>(at - from), factors, kp, panel, g);
      }
    }
    if (long) widen(g, wide, rowBytes);
  }
  if (long) narrow(wide, g, rowBytes);
}

function sumPanel(index: usize, size: i32, values: usize, factors: usize, kp: i32, panel: usize, g: usize): void {
  const stride = 4 * kp;
  for (let p: usize = 0; p < <usize>size << 2; p += 4) {
    const f = <usize>(<u32>factors + load<u32>(index + p) * stride);
    store<u32>(panel + p, <u32>f);
    // The cache lines of a panel come together here; inside a tile they would come one after the other.
    for (let line: i32 = 0; line < stride; line += 64) load<u32>(f + <usize>line);
  }
  const end = panel + 4 * <usize>size;
  for (let col = 0; col < kp; col += 8) {
    diagonalTile(panel, end, 4 * <usize>col, values, g);
    g += diagonalBytes;
    const below = col + 8;
    g = tiles<f32>(panel, end, 4 * <usize>below, kp - below, 4 * <usize>col, g);
  }
}

/** Adds the float32 sums at `g` to the float64 ones at `wide`, and clears them. */
function widen(g: usize, wide: usize, bytes: usize): void {
  for (const end = g + bytes; g < end; g += 16) {
    const x = v128.load(g);
    v128.store(wide, f64x2.add(v128.load(wide), f64x2.promote_low_f32x4(x)));
    const high = f64x2.promote_low_f32x4(v128.shuffle<f32>(x, x, 2, 3, 2, 3));
    v128.store(wide, f64x2.add(v128.load(wide, 16), high), 16);
    v128.store(g, f32x4.splat(0));
    wide += 32;
  }
}

function narrow(wide: usize, g: usize, bytes: usize): void {
  for (const end = g + bytes; g < end; g += 16) {
    const low = f32x4.demote_f64x2_zero(v128.load(wide));
    const high = f32x4.demote_f64x2_zero(v128.load(wide, 16));
    v128.store(g, v128.shuffle<f32>(low, high, 0, 1, 4, 5));
    wide += 32;
  }
}

/** Adds each of `entries` numbers to the four systems at once. */
function addToAll(group: usize, addend: usize, entries: i32): void {
  for (let n = 0; n < entries; n++) {
    v128.store(group, f32x4.add(v128.load(group), v128.load32_splat(addend)));
    group += 16;
    addend += 4;
  }
}

function addLane(x: usize, from: usize, lane: i32, kp: i32): void {
  const offset = <usize>(lane * kp);
  for (let r: usize = 0; r < <usize>kp; r++) {
    const at = x + 16 * r + 4 * <usize>lane;
    store<f32>(at, load<f32>(at) + load<f32>(from + 4 * (offset + r)));
  }
}

function storeLane(to: usize, x: usize, lane: i32, kp: i32): void {
  const offset = <usize>(lane * kp);
  for (let r: usize = 0; r < <usize>kp; r++) {
    store<f32>(to + 4 * (offset + r), load<f32>(x + 16 * r + 4 * <usize>lane));
  }
}
