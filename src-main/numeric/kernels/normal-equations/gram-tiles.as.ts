import { madd } from '../simd.as';

/*
 * Sums of products over the factor rows of a panel, each kept in a register from the first row to the last and
 * added to what stands in memory. A panel is a list of addresses of factor rows (u32), from `at` to `end`.
 *
 * V8 keeps 15 vectors in registers: twelve sums, two columns and one broadcast fit where multiply-add is one
 * instruction; otherwise a product takes a register too, and a tile of four rows is the widest that fits.
 */

/** Bytes of the sums of {@link diagonalTile}. */
export const diagonalBytes: usize = 176;

/**
 * Products of the eight components at byte `col` with each other and with the values. Rotated against each
 * other instead of broadcast, they fill nine vectors with the 36 of the lower triangle; interleave.as.ts knows
 * which is where.
 */
export function diagonalTile(at: usize, end: usize, col: usize, values: usize, g: usize): void {
  diagonal(at, end, col, values, g, false);
}

/** {@link diagonalTile} over factor rows of eight components, `at` being a list of their numbers. */
export function onlyTile(at: usize, end: usize, factors: usize, values: usize, g: usize): void {
  diagonal(at, end, factors, values, g, true);
}

@inline
function diagonal(at: usize, end: usize, base: usize, values: usize, g: usize, numbers: bool): void {
  let aa = v128.load(g);
  let aa1 = v128.load(g, 16);
  let bb = v128.load(g, 32);
  let bb1 = v128.load(g, 48);
  let halves = v128.load(g, 64);
  let ab = v128.load(g, 80);
  let ab1 = v128.load(g, 96);
  let ab2 = v128.load(g, 112);
  let ab3 = v128.load(g, 128);
  let av = v128.load(g, 144);
  let bv = v128.load(g, 160);
  const beyond = values - at;
  for (; at < end; at += 4) {
    const f = base + (numbers ? <usize>load<u32>(at) << 5 : <usize>load<u32>(at));
    const a = v128.load(f);
    const b = v128.load(f, 16);
    let x = v128.load32_splat(at + beyond);
    av = madd<f32>(a, x, av);
    bv = madd<f32>(b, x, bv);
    aa = madd<f32>(a, a, aa);
    bb = madd<f32>(b, b, bb);
    ab = madd<f32>(a, b, ab);
    x = v128.shuffle<f32>(a, a, 1, 2, 3, 0);
    aa1 = madd<f32>(a, x, aa1);
    x = v128.shuffle<f32>(b, b, 1, 2, 3, 0);
    bb1 = madd<f32>(b, x, bb1);
    ab1 = madd<f32>(a, x, ab1);
    x = v128.shuffle<f32>(b, b, 2, 3, 0, 1);
    ab2 = madd<f32>(a, x, ab2);
    x = v128.shuffle<f32>(b, b, 3, 0, 1, 2);
    ab3 = madd<f32>(a, x, ab3);
    halves = madd<f32>(v128.shuffle<f32>(a, b, 0, 1, 4, 5), v128.shuffle<f32>(a, b, 2, 3, 6, 7), halves);
  }
  v128.store(g, aa);
  v128.store(g, aa1, 16);
  v128.store(g, bb, 32);
  v128.store(g, bb1, 48);
  v128.store(g, halves, 64);
  v128.store(g, ab, 80);
  v128.store(g, ab1, 96);
  v128.store(g, ab2, 112);
  v128.store(g, ab3, 128);
  v128.store(g, av, 144);
  v128.store(g, bv, 160);
}

/**
 * The products of all components from byte `row` to the last with the 32 bytes of components from byte `col`, in
 * tiles as high as the registers allow.
 * @param g sums, 32 bytes a component
 * @returns the end of the sums
 */
export function tiles<T>(at: usize, end: usize, row: usize, rows: i32, col: usize, g: usize): usize {
  if (!ASC_FEATURE_RELAXED_SIMD) {
    for (; rows > 0; rows -= 4) {
      tile4<T>(at, end, row, col, g);
      row += 4 * sizeof<T>();
      g += 128;
    }
    return g;
  }
  for (let left = (rows + 5) / 6; left > 0; left--) {
    const height = (rows + left - 1) / left;
    if (height == 6) tile6<T>(at, end, row, col, g);
    else if (height == 5) tile5<T>(at, end, row, col, g);
    else tile4<T>(at, end, row, col, g);
    rows -= height;
    row += <usize>height * sizeof<T>();
    g += 32 * <usize>height;
  }
  return g;
}

/** Products of six components from byte `row` with 32 bytes of components from byte `col`, 32 bytes a row at `g`. */
export function tile6<T>(at: usize, end: usize, row: usize, col: usize, g: usize): void {
  let s0a = v128.load(g);
  let s0b = v128.load(g, 16);
  let s1a = v128.load(g, 32);
  let s1b = v128.load(g, 48);
  let s2a = v128.load(g, 64);
  let s2b = v128.load(g, 80);
  let s3a = v128.load(g, 96);
  let s3b = v128.load(g, 112);
  let s4a = v128.load(g, 128);
  let s4b = v128.load(g, 144);
  let s5a = v128.load(g, 160);
  let s5b = v128.load(g, 176);
  for (; at < end; at += 4) {
    const f = <usize>load<u32>(at);
    const x = f + row;
    const a = v128.load(f + col);
    const b = v128.load(f + col, 16);
    let c = broadcast<T>(x, 0);
    s0a = madd<T>(c, a, s0a);
    s0b = madd<T>(c, b, s0b);
    c = broadcast<T>(x, sizeof<T>());
    s1a = madd<T>(c, a, s1a);
    s1b = madd<T>(c, b, s1b);
    c = broadcast<T>(x, 2 * sizeof<T>());
    s2a = madd<T>(c, a, s2a);
    s2b = madd<T>(c, b, s2b);
    c = broadcast<T>(x, 3 * sizeof<T>());
    s3a = madd<T>(c, a, s3a);
    s3b = madd<T>(c, b, s3b);
    c = broadcast<T>(x, 4 * sizeof<T>());
    s4a = madd<T>(c, a, s4a);
    s4b = madd<T>(c, b, s4b);
    c = broadcast<T>(x, 5 * sizeof<T>());
    s5a = madd<T>(c, a, s5a);
    s5b = madd<T>(c, b, s5b);
  }
  v128.store(g, s0a);
  v128.store(g, s0b, 16);
  v128.store(g, s1a, 32);
  v128.store(g, s1b, 48);
  v128.store(g, s2a, 64);
  v128.store(g, s2b, 80);
  v128.store(g, s3a, 96);
  v128.store(g, s3b, 112);
  v128.store(g, s4a, 128);
  v128.store(g, s4b, 144);
  v128.store(g, s5a, 160);
  v128.store(g, s5b, 176);
}

/** Products of five components from byte `row` with 32 bytes of components from byte `col`, 32 bytes a row at `g`. */
export function tile5<T>(at: usize, end: usize, row: usize, col: usize, g: usize): void {
  let s0a = v128.load(g);
  let s0b = v128.load(g, 16);
  let s1a = v128.load(g, 32);
  let s1b = v128.load(g, 48);
  let s2a = v128.load(g, 64);
  let s2b = v128.load(g, 80);
  let s3a = v128.load(g, 96);
  let s3b = v128.load(g, 112);
  let s4a = v128.load(g, 128);
  let s4b = v128.load(g, 144);
  for (; at < end; at += 4) {
    const f = <usize>load<u32>(at);
    const x = f + row;
    const a = v128.load(f + col);
    const b = v128.load(f + col, 16);
    let c = broadcast<T>(x, 0);
    s0a = madd<T>(c, a, s0a);
    s0b = madd<T>(c, b, s0b);
    c = broadcast<T>(x, sizeof<T>());
    s1a = madd<T>(c, a, s1a);
    s1b = madd<T>(c, b, s1b);
    c = broadcast<T>(x, 2 * sizeof<T>());
    s2a = madd<T>(c, a, s2a);
    s2b = madd<T>(c, b, s2b);
    c = broadcast<T>(x, 3 * sizeof<T>());
    s3a = madd<T>(c, a, s3a);
    s3b = madd<T>(c, b, s3b);
    c = broadcast<T>(x, 4 * sizeof<T>());
    s4a = madd<T>(c, a, s4a);
    s4b = madd<T>(c, b, s4b);
  }
  v128.store(g, s0a);
  v128.store(g, s0b, 16);
  v128.store(g, s1a, 32);
  v128.store(g, s1b, 48);
  v128.store(g, s2a, 64);
  v128.store(g, s2b, 80);
  v128.store(g, s3a, 96);
  v128.store(g, s3b, 112);
  v128.store(g, s4a, 128);
  v128.store(g, s4b, 144);
}

/** Products of four components from byte `row` with 32 bytes of components from byte `col`, 32 bytes a row at `g`. */
export function tile4<T>(at: usize, end: usize, row: usize, col: usize, g: usize): void {
  let s0a = v128.load(g);
  let s0b = v128.load(g, 16);
  let s1a = v128.load(g, 32);
  let s1b = v128.load(g, 48);
  let s2a = v128.load(g, 64);
  let s2b = v128.load(g, 80);
  let s3a = v128.load(g, 96);
  let s3b = v128.load(g, 112);
  for (; at < end; at += 4) {
    const f = <usize>load<u32>(at);
    const x = f + row;
    const a = v128.load(f + col);
    const b = v128.load(f + col, 16);
    let c = broadcast<T>(x, 0);
    s0a = madd<T>(c, a, s0a);
    s0b = madd<T>(c, b, s0b);
    c = broadcast<T>(x, sizeof<T>());
    s1a = madd<T>(c, a, s1a);
    s1b = madd<T>(c, b, s1b);
    c = broadcast<T>(x, 2 * sizeof<T>());
    s2a = madd<T>(c, a, s2a);
    s2b = madd<T>(c, b, s2b);
    c = broadcast<T>(x, 3 * sizeof<T>());
    s3a = madd<T>(c, a, s3a);
    s3b = madd<T>(c, b, s3b);
  }
  v128.store(g, s0a);
  v128.store(g, s0b, 16);
  v128.store(g, s1a, 32);
  v128.store(g, s1b, 48);
  v128.store(g, s2a, 64);
  v128.store(g, s2b, 80);
  v128.store(g, s3a, 96);
  v128.store(g, s3b, 112);
}

@inline
function broadcast<T>(at: usize, offset: usize): v128 {
  return sizeof<T>() == 4 ? v128.load32_splat(at + offset) : v128.load64_splat(at + offset);
}
