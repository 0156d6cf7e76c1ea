import { setImmediate as pause } from 'node:timers/promises';
import type { StoredRatings } from './cache.ts';
import { readStoredRatings } from './cache.ts';

/** How often each item is rated and each rating occurs. */
export interface RatingCounts {
  header: StoredRatings['header'];
  /** Ratings of each item, by column. */
  perItem: Int32Array;
  /** How often each rating occurs, shifted units, ascending. */
  values: { shifted: number; count: number }[];
}

/** Counted in a few milliseconds. */
const pieceRatings = 2 ** 19;

/**
 * Counts a cached data set piece by piece, so that whoever shares the thread waits for no more than one piece.
 * O(ratings), without the column form.
 * @throws LabError not-found when there is no such file, failed when it is damaged.
 */
export async function countRatings(path: string): Promise<RatingCounts> {
  const stored = await readStoredRatings(path);
  const perItem = new Int32Array(stored.header.items);
  const occurs = new Map<number, number>();
  for (let from = 0; from < stored.rowItem.length; from += pieceRatings) {
    const to = Math.min(from + pieceRatings, stored.rowItem.length);
    for (let at = from; at < to; at++) perItem[stored.rowItem[at]]++;
    countValues(stored.values, from, to, occurs);
    await pause();
  }
  const values = [...occurs].sort(([a], [b]) => a - b).map(([shifted, count]) => ({ shifted, count }));
  return { header: stored.header, perItem, values };
}

function countValues(values: StoredRatings['values'], from: number, to: number, occurs: Map<number, number>): void {
  if (values instanceof Float64Array) {
    for (let at = from; at < to; at++) occurs.set(values[at], (occurs.get(values[at]) ?? 0) + 1);
    return;
  }
  const { distinct, codes } = values;
  const times = new Float64Array(distinct.length);
  for (let at = from; at < to; at++) times[codes[at]]++;
  times.forEach((count, code) => count > 0 && occurs.set(distinct[code], (occurs.get(distinct[code]) ?? 0) + count));
}
