import type { ImportOptions } from '../../shared/domain/dataset.ts';
import { rankRows } from '../numeric/column-kernel/column-memory.ts';
import { numbersOf, type NumberList } from './distinct-values.ts';
import { itemCounts } from './filters.ts';
import { ascendingOrder } from './ids.ts';
import type { RatingsByRow } from './ratings-dataset.ts';
import { badFile } from './reading/bad-input.ts';
import type { RatingRows } from './reading/rating-rows.ts';
import { isSortedByPair, sortedByPair, type SortedRows } from './sort-rows.ts';

/** Rows of a file as a matrix: ids ascending, one rating a pair, still in stars. */
export interface AssembledRatings {
  userIds: string[];
  itemIds: string[];
  pattern: Omit<RatingsByRow, 'rowValue'>;
  /** Number of ratings of every item. */
  itemCounts: Int32Array;
  /** One for every item in `pattern.rowItem`. */
  stars: NumberList;
  /** Rows that were merged into, or gave way to, another rating of the same pair. */
  duplicates: number;
}

/**
 * Sorts rows into a matrix and settles pairs that are rated more than once: `first` and `last` go by the
 * order in the file, `mean` averages. Rows that are in order as they stand become the matrix in their own
 * memory, so `rows` is not used afterwards.
 * @throws LabError bad-input naming both lines of the duplicate that comes first, when duplicates are an error.
 */
export function assembleRatings(
  rows: RatingRows,
  duplicates: ImportOptions['duplicates'],
  fileLabel: string,
): AssembledRatings {
  const userOrder = ascendingOrder(rows.userIds);
  const itemOrder = ascendingOrder(rows.itemIds);
  const userRank = inverse(userOrder);
  const itemRank = inverse(itemOrder);
  const ids = { userIds: inOrder(rows.userIds, userOrder), itemIds: inOrder(rows.itemIds, itemOrder) };
  const pattern = inPlace(rows, userRank, itemOrder, itemRank);
  if (pattern) {
    const counts = new Int32Array(itemOrder.length);
    itemOrder.forEach((number, rank) => (counts[rank] = rows.itemCounts[number]));
    return { ...ids, pattern, itemCounts: counts, stars: rows.stars, duplicates: 0 };
  }
  const sorted = sortedByPair(rows, userRank, itemRank);
  if (duplicates === 'error') refuseDuplicates(rows, sorted, fileLabel);
  return { ...ids, ...settled(rows, sorted, itemRank, duplicates) };
}

/** The matrix of rows that ascend strictly by user and item, in their own memory; null, and they are as before, where they do not. */
function inPlace(
  rows: RatingRows,
  userRank: Int32Array,
  itemOrder: Int32Array,
  itemRank: Int32Array,
): AssembledRatings['pattern'] | null {
  const { user, item, room } = rows;
  const [users, items] = [userRank.length, itemRank.length];
  if (room && userRank.every((rank, index) => rank === index)) {
    const ranked = rankRows(room, item.length, users, itemRank);
    if ('rowStart' in ranked) return { users, items, rowStart: ranked.rowStart, rowItem: item };
    for (let e = 0; e < ranked.outOfOrder; e++) item[e] = itemOrder[item[e]];
    return null;
  }
  if (!isSortedByPair(rows, userRank, itemRank)) return null;
  const rowStart = new Int32Array(users + 1);
  for (let e = 0; e < item.length; e++) {
    rowStart[user[e] + 1] = e + 1;
    item[e] = itemRank[item[e]];
  }
  return { users, items, rowStart, rowItem: item };
}

function refuseDuplicates(rows: RatingRows, { order, start }: SortedRows, fileLabel: string): void {
  let clash: { first: number; again: number } | null = null;
  for (let i = 0; i + 1 < start.length; i++) {
    for (let at = start[i] + 1; at < start[i + 1]; at++) {
      const isPair = rows.item[order[at]] === rows.item[order[at - 1]];
      if (isPair && (!clash || order[at] < clash.again)) clash = { first: order[at - 1], again: order[at] };
    }
  }
  if (!clash) return;
  const { first, again } = clash;
  const pair = `user ${rows.userIds[rows.user[again]]} rates item ${rows.itemIds[rows.item[again]]} again`;
  const advice = 'remove one, or say which counts (duplicates: first, last or mean)';
  throw badFile(fileLabel, `${pair} (before in line ${rows.lineOf(first)}); ${advice}`, rows.lineOf(again));
}

function settled(
  rows: RatingRows,
  { order, start }: SortedRows,
  itemRank: Int32Array,
  duplicates: ImportOptions['duplicates'],
): Omit<AssembledRatings, 'userIds' | 'itemIds'> {
  const stars = duplicates === 'mean' ? numbersOf(rows.stars) : rows.stars;
  const cells = stars instanceof Float64Array ? stars : stars.codes;
  const users = start.length - 1;
  const rowStart = new Int32Array(users + 1);
  const rowItem = new Int32Array(new SharedArrayBuffer(4 * order.length));
  const rowCell =
    stars instanceof Float64Array
      ? new Float64Array(order.length)
      : new Uint8Array(new SharedArrayBuffer(order.length));
  let to = 0;
  for (let i = 0; i < users; i++) {
    for (let at = start[i]; at < start[i + 1];) {
      const item = rows.item[order[at]];
      let end = at + 1;
      while (end < start[i + 1] && rows.item[order[end]] === item) end++;
      rowItem[to] = itemRank[item];
      rowCell[to++] = end - at === 1 ? cells[order[at]] : settle(cells, order, at, end, duplicates);
      at = end;
    }
    rowStart[i + 1] = to;
  }
  const pattern = { users, items: itemRank.length, rowStart, rowItem: rowItem.subarray(0, to) };
  return {
    pattern,
    itemCounts: itemCounts(pattern),
    stars:
      stars instanceof Float64Array
        ? (rowCell.subarray(0, to) as Float64Array)
        : { distinct: stars.distinct, codes: rowCell.subarray(0, to) as Uint8Array },
    duplicates: order.length - to,
  };
}

/** The rating that counts of some for one pair; codes can be chosen from, but have no mean. */
function settle(
  stars: Float64Array | Uint8Array,
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

function inOrder(ids: readonly string[], order: Int32Array): string[] {
  const ordered: string[] = [];
  for (const index of order) ordered.push(ids[index]);
  return ordered;
}

function inverse(order: Int32Array): Int32Array {
  const rank = new Int32Array(order.length);
  order.forEach((index, position) => (rank[index] = position));
  return rank;
}
