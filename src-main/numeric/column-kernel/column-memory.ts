import { builtKernels } from '../kernels/module.ts';

/** Memory in which a kernel puts ratings in order: three arrays with a cell for each, which other threads see. */
export interface ColumnMemory {
  memory: WebAssembly.Memory;
  /** Item of each rating, by row. */
  rowItem: Int32Array<SharedArrayBuffer>;
  /** The column form, as in `SparseRatings`; before it is made, whoever has the memory may use them. */
  colUser: Int32Array<SharedArrayBuffer>;
  colEntry: Int32Array<SharedArrayBuffer>;
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
 * @throws Error when the kernels have not been built
 */
export function columnMemory(capacity: number): ColumnMemory | null {
  const bytes = roomAt(capacity);
  // Later there is room for a word for each user and each item, and no more of them are than ratings.
  const most = bytes + 8 * capacity + 4 * mostBands + 8 * entriesAtOnce + pageBytes;
  if (most > addressableBytes) return null;
  try {
    const memory = new WebAssembly.Memory({ initial: pages(bytes), maximum: pages(most), shared: true });
    columnModule ??= new WebAssembly.Module(builtKernels('columns'));
    const { exports } = new WebAssembly.Instance(columnModule, { env: { memory } });
    const buffer = memory.buffer as unknown as SharedArrayBuffer;
    const [rowItem, colUser, colEntry] = [0, 1, 2].map((n) => new Int32Array(buffer, arrayAt(n, capacity), capacity));
    return { memory, rowItem, colUser, colEntry, exports: exports as unknown as ColumnKernel };
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
  const [ranks, starts] = scratch(room, [itemRank.length, users + 1]);
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
 * @param rowItem is copied unless it lies where the memory has it
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
  if (users > 0x100000000 / (1 << shift) || users + items > 2 * room.colEntry.length) return false;
  const bands = Math.ceil(items / (1 << shift));
  const [next, starts, ends, parts] = scratch(room, [items, users + 1, bands + 1, 2 * Math.min(count, entriesAtOnce)]);
  next.set(colStart.subarray(0, items));
  starts.set(rowStart);
  if (!isOwn(room, rowItem)) room.rowItem.set(rowItem);
  const own = room.rowItem.byteOffset;
  let user = 0;
  for (let from = 0; from < count; from += entriesAtOnce) {
    const to = Math.min(count, from + entriesAtOnce);
    user = room.exports.sortEntries(
      from,
      to,
      user,
      starts.byteOffset,
      own,
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
let columnModule: WebAssembly.Module | null = null;

/** A memory that grew has another buffer, and its arrays keep theirs. */
function isOwn({ rowItem: own }: ColumnMemory, { buffer, byteOffset }: Int32Array): boolean {
  return buffer === own.buffer && byteOffset === own.byteOffset;
}

function pages(bytes: number): number {
  return Math.ceil(bytes / pageBytes);
}

/** Where the nth array of that many words starts; the first bytes stay free. */
function arrayAt(n: number, words: number): number {
  return 64 + 64 * n * Math.ceil((4 * words) / 64);
}

function roomAt(capacity: number): number {
  return arrayAt(3, capacity);
}

/** Arrays of so many words behind the three, valid until there are others. */
function scratch({ memory, colEntry }: ColumnMemory, words: readonly number[]): Int32Array[] {
  let top = roomAt(colEntry.length);
  const places = words.map((length) => {
    const at = top;
    top += 64 * Math.ceil((4 * length) / 64);
    return { at, length };
  });
  const missing = top - memory.buffer.byteLength;
  if (missing > 0) memory.grow(pages(missing));
  return places.map(({ at, length }) => new Int32Array(memory.buffer, at, length));
}
