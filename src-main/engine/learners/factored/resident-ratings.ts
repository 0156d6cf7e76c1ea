import type { SparseRatings } from '../../../numeric/sparse-ratings.ts';
import type { KernelMemory } from '../../../numeric/kernels/memory.ts';
import type { RatingRows } from '../../../numeric/kernels/rating-rows.ts';

/**
 * Ratings of normal and malicious users as the kernels read them: users and items renumbered by the number of
 * normal ratings, most first (neighbours have like lengths, and what is read most lies together), malicious
 * users behind the normal ones from a multiple of four on.
 */
export interface ResidentRatings {
  byUser: RatingRows;
  byItem: RatingRows;
  /** Ratings by user in float64; null where float32 holds every one exactly. */
  values64: Float64Array | null;
  normalUsers: number;
  /** First malicious row; rows between the last normal one and this are empty. */
  maliciousStart: number;
  maliciousUsers: number;
  items: number;
  /** Original normal user of a row. */
  userOrder: Int32Array;
  /** Original item of a position, and the position of an original item. */
  itemOrder: Int32Array;
  itemPosition: Int32Array;
  /** Replaces the malicious ratings; one value an entry of the malicious pattern, in its row order. */
  setMaliciousValues(values: Float64Array): void;
}

/** Copies a normal block, and the pattern and values of a malicious one, into kernel memory. */
export function loadRatings(
  memory: KernelMemory,
  normal: SparseRatings,
  malicious: SparseRatings | null,
): ResidentRatings {
  const { users: normalUsers, items } = normal;
  const maliciousUsers = malicious?.users ?? 0;
  const maliciousStart = 4 * Math.ceil(normalUsers / 4);
  const rows = maliciousStart + maliciousUsers;
  const userOrder = byCount(normal.rowStart);
  const itemOrder = byCount(normal.colStart);
  const itemPosition = inverse(itemOrder);
  const normalEntries = normal.rowItem.length;
  const entries = normalEntries + (malicious?.rowItem.length ?? 0);
  const exact = isExact(normal.rowValue) && (malicious === null || malicious.rowItem.length === 0);

  const byUser = side(memory, rows, items, entries);
  const values64 = exact ? null : memory.float64(entries);
  const userPosition = inverse(userOrder);
  for (let row = 0; row < normalUsers; row++) {
    const user = userOrder[row];
    byUser.rowStart[row + 1] = byUser.rowStart[row] + normal.rowStart[user + 1] - normal.rowStart[user];
  }
  byUser.rowStart.fill(normalEntries, normalUsers + 1, maliciousStart + 1);
  // Items in their new order, so that the entries of every row ascend.
  const cursor = byUser.rowStart.slice(0, rows);
  for (let position = 0; position < items; position++) {
    const item = itemOrder[position];
    for (let at = normal.colStart[item]; at < normal.colStart[item + 1]; at++) {
      const to = cursor[userPosition[normal.colUser[at]]]++;
      const value = normal.rowValue[normal.colEntry[at]];
      byUser.index[to] = position;
      byUser.values[to] = value;
      if (values64) values64[to] = value;
    }
  }
  const maliciousEntry = malicious ? placeMalicious(malicious, itemPosition, byUser, maliciousStart) : new Int32Array(0);
  const { byItem, columnEntry } = transpose(memory, byUser, items, normalEntries);

  function setMaliciousValues(values: Float64Array): void {
    for (let at = 0; at < values.length; at++) {
      const to = maliciousEntry[at];
      byUser.values[to] = values[at];
      byItem.values[columnEntry[to - normalEntries]] = values[at];
      if (values64) values64[to] = values[at];
    }
  }
  if (malicious) setMaliciousValues(malicious.rowValue);
  return {
    ...{ byUser, byItem, values64, normalUsers, maliciousStart, maliciousUsers, items },
    ...{ userOrder, itemOrder, itemPosition, setMaliciousValues },
  };
}

function side(memory: KernelMemory, rows: number, columns: number, entries: number): RatingRows {
  return {
    rows,
    columns,
    rowStart: memory.int32(rows + 1),
    index: memory.int32(entries),
    values: memory.float32(entries),
  };
}

/** Writes pattern and offsets of the malicious rows; where each of their entries went. */
function placeMalicious(
  malicious: SparseRatings,
  itemPosition: Int32Array,
  byUser: RatingRows,
  firstRow: number,
): Int32Array {
  const placed = new Int32Array(malicious.rowItem.length);
  for (let i = 0; i < malicious.users; i++) {
    const base = byUser.rowStart[firstRow + i];
    const from = malicious.rowStart[i];
    const length = malicious.rowStart[i + 1] - from;
    byUser.rowStart[firstRow + i + 1] = base + length;
    const order = Array.from({ length }, (_, at) => from + at).sort(
      (a, b) => itemPosition[malicious.rowItem[a]] - itemPosition[malicious.rowItem[b]],
    );
    order.forEach((entry, at) => {
      byUser.index[base + at] = itemPosition[malicious.rowItem[entry]];
      placed[entry] = base + at;
    });
  }
  return placed;
}

/** The item side of a user side; `columnEntry` tells where entries from `from` on went. */
function transpose(memory: KernelMemory, byUser: RatingRows, items: number, from: number) {
  const { rows, rowStart, index, values } = byUser;
  const byItem = side(memory, items, rows, index.length);
  const columnEntry = new Int32Array(index.length - from);
  for (let at = 0; at < index.length; at++) byItem.rowStart[index[at] + 1]++;
  for (let j = 0; j < items; j++) byItem.rowStart[j + 1] += byItem.rowStart[j];
  const cursor = byItem.rowStart.slice(0, items);
  for (let row = 0; row < rows; row++) {
    for (let at = rowStart[row]; at < rowStart[row + 1]; at++) {
      const to = cursor[index[at]]++;
      byItem.index[to] = row;
      byItem.values[to] = values[at];
      if (at >= from) columnEntry[at - from] = to;
    }
  }
  return { byItem, columnEntry };
}

/** Row numbers by the length of their rows, longest first, ties ascending. */
function byCount(start: Int32Array): Int32Array {
  const rows = start.length - 1;
  const length = (row: number) => start[row + 1] - start[row];
  return Int32Array.from({ length: rows }, (_, row) => row).sort((a, b) => length(b) - length(a) || a - b);
}

function inverse(order: Int32Array): Int32Array {
  const position = new Int32Array(order.length);
  for (let at = 0; at < order.length; at++) position[order[at]] = at;
  return position;
}

function isExact(values: Float64Array): boolean {
  for (let at = 0; at < values.length; at++) if (Math.fround(values[at]) !== values[at]) return false;
  return true;
}
