import { columnMemory, type ColumnMemory } from '../../numeric/column-kernel/column-memory.ts';
import type { NumberList } from '../distinct-values.ts';
import { idTable, numberOf, smallIds, type IdTable } from './id-table.ts';
import { createRowKernel, type RowKernel } from './row-kernel/row-kernel.ts';
import {
  finishStars,
  putAllStars,
  putStars,
  ratingsOfDigits,
  reserveStars,
  starsBuilder,
  type StarsBuilder,
} from './stars-builder.ts';

/** Ratings in file order; users and items are numbered in order of first appearance. */
export interface RatingRows {
  /** Ids as in the file, by number. */
  userIds: string[];
  itemIds: string[];
  user: Int32Array;
  item: Int32Array;
  /** Rows of each item, by number. */
  itemCounts: Int32Array;
  /** As in the file, before the shift. */
  stars: NumberList;
  /** 1-based line of a row. */
  lineOf(row: number): number;
  /** Where the users lie as `colUser` and the items as `rowItem`; null where they lie elsewhere. */
  room: ColumnMemory | null;
}

/**
 * Collects rows in typed arrays: 9 bytes a rating, with room for 12 more that is used when they are sorted, 16 where more than 256 ratings are distinct, and 16 for each row
 * that is not on the line after the last.
 */
export interface RatingRowsBuilder {
  users: IdTable;
  items: IdTable;
  /** Rows in `user`, `item` and `stars`, which have room for more; other threads can see the last two. */
  count: number;
  user: Int32Array;
  item: Int32Array;
  stars: StarsBuilder;
  room: ColumnMemory | null;
  /** Rows of each item among the first `counted` rows, with room for more items. */
  itemCounts: Int32Array;
  counted: number;
  /** Runs of rows on consecutive lines: the first row of each, and how far its line is ahead of its row. */
  runRow: number[];
  runAhead: number[];
  /** What parses rows where it can, and keeps small ids in its memory; null for no kernel. */
  kernel: RowKernel | null;
}

/**
 * An empty collection.
 * @param kernel made by {@link kernelForRows}, for these rows alone
 */
export function ratingRowsBuilder(kernel: RowKernel | null = null): RatingRowsBuilder {
  return {
    kernel,
    users: idTable(kernel?.smallUsers),
    items: idTable(kernel?.smallItems),
    count: 0,
    user: new Int32Array(0),
    item: new Int32Array(0),
    stars: starsBuilder(),
    room: null,
    itemCounts: new Int32Array(0),
    counted: 0,
    runRow: [],
    runAhead: [],
  };
}

/** A kernel for the rows of one table, with room for blocks of `inputBytes`; null where there is no memory for it. */
export function kernelForRows(inputBytes: number): RowKernel | null {
  return createRowKernel(inputBytes, smallIds, ratingsOfDigits);
}

/**
 * Makes room for `needed` rows in all; where there is none, at once for as many as are `expected`, within reason:
 * the size that a zip claims is not to be trusted with memory.
 */
export function reserveRows(rows: RatingRowsBuilder, needed: number, expected: number): void {
  if (needed <= rows.user.length) return;
  const capacity = Math.max(
    needed,
    Math.ceil(Math.min(expected, mostGrowth * rows.count)),
    Math.ceil(1.5 * rows.count),
  );
  const { user, item, count } = rows;
  rows.room = columnMemory(capacity, true);
  rows.user = rows.room?.colUser ?? new Int32Array(capacity);
  rows.item = rows.room?.rowItem ?? new Int32Array(new SharedArrayBuffer(4 * capacity));
  rows.user.set(user.subarray(0, count));
  rows.item.set(item.subarray(0, count));
  reserveStars(rows.stars, count, capacity);
}

const mostGrowth = 64;

/** Says that the next row is on `line`, and those after it on the lines after that. */
export function startLine(rows: RatingRowsBuilder, line: number): void {
  const ahead = line - rows.count;
  if (rows.runAhead.at(-1) === ahead) return;
  rows.runRow.push(rows.count);
  rows.runAhead.push(ahead);
}

/** Adds a row, for which there must be room. */
export function addRow(
  rows: RatingRowsBuilder,
  userId: string,
  itemId: string,
  stars: number,
  line: number,
): void {
  startLine(rows, line);
  rows.user[rows.count] = numberOf(rows.users, userId);
  rows.item[rows.count] = numberOf(rows.items, itemId);
  putStars(rows.stars, rows.count++, stars);
}

/** Counts the rows of each item as far as there are rows, which is best done while the cache holds the last ones. */
export function countItems(rows: RatingRowsBuilder): void {
  const { item, count, counted } = rows;
  const counts = roomForItems(rows);
  for (let e = counted; e < count; e++) counts[item[e]]++;
  rows.counted = count;
}

/** Rows that were collected elsewhere, with numbers of their own in order of first appearance. */
export type CollectedRows = Omit<RatingRows, 'lineOf' | 'room'>;

/** Adds rows, for which there must be room, the first on `line` and the others on the lines after that. */
export function addRows(rows: RatingRowsBuilder, added: CollectedRows, line: number): void {
  startLine(rows, line);
  countItems(rows);
  const { user, item, count } = rows;
  const userNumber = Int32Array.from(added.userIds, (id) => numberOf(rows.users, id));
  const itemNumber = Int32Array.from(added.itemIds, (id) => numberOf(rows.items, id));
  for (let e = 0; e < added.user.length; e++) {
    user[count + e] = userNumber[added.user[e]];
    item[count + e] = itemNumber[added.item[e]];
  }
  putAllStars(rows.stars, count, added.stars);
  rows.count += added.user.length;
  const counts = roomForItems(rows);
  added.itemCounts.forEach((ratings, n) => (counts[itemNumber[n]] += ratings));
  rows.counted = rows.count;
}

/** The rows so far, in the builder's own memory; it is not used afterwards. */
export function finishRows(rows: RatingRowsBuilder): RatingRows {
  countItems(rows);
  const { users, items, count, runRow, runAhead, room } = rows;
  return {
    userIds: users.ids,
    itemIds: items.ids,
    user: rows.user.subarray(0, count),
    item: rows.item.subarray(0, count),
    itemCounts: rows.itemCounts.subarray(0, items.ids.length),
    stars: finishStars(rows.stars, count),
    room,
    lineOf(row) {
      let low = 0;
      for (let high = runRow.length - 1; low < high;) {
        const middle = (low + high + 1) >> 1;
        if (runRow[middle] <= row) low = middle;
        else high = middle - 1;
      }
      return row + runAhead[low];
    },
  };
}

function roomForItems(rows: RatingRowsBuilder): Int32Array {
  const items = rows.items.ids.length;
  if (items > rows.itemCounts.length) {
    const larger = new Int32Array(2 * items);
    larger.set(rows.itemCounts);
    rows.itemCounts = larger;
  }
  return rows.itemCounts;
}
