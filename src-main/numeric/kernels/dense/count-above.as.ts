import { count, madd, scratch, word } from '../simd.as';

/** Blocks of eight items between two looks at the norms. */
const stride: i32 = 16;

/**
 * Counts, for each user, the items whose float32 score is above an upper and above a lower threshold, from block to
 * block until the upper count reaches the user's limit, or no later item has a norm that the user's reach asks for.
 * Tiles of six users by eight items.
 * Words: 0 bounds (users), 1 users x kp (float32), 2 items (float32, blocks of eight, [block][kp][8]), 3 blocks,
 * 4 kp, 5 lower and upper threshold of each user (float32 pairs), 6 reach of each user (float64), 7 limits (int32),
 * 8 largest norm from each block on (float64), 9 counts above upper and lower (int32 pairs, added to).
 */
export function countAbove(task: usize, chunk: i32, thread: i32): void {
  const bounds = word(task, 0) + 4 * <usize>chunk;
  const end = load<i32>(bounds, 4);
  for (let user = load<i32>(bounds); user < end; user += 6) countTile(task, user, min(6, end - user), scratch(thread));
}

function countTile(task: usize, first: i32, users: i32, spare: usize): void {
  const kp = <usize>count(task, 4);
  const blocks = count(task, 3);
  const norms = word(task, 8);
  const width: usize = 4 * kp;
  const rows = word(task, 1) + <usize>first * width;
  const last = <usize>(users - 1);
  const r0 = rows, r1 = rows + min<usize>(1, last) * width, r2 = rows + min<usize>(2, last) * width;
  const r3 = rows + min<usize>(3, last) * width, r4 = rows + min<usize>(4, last) * width, r5 = rows + last * width;
  // Thresholds of the tile: those of users who are done, or missing, are above everything.
  for (let u: usize = 0; u < 6; u++) {
    store<f32>(spare + 4 * u, u <= last ? load<f32>(word(task, 5) + 8 * (<usize>first + u)) : <f32>Infinity);
  }
  let left = users;
  let panel = word(task, 2);
  for (let block = 0; block < blocks; block++) {
    if (block % stride == 0) {
      left -= dropOutOfReach(task, first, users, spare, load<f64>(norms + 8 * <usize>block));
      if (left <= 0) return;
    }
    let a0 = f32x4.splat(0), a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0;
    let b0 = a0, b1 = a0, b2 = a0, b3 = a0, b4 = a0, b5 = a0;
    for (let c: usize = 0; c < width; c += 4) {
      const x = v128.load(panel);
      const y = v128.load(panel, 16);
      panel += 32;
      let f = v128.load32_splat(r0 + c);
      a0 = madd<f32>(f, x, a0);
      b0 = madd<f32>(f, y, b0);
      f = v128.load32_splat(r1 + c);
      a1 = madd<f32>(f, x, a1);
      b1 = madd<f32>(f, y, b1);
      f = v128.load32_splat(r2 + c);
      a2 = madd<f32>(f, x, a2);
      b2 = madd<f32>(f, y, b2);
      f = v128.load32_splat(r3 + c);
      a3 = madd<f32>(f, x, a3);
      b3 = madd<f32>(f, y, b3);
      f = v128.load32_splat(r4 + c);
      a4 = madd<f32>(f, x, a4);
      b4 = madd<f32>(f, y, b4);
      f = v128.load32_splat(r5 + c);
      a5 = madd<f32>(f, x, a5);
      b5 = madd<f32>(f, y, b5);
    }
    let t = v128.load32_splat(spare);
    let any = v128.or(v128.gt<f32>(a0, t), v128.gt<f32>(b0, t));
    t = v128.load32_splat(spare, 4);
    any = v128.or(any, v128.or(v128.gt<f32>(a1, t), v128.gt<f32>(b1, t)));
    t = v128.load32_splat(spare, 8);
    any = v128.or(any, v128.or(v128.gt<f32>(a2, t), v128.gt<f32>(b2, t)));
    t = v128.load32_splat(spare, 12);
    any = v128.or(any, v128.or(v128.gt<f32>(a3, t), v128.gt<f32>(b3, t)));
    t = v128.load32_splat(spare, 16);
    any = v128.or(any, v128.or(v128.gt<f32>(a4, t), v128.gt<f32>(b4, t)));
    t = v128.load32_splat(spare, 20);
    any = v128.or(any, v128.or(v128.gt<f32>(a5, t), v128.gt<f32>(b5, t)));
    if (v128.any_true(any)) {
      left -= countUser(task, first, 0, a0, b0, spare);
      if (last >= 1) left -= countUser(task, first, 1, a1, b1, spare);
      if (last >= 2) left -= countUser(task, first, 2, a2, b2, spare);
      if (last >= 3) left -= countUser(task, first, 3, a3, b3, spare);
      if (last >= 4) left -= countUser(task, first, 4, a4, b4, spare);
      if (last >= 5) left -= countUser(task, first, 5, a5, b5, spare);
      if (left <= 0) return;
    }
  }
}

/** Adds what eight scores of a user count; 1 when that finishes the user. */
function countUser(task: usize, first: i32, u: i32, a: v128, b: v128, spare: usize): i32 {
  const lower = spare + 4 * <usize>u;
  const t = v128.load32_splat(lower);
  const possible = popcnt(v128.bitmask<i32>(v128.gt<f32>(a, t))) + popcnt(v128.bitmask<i32>(v128.gt<f32>(b, t)));
  if (possible == 0) return 0;
  const user = <usize>(first + u);
  const s = v128.load32_splat(word(task, 5) + 8 * user, 4);
  const sure = popcnt(v128.bitmask<i32>(v128.gt<f32>(a, s))) + popcnt(v128.bitmask<i32>(v128.gt<f32>(b, s)));
  const counts = word(task, 9) + 8 * user;
  const total = load<i32>(counts) + sure;
  store<i32>(counts, total);
  store<i32>(counts, load<i32>(counts, 4) + possible, 4);
  if (total < load<i32>(word(task, 7) + 4 * user)) return 0;
  store<f32>(lower, <f32>Infinity);
  return 1;
}

/** Finishes users whose reach is above the largest norm that is left; returns how many. */
function dropOutOfReach(task: usize, first: i32, users: i32, spare: usize, norm: f64): i32 {
  let dropped = 0;
  for (let u = 0; u < users; u++) {
    const lower = spare + 4 * <usize>u;
    if (load<f32>(lower) == <f32>Infinity || load<f64>(word(task, 6) + 8 * <usize>(first + u)) <= norm) continue;
    store<f32>(lower, <f32>Infinity);
    dropped++;
  }
  return dropped;
}
