import { diagonalBytes } from './gram-tiles.as';

/**
 * Brings the sums of four rows, `apart` bytes from each other as the tiles left them, into the interleaved lower
 * triangles of `group` and right-hand sides at `x` (component r of the four at x + 16 r).
 */
export function interleaveGram(g: usize, apart: usize, kp: i32, group: usize, x: usize): void {
  for (let col = 0; col < kp; col += 8) {
    interleaveDiagonal(g, apart, col, group, x + 16 * <usize>col);
    g += diagonalBytes;
    for (let row = col + 8; row < kp; row++) {
      const at = entry(group, row, col);
      turn(g, apart, at, at + 16, at + 32, at + 48);
      turn(g + 16, apart, at + 64, at + 80, at + 96, at + 112);
      g += 32;
    }
  }
}

function interleaveDiagonal(g: usize, apart: usize, col: i32, group: usize, x: usize): void {
  const r0 = entry(group, col, col);
  const r1 = entry(group, col + 1, col);
  const r2 = entry(group, col + 2, col);
  const r3 = entry(group, col + 3, col);
  const r4 = entry(group, col + 4, col);
  const r5 = entry(group, col + 5, col);
  const r6 = entry(group, col + 6, col);
  const r7 = entry(group, col + 7, col);
  turn(g, apart, r0, r1 + 16, r2 + 32, r3 + 48);
  turn(g + 16, apart, r1, r2 + 16, r3 + 32, r3);
  turn(g + 32, apart, r4 + 64, r5 + 80, r6 + 96, r7 + 112);
  turn(g + 48, apart, r5 + 64, r6 + 80, r7 + 96, r7 + 64);
  turn(g + 64, apart, r2, r3 + 16, r6 + 64, r7 + 80);
  turn(g + 80, apart, r4, r5 + 16, r6 + 32, r7 + 48);
  turn(g + 96, apart, r5, r6 + 16, r7 + 32, r4 + 48);
  turn(g + 112, apart, r6, r7 + 16, r4 + 32, r5 + 48);
  turn(g + 128, apart, r7, r4 + 16, r5 + 32, r6 + 48);
  turn(g + 144, apart, x, x + 16, x + 32, x + 48);
  turn(g + 160, apart, x + 64, x + 80, x + 96, x + 112);
}

/** Turns four vectors, `apart` bytes from each other, into four at `to0` .. `to3`. */
@inline
function turn(from: usize, apart: usize, to0: usize, to1: usize, to2: usize, to3: usize): void {
  const a = v128.load(from);
  const b = v128.load(from + apart);
  const c = v128.load(from + 2 * apart);
  const d = v128.load(from + 3 * apart);
  const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const abHigh = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cdHigh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(to0, v128.shuffle<f32>(ab, cd, 0, 1, 4, 5));
  v128.store(to1, v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
  v128.store(to2, v128.shuffle<f32>(abHigh, cdHigh, 0, 1, 4, 5));
  v128.store(to3, v128.shuffle<f32>(abHigh, cdHigh, 2, 3, 6, 7));
}

/** Address of entry (row, col <= row) of the four interleaved triangles. */
@inline
function entry(group: usize, row: i32, col: i32): usize {
  return group + 16 * <usize>(((row * (row + 1)) >> 1) + col);
}
