import { addPairs, batch, dotRows, padBatch, scatterRows, scatterSums } from './item-rows.as';

/** Bytes of scratch that the functions below want: two batches of float64. */
export const rowWork: usize = 2 * 8 * <usize>batch;

/**
 * t += Σ_j [v_j (u·x_j) - e_j x_j] over the ratings `start` to `end` of a user.
 * @param along gets u·x_j, filled up to whole fours; unless they are to be kept, the last batch alone
 */
export function coupleRow<T>(
  t: usize,
  u: usize,
  bytes: usize,
  pairs: usize,
  index: usize,
  errors: usize,
  start: i32,
  end: i32,
  along: usize,
  keep: bool,
  work: usize,
): void {
  for (let at = start; at < end; at += batch) {
    const count = min(batch, end - at);
    const entries = index + 4 * <usize>at;
    dotRows<T>(along, u, bytes, pairs, 2 * bytes, entries, count);
    addPairs<T>(t, bytes, along, errorsOf<T>(errors, at, count, work), pairs, entries, count);
    if (keep) along += batch * sizeof<T>();
  }
}

/**
 * out_j += u (u·x_j - v_j·y) + e_j y over the ratings `start` to `end` of a user.
 * @param table v_j, `stride` bytes apart, x_j right before v_j
 * @param along u·x_j as {@link coupleRow} left them, computed again unless they were kept; 0 where there is no x
 */
export function scatterRow<T>(
  u: usize,
  y: usize,
  bytes: usize,
  table: usize,
  stride: usize,
  out: usize,
  index: usize,
  errors: usize,
  start: i32,
  end: i32,
  along: usize,
  keep: bool,
  work: usize,
): void {
  const p = work + 8 * <usize>batch;
  for (let at = start; at < end; at += batch) {
    const count = min(batch, end - at);
    const entries = index + 4 * <usize>at;
    dotRows<T>(p, y, bytes, table, stride, entries, count);
    if (along && !keep) dotRows<T>(along, u, bytes, table - bytes, stride, entries, count);
    for (let o: usize = 0; o < <usize>count * sizeof<T>(); o += 16) {
      v128.store(p + o, v128.sub<T>(along ? v128.load(along + o) : v128.splat<T>(<T>0), v128.load(p + o)));
    }
    scatterSums<T>(u, y, bytes, p, errorsOf<T>(errors, at, count, work), out, entries, count);
    if (keep) along += batch * sizeof<T>();
  }
}

/** out_j += u (u·x_j) over the ratings `start` to `end` of a user. */
export function addAlong<T>(
  u: usize,
  bytes: usize,
  pairs: usize,
  out: usize,
  index: usize,
  start: i32,
  end: i32,
  work: usize,
): void {
  for (let at = start; at < end; at += batch) {
    const count = min(batch, end - at);
    const entries = index + 4 * <usize>at;
    dotRows<T>(work, u, bytes, pairs, 2 * bytes, entries, count);
    scatterRows<T>(u, bytes, work, out, entries, count);
  }
}

/** The errors of a batch, with zeros behind the last one. */
@inline
function errorsOf<T>(errors: usize, at: i32, count: i32, work: usize): usize {
  const from = errors + <usize>at * sizeof<T>();
  if (count == batch) return from;
  padBatch<T>(work, from, count);
  return work;
}
