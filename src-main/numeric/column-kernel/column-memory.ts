import { builtKernels } from '../kernels/module.ts';

/** Memory in which a kernel puts ratings in order: three arrays with a cell for each. */
export interface ColumnMemory {
  /** Item of each rating, by row. */
  rowItem: Int32Array;
  /** The column form, as in `SparseRatings`; before it is made, whoever has the memory may use them. */
  colUser: Int32Array;
  colEntry: Int32Array;
  /** Words behind the arrays for the kernel to work in. */
  work: Int32Array;
  exports: ColumnKernel;
}

/** What columns.as.ts exports. */
interface ColumnKernel {
  rankRows(from: number, to: number, user: number, item: number, itemRank: number, rowStart: number): number;
  sortEntries(
    from: number,
    to: number,
    user: number,
    rowStart: number,
    rowItem: number,
    bands: number,
    shift: number,
    ends: number,
    parts: number,
    next: number,
    colUser: number,
    colEntry: number,
  ): number;
}

/**
 * Memory for up to `capacity` ratings, of which the pages are used that something is on; null where the system has
 * none left, or a kernel could not address it.
 * @param isShared whether other threads are to see it. What they see is freed late: the garbage collector counts no
 *   byte of it.
 * @param others how many users and items there are at most; without it as many as ratings, each
 * @throws Error when the kernels have not been built
 */
export function columnMemory(capacity: number, isShared: boolean, others = 2 * capacity): ColumnMemory | null {
  const words = others + mostBands + 2 * Math.min(capacity, entriesAtOnce) + lineWords * mostArrays;
  const pages = Math.ceil((arrayAt(3, capacity) + 4 * words) / pageBytes);
  if (pages * pageBytes > addressableBytes) return null;
  try {
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: isShared });
    const { exports } = new WebAssembly.Instance(moduleFor(isShared ? 'shared-columns' : 'columns'), { env: { memory } });
    const array = (n: number, length: number): Int32Array => new Int32Array(memory.buffer, arrayAt(n, capacity), length);
    const [rowItem, colUser, colEntry] = [0, 1, 2].map((n) => array(n, capacity));
    return { rowItem, colUser, colEntry, work: array(3, words), exports: exports as unknown as ColumnKernel };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** What {@link rankRows} found: where each user's rows start and the last one's end, or the first row out of order. */
export type RankedRows = { rowStart: Int32Array } | { outOfOrder: number };

/**
 * Replaces items by their ranks in the first `count` rows, whose users are numbered in order of first appearance and
 * lie in `colUser`, their items in `rowItem`: these are the row form then. Where rows do not ascend strictly by user
 * and rank, only those before the first that is out of order have ranks.
 * @param users how many there are; each has a row
 */
export function rankRows(room: ColumnMemory, count: number, users: number, itemRank: Int32Array): RankedRows {
  const { rowItem, colUser, exports } = room;
  const [ranks, starts] = arraysIn(room.work, [itemRank.length, users + 1]);
  ranks.set(itemRank);
  for (let from = 0; from < count; from += entriesAtOnce) {
    const to = Math.min(count, from + entriesAtOnce);
    const ranked = exports.rankRows(from, to, colUser.byteOffset, rowItem.byteOffset, ranks.byteOffset, starts.byteOffset);
    if (ranked < to) return { outOfOrder: ranked };
  }
  starts[users] = count;
  return { rowStart: starts.slice() };
}

/**
 * Makes the column form of a row form, items ascending within rows, in the memory's own arrays.
 * @param rowItem is copied unless it lies there
 * @param colStart where each column starts, and the last one ends
 * @returns false, with nothing done, where there are too many users and items for the kernel
 */
export function sortByColumn(
  room: ColumnMemory,
  rowStart: Int32Array,
  rowItem: Int32Array,
  colStart: Int32Array,
): boolean {
  const count = rowItem.length;
  const [users, items] = [rowStart.length - 1, colStart.length - 1];
  let shift = leastShift;
  while (items > mostBands << shift) shift++;
  // User and place in the band share 32 bits.
  if (users > 0x100000000 / (1 << shift)) return false;
  const bands = Math.ceil(items / (1 << shift));
  const lengths = [items, users + 1, bands + 1, 2 * Math.min(count, entriesAtOnce)];
  if (wordsFor(lengths) > room.work.length) return false;
  const [next, starts, ends, parts] = arraysIn(room.work, lengths);
  next.set(colStart.subarray(0, items));
  starts.set(rowStart);
  const { rowItem: own } = room;
  if (rowItem.buffer !== own.buffer || rowItem.byteOffset !== own.byteOffset) own.set(rowItem);
  let user = 0;
  for (let from = 0; from < count; from += entriesAtOnce) {
    const to = Math.min(count, from + entriesAtOnce);
    user = room.exports.sortEntries(
      from,
      to,
      user,
      starts.byteOffset,
      own.byteOffset,
      bands,
      shift,
      ends.byteOffset,
      parts.byteOffset,
      next.byteOffset,
      room.colUser.byteOffset,
      room.colEntry.byteOffset,
    );
  }
  return true;
}

/** Their parts, 8 bytes each, stay in a processor's cache; and a kernel that is called often is soon compiled well. */
const entriesAtOnce = 300_000;
/** A band has 128 items or more, as few as leave no more than this many bands. */
const leastShift = 7;
const mostBands = 512;
const pageBytes = 65536;
const addressableBytes = 0x100000000;
/** Arrays start at lines of the cache; so many of them are in work at once. */
const lineWords = 16;
const mostArrays = 5;
const modules = new Map<string, WebAssembly.Module>();

function moduleFor(name: 'columns' | 'shared-columns'): WebAssembly.Module {
  const known = modules.get(name) ?? new WebAssembly.Module(builtKernels(name));
  modules.set(name, known);
  return known;
}

/** Where the nth array of that many words starts; the first line stays free. */
function arrayAt(n: number, words: number): number {
  return 4 * (lineWords + n * wholeLines(words));
}

function wholeLines(words: number): number {
  return lineWords * Math.ceil(words / lineWords);
}

function wordsFor(lengths: readonly number[]): number {
  return lengths.reduce((sum, length) => sum + wholeLines(length), 0);
}

/** Arrays of so many words, valid until there are others. */
function arraysIn(work: Int32Array, lengths: readonly number[]): Int32Array[] {
  let top = 0;
  return lengths.map((length) => {
    const array = work.subarray(top, top + length);
    top += wholeLines(length);
    return array;
  });
}
