import { addFourPairs, dotFour, negateFour, padFour, rowOf, scatterFour, scatterFourSums, subtractFour } from './four-rows.as';

/**
 * t += Σ_j [v_j (u·x_j) - e_j x_j] over the ratings of a user.
 * @param along gets u·x_j, `step` bytes to four ratings (0: not to be kept)
 * @param work 64 bytes, then two rows of zeros
 * @returns where the next user's u·x_j go
 */
export function coupleRow<T>(
  t: usize, u: usize, bytes: usize, pairs: usize, index: usize, errors: usize, start: i32, end: i32,
  along: usize, step: usize, work: usize,
): usize {
  const pair = bytes * 2;
  const zeros = work + 64;
  for (let at = start; at < end; at += 4) {
    const a = rowOf(pairs, pair, index, at, end, zeros);
    const b = rowOf(pairs, pair, index, at + 1, end, zeros);
    const c = rowOf(pairs, pair, index, at + 2, end, zeros);
    const d = rowOf(pairs, pair, index, at + 3, end, zeros);
    let e = errors + <usize>at * sizeof<T>();
    if (at + 4 > end) {
      padFour<T>(work + 32, errors, at, end);
      e = work + 32;
    }
    dotFour<T>(along, bytes, u, a, b, c, d);
    addFourPairs<T>(t, bytes, along, e, a, b, c, d);
    along += step;
  }
  return along;
}

/**
 * out_j += u (u·x_j - v_j·y) + e_j y over the ratings of a user.
 * @param table v_j, `stride` bytes apart, x_j right before v_j
 * @param along u·x_j as {@link coupleRow} left them, computed again where `step` is 0; 0 where there is no x
 * @param work 64 bytes, then two rows of zeros and one that takes what belongs nowhere
 * @returns where the next user's u·x_j are
 */
export function scatterRow<T>(
  u: usize, y: usize, bytes: usize, table: usize, stride: usize, out: usize, index: usize, errors: usize, start: i32, end: i32,
  along: usize, step: usize, work: usize,
): usize {
  const zeros = work + 64 + bytes;
  const nowhere = zeros + bytes;
  for (let at = start; at < end; at += 4) {
    const a = rowOf(table, stride, index, at, end, zeros);
    const b = rowOf(table, stride, index, at + 1, end, zeros);
    const c = rowOf(table, stride, index, at + 2, end, zeros);
    const d = rowOf(table, stride, index, at + 3, end, zeros);
    let e = errors + <usize>at * sizeof<T>();
    if (at + 4 > end) {
      padFour<T>(work + 32, errors, at, end);
      e = work + 32;
    }
    dotFour<T>(work, bytes, y, a, b, c, d);
    if (along) {
      if (!step) dotFour<T>(along, bytes, u, a - bytes, b - bytes, c - bytes, d - bytes);
      subtractFour<T>(work, along);
    } else {
      negateFour<T>(work);
    }
    scatterFourSums<T>(
      u, y, bytes, work, e,
      rowOf(out, bytes, index, at, end, nowhere), rowOf(out, bytes, index, at + 1, end, nowhere),
      rowOf(out, bytes, index, at + 2, end, nowhere), rowOf(out, bytes, index, at + 3, end, nowhere),
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
  const zeros = work + 64;
  const nowhere = zeros + pair;
  for (let at = start; at < end; at += 4) {
    const a = rowOf(pairs, pair, index, at, end, zeros);
    const b = rowOf(pairs, pair, index, at + 1, end, zeros);
    const c = rowOf(pairs, pair, index, at + 2, end, zeros);
    const d = rowOf(pairs, pair, index, at + 3, end, zeros);
    dotFour<T>(work, bytes, u, a, b, c, d);
    scatterFour<T>(
      u, bytes, work,
      rowOf(out, bytes, index, at, end, nowhere), rowOf(out, bytes, index, at + 1, end, nowhere),
      rowOf(out, bytes, index, at + 2, end, nowhere), rowOf(out, bytes, index, at + 3, end, nowhere),
    );
  }
}
