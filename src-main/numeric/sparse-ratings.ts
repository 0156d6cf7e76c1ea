import { sortByColumn, type ColumnMemory } from './column-kernel/column-memory.ts';

/**
 * Observed ratings of `users` x `items`, by row (CSR) and by column (CSC). A stored value may be 0: a
 * whole-star rating of 3 is 0 after the shift. Absence is absence from the index, never a value.
 * Within a row, items ascend; within a column, users ascend. Never mutated after it is built.
 */
export interface SparseRatings {
  users: number;
  items: number;
  /** `users + 1` offsets into `rowItem` / `rowValue`. */
  rowStart: Int32Array;
  rowItem: Int32Array;
  /** Ratings in shifted units. */
  rowValue: Float64Array;
  /** `items + 1` offsets into `colUser` / `colEntry`. */
  colStart: Int32Array;
  colUser: Int32Array;
  /** Position in `rowItem` / `rowValue` of each entry of the column form. */
  colEntry: Int32Array;
}

/**
 * Builds both forms from coordinate triples in any order.
 * @throws RangeError on an index out of range, a non-finite value or a duplicate pair.
 */
export function sparseRatings(
  users: number,
  items: number,
  user: ArrayLike<number>,
  item: ArrayLike<number>,
  value: ArrayLike<number>,
): SparseRatings {
  const count = value.length;
  const colStart = new Int32Array(items + 1);
  for (let e = 0; e < count; e++) {
    if (!(user[e] >= 0 && user[e] < users)) throw new RangeError(`user index ${user[e]} outside 0..${users - 1}`);
    if (!(item[e] >= 0 && item[e] < items)) throw new RangeError(`item index ${item[e]} outside 0..${items - 1}`);
    if (!Number.isFinite(value[e])) throw new RangeError(`rating ${value[e]} is not a finite number`);
    colStart[item[e] + 1]++;
  }
  for (let j = 0; j < items; j++) colStart[j + 1] += colStart[j];
  const byItem = new Int32Array(count);
  const cursor = colStart.slice(0, items);
  for (let e = 0; e < count; e++) byItem[cursor[item[e]]++] = e;

  const rowStart = new Int32Array(users + 1);
  for (let e = 0; e < count; e++) rowStart[user[e] + 1]++;
  for (let i = 0; i < users; i++) rowStart[i + 1] += rowStart[i];
  const rowItem = new Int32Array(count);
  const rowValue = new Float64Array(count);
  const rowCursor = rowStart.slice(0, users);
  for (let position = 0; position < count; position++) {
    const e = byItem[position];
    const at = rowCursor[user[e]]++;
    rowItem[at] = item[e];
    rowValue[at] = value[e];
  }
  for (let i = 0; i < users; i++) {
    for (let at = rowStart[i] + 1; at < rowStart[i + 1]; at++) {
      if (rowItem[at] === rowItem[at - 1]) throw new RangeError(`user ${i} rates item ${rowItem[at]} twice`);
    }
  }
  return withColumns(users, items, rowStart, rowItem, rowValue);
}

/** The same pattern with other values (one per entry of the row form); index arrays are shared. */
export function withValues(pattern: SparseRatings, rowValue: Float64Array): SparseRatings {
  if (rowValue.length !== pattern.rowItem.length) throw new RangeError('one value per observed entry is needed');
  return { ...pattern, rowValue };
}

/**
 * Completes a row form (items ascending within rows) with its column form.
 * @param room memory with a cell for every entry, where a kernel makes it; the indices lie there then
 * @param itemCounts number of entries of every item, where it is known
 */
export function withColumns(
  users: number,
  items: number,
  rowStart: Int32Array,
  rowItem: Int32Array,
  rowValue: Float64Array,
  room?: ColumnMemory,
  itemCounts?: Int32Array,
): SparseRatings {
  const count = rowItem.length;
  const colStart = new Int32Array(items + 1);
  if (itemCounts) colStart.set(itemCounts, 1);
  else for (let at = 0; at < count; at++) colStart[rowItem[at] + 1]++;
  for (let j = 0; j < items; j++) colStart[j + 1] += colStart[j];
  if (room && sortByColumn(room, rowStart, rowItem, colStart)) {
    const [own, colUser, colEntry] = [room.rowItem, room.colUser, room.colEntry].map((array) => array.subarray(0, count));
    return { users, items, rowStart, rowItem: own, rowValue, colStart, colUser, colEntry };
  }
  const cursor = colStart.slice(0, items);
  const colUser = new Int32Array(count);
  const colEntry = new Int32Array(count);
  for (let i = 0; i < users; i++) {
    for (let at = rowStart[i]; at < rowStart[i + 1]; at++) {
      const to = cursor[rowItem[at]]++;
      colUser[to] = i;
      colEntry[to] = at;
    }
  }
  return { users, items, rowStart, rowItem, rowValue, colStart, colUser, colEntry };
}
