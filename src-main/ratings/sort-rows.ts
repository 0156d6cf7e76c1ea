import type { RatingRows } from './reading/rating-rows.ts';

/** Row numbers by user, then item, then place in the file. */
export interface SortedRows {
  order: Int32Array;
  /** Where each user's rows start in `order`, and where the last one's end. */
  start: Int32Array;
}

/** Whether rows ascend strictly by user and, within a user, by item: then no pair is rated twice either. */
export function isSortedByPair(
  { user, item }: RatingRows,
  userRank: Int32Array,
  itemRank: Int32Array,
): boolean {
  if (!userRank.every((rank, index) => rank === index)) return false;
  let before = -1;
  let beforeRank = -1;
  for (let e = 0; e < user.length; e++) {
    const rank = itemRank[item[e]];
    if (user[e] < before || (user[e] === before && rank <= beforeRank)) return false;
    before = user[e];
    beforeRank = rank;
  }
  return true;
}

/** Sorts rows by the ranks of their ids: a stable counting sort by user, then each user's rows by item. */
export function sortedByPair(
  { user, item }: RatingRows,
  userRank: Int32Array,
  itemRank: Int32Array,
): SortedRows {
  const start = new Int32Array(userRank.length + 1);
  for (let e = 0; e < user.length; e++) start[userRank[user[e]] + 1]++;
  for (let i = 0; i < userRank.length; i++) start[i + 1] += start[i];
  const cursor = start.slice(0, userRank.length);
  const order = new Int32Array(user.length);
  for (let e = 0; e < user.length; e++) order[cursor[userRank[user[e]]]++] = e;

  let longest = 0;
  for (let i = 0; i < userRank.length; i++) longest = Math.max(longest, start[i + 1] - start[i]);
  const room: Room = {
    rank: new Int32Array(longest),
    rows: new Int32Array(longest),
    keys: new Float64Array(longest),
    cursor: new Int32Array(itemRank.length + 1),
  };
  for (let i = 0; i < userRank.length; i++)
    sortByItem(order.subarray(start[i], start[i + 1]), item, itemRank, room);
  return { order, start };
}

/** Working memory for the rows of one user. */
interface Room {
  rank: Int32Array;
  rows: Int32Array;
  keys: Float64Array;
  cursor: Int32Array;
}

function sortByItem(rows: Int32Array, item: Int32Array, itemRank: Int32Array, room: Room): void {
  let ascends = true;
  for (let k = 0; k < rows.length; k++) {
    room.rank[k] = itemRank[item[rows[k]]];
    room.rows[k] = rows[k];
    if (k > 0 && room.rank[k] < room.rank[k - 1]) ascends = false;
  }
  if (ascends) return;
  if (4 * rows.length >= itemRank.length) countingSort(rows, itemRank.length, room);
  else sortKeys(rows, room);
}

function countingSort(rows: Int32Array, items: number, { rank, rows: unsorted, cursor }: Room): void {
  cursor.fill(0);
  for (let k = 0; k < rows.length; k++) cursor[rank[k] + 1]++;
  for (let j = 0; j < items; j++) cursor[j + 1] += cursor[j];
  for (let k = 0; k < rows.length; k++) rows[cursor[rank[k]]++] = unsorted[k];
}

/** Rank and place in one number, exact for as long as there are fewer than 2^27 items. */
function sortKeys(rows: Int32Array, { rank, rows: unsorted, keys }: Room): void {
  let places = 1;
  while (places < rows.length) places *= 2;
  for (let k = 0; k < rows.length; k++) keys[k] = rank[k] * places + k;
  keys.subarray(0, rows.length).sort();
  for (let k = 0; k < rows.length; k++) {
    const key = keys[k];
    rows[k] = unsorted[key - Math.floor(key / places) * places];
  }
}
