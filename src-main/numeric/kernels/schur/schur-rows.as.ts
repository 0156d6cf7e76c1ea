import { addFourPairs, clearFrom, dotFour, negateFour, padFour, padIndex, rowOf, scatterFour, scatterFourSums, subtractFour } from './four-rows.as';

/**
 * t += Σ_j [v_j (u·x_j) - e_j x_j] over the ratings of a user.
 * @param along gets u·x_j, `step` bytes to four ratings (0: not to be kept)
 * @param work 80 bytes: four numbers, four e_j, four entries of the index
 * @returns where the next user's u·x_j go
 */
export function coupleRow<T>(
  t: usize, u: usize, bytes: usize, pairs: usize, index: usize, errors: usize, start: i32, end: i32,
  along: usize, step: usize, work: usize,
): usize {
  const pair = bytes * 2;
  for (let at = start; at < end; at += 4) {
    const left = end - at;
    let entries = index + 4 * <usize>at;
    let e = errors + <usize>at * sizeof<T>();
    if (left < 4) {
      padIndex(work + 64, entries, left);
      entries = work + 64;
      padFour<T>(work + 32, e, left);
      e = work + 32;
    }
    const a = rowOf(pairs, pair, entries, 0);
    const b = rowOf(pairs, pair, entries, 1);
    const c = rowOf(pairs, pair, entries, 2);
    const d = rowOf(pairs, pair, entries, 3);
    dotFour<T>(along, bytes, u, a, b, c, d);
    if (left < 4) clearFrom<T>(along, left);
    addFourPairs<T>(t, bytes, along, e, a, b, c, d);
    along += step;
  }
  return along;
}

/**
 * out_j += u (u·x_j - v_j·y) + e_j y over the ratings of a user.
 * @param table v_j, `stride` bytes apart, x_j right before v_j
 * @param along u·x_j as {@link coupleRow} left them, computed again where `step` is 0; 0 where there is no x
 * @param work 80 bytes: four numbers, four e_j, four entries of the index
 * @returns where the next user's u·x_j are
 */
export function scatterRow<T>(
  u: usize, y: usize, bytes: usize, table: usize, stride: usize, out: usize, index: usize, errors: usize, start: i32, end: i32,
  along: usize, step: usize, work: usize,
): usize {
  for (let at = start; at < end; at += 4) {
    const left = end - at;
    let entries = index + 4 * <usize>at;
    let e = errors + <usize>at * sizeof<T>();
    if (left < 4) {
      padIndex(work + 64, entries, left);
      entries = work + 64;
      padFour<T>(work + 32, e, left);
      e = work + 32;
    }
    const a = rowOf(table, stride, entries, 0);
    const b = rowOf(table, stride, entries, 1);
    const c = rowOf(table, stride, entries, 2);
    const d = rowOf(table, stride, entries, 3);
    dotFour<T>(work, bytes, y, a, b, c, d);
    if (along) {
      if (!step) dotFour<T>(along, bytes, u, a - bytes, b - bytes, c - bytes, d - bytes);
      subtractFour<T>(work, along);
    } else {
      negateFour<T>(work);
    }
    if (left < 4) clearFrom<T>(work, left);
    scatterFourSums<T>(
      u, y, bytes, work, e,
      rowOf(out, bytes, entries, 0), rowOf(out, bytes, entries, 1),
      rowOf(out, bytes, entries, 2), rowOf(out, bytes, entries, 3),
    );
    along += step;
  }
  return along;
}

/** out_j += u (u·x_j) over the ratings of a user. */
export function addAlong<T>(
  u: usize, bytes: usize, pairs: usize, out: usize, index: usize, start: i32, end: i32, work: usize,
): void {
  const pair = bytes * 2;
  for (let at = start; at < end; at += 4) {
    const left = end - at;
    let entries = index + 4 * <usize>at;
    if (left < 4) {
      padIndex(work + 64, entries, left);
      entries = work + 64;
    }
    const a = rowOf(pairs, pair, entries, 0);
    const b = rowOf(pairs, pair, entries, 1);
    const c = rowOf(pairs, pair, entries, 2);
    const d = rowOf(pairs, pair, entries, 3);
    dotFour<T>(work, bytes, u, a, b, c, d);
    if (left < 4) clearFrom<T>(work, left);
    scatterFour<T>(
      u, bytes, work,
      rowOf(out, bytes, entries, 0), rowOf(out, bytes, entries, 1),
      rowOf(out, bytes, entries, 2), rowOf(out, bytes, entries, 3),
    );
  }
}
