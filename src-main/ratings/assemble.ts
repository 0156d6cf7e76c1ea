import type { ImportOptions } from '../../shared/domain/dataset.ts';
import type { SparseRatings } from '../numeric/sparse-ratings.ts';
import { ascendingOrder } from './ids.ts';
import { badFile } from './reading/bad-input.ts';
import type { RatingRows } from './reading/rating-rows.ts';

/** Rows of a file as a matrix: ids ascending, one rating a pair, still in stars. */
export interface AssembledRatings {
  userIds: string[];
  itemIds: string[];
  ratings: Pick<SparseRatings, 'users' | 'items' | 'rowStart' | 'rowItem' | 'rowValue'>;
  /** Rows that were merged into, or gave way to, another rating of the same pair. */
  duplicates: number;
}

/**
 * Sorts rows into a matrix and settles pairs that are rated more than once: `first` and `last` go by the
 * order in the file, `mean` averages.
 * @throws LabError bad-input naming both lines of the duplicate that comes first, when duplicates are an error.
 */
export function assembleRatings(
  rows: RatingRows,
  duplicates: ImportOptions['duplicates'],
  fileLabel: string,
): AssembledRatings {
  const userOrder = ascendingOrder(rows.userIds);
  const itemOrder = ascendingOrder(rows.itemIds);
  const users = userOrder.length;
  const items = itemOrder.length;
  const { order, start } = sortRows(rows, inverse(userOrder), inverse(itemOrder), users, items);
  const itemRank = inverse(itemOrder);

  const rowStart = new Int32Array(users + 1);
  const rowItem = new Int32Array(order.length);
  const rowValue = new Float64Array(order.length);
  let to = 0;
  let clash: { first: number; again: number } | null = null;
  for (let i = 0; i < users; i++) {
    for (let at = start[i]; at < start[i + 1];) {
      let end = at + 1;
      while (end < start[i + 1] && rows.item[order[end]] === rows.item[order[at]]) end++;
      if (end - at > 1 && (!clash || order[at + 1] < clash.again))
        clash = { first: order[at], again: order[at + 1] };
      rowItem[to] = itemRank[rows.item[order[at]]];
      rowValue[to++] = settle(rows.stars, order, at, end, duplicates);
      at = end;
    }
    rowStart[i + 1] = to;
  }
  if (clash && duplicates === 'error') {
    const { first, again } = clash;
    const pair = `user ${rows.userIds[rows.user[again]]} rates item ${rows.itemIds[rows.item[again]]} again`;
    const advice = 'remove one, or say which counts (duplicates: first, last or mean)';
    throw badFile(fileLabel, `${pair} (before in line ${rows.lineOf(first)}); ${advice}`, rows.lineOf(again));
  }
  return {
    userIds: Array.from(userOrder, (index) => rows.userIds[index]),
    itemIds: Array.from(itemOrder, (index) => rows.itemIds[index]),
    ratings: { users, items, rowStart, rowItem: rowItem.subarray(0, to), rowValue: rowValue.subarray(0, to) },
    duplicates: order.length - to,
  };
}

/** Row numbers by user, then item, then place in the file: two stable counting sorts. */
function sortRows(
  rows: RatingRows,
  userRank: Int32Array,
  itemRank: Int32Array,
  users: number,
  items: number,
): { order: Int32Array; start: Int32Array } {
  const count = rows.user.length;
  const itemStart = new Int32Array(items + 1);
  for (let e = 0; e < count; e++) itemStart[itemRank[rows.item[e]] + 1]++;
  for (let j = 0; j < items; j++) itemStart[j + 1] += itemStart[j];
  const byItem = new Int32Array(count);
  for (let e = 0; e < count; e++) byItem[itemStart[itemRank[rows.item[e]]]++] = e;

  const start = new Int32Array(users + 1);
  for (let e = 0; e < count; e++) start[userRank[rows.user[e]] + 1]++;
  for (let i = 0; i < users; i++) start[i + 1] += start[i];
  const cursor = start.slice(0, users);
  const order = new Int32Array(count);
  for (const e of byItem) order[cursor[userRank[rows.user[e]]]++] = e;
  return { order, start };
}

function settle(
  stars: Float64Array,
  order: Int32Array,
  at: number,
  end: number,
  duplicates: ImportOptions['duplicates'],
): number {
  if (duplicates === 'last') return stars[order[end - 1]];
  if (duplicates !== 'mean') return stars[order[at]];
  let sum = 0;
  for (let k = at; k < end; k++) sum += stars[order[k]];
  return sum / (end - at);
}

function inverse(order: Int32Array): Int32Array {
  const rank = new Int32Array(order.length);
  order.forEach((index, position) => (rank[index] = position));
  return rank;
}
