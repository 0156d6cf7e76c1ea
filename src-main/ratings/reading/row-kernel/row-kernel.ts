import { builtKernels } from '../../../numeric/kernels/module.ts';

/** Parses rows in WebAssembly, in memory of its own where the text must lie. */
export interface RowKernel {
  /** Where text is to lie that it parses. */
  input: Buffer;
  /** Number + 1 of each small id, 0 for those that have not appeared. */
  smallUsers: Int32Array<ArrayBuffer>;
  smallItems: Int32Array<ArrayBuffer>;
  /** Code of each rating of one or two digits, -1 if it is not known; to be filled before rows are taken. */
  codes: Int16Array;
  /** Rows that were taken: users and items by number, ratings by code. */
  user: Int32Array;
  item: Int32Array;
  code: Uint8Array;
  /** Small ids that those rows name for the first time, in the order of their numbers. */
  newUsers: Int32Array;
  newItems: Int32Array;
  /** What {@link takeRows} tells the kernel, and is told by it. */
  task: Uint32Array;
  exports: { parseRows(task: number): number };
}

/** What the kernel takes rows for. */
export interface RowTask {
  /** The byte that ends a field, whether it stands twice, and whether a time follows the rating. */
  delimiter: number;
  doubled: boolean;
  timed: boolean;
  /** How many users and items have a number. */
  users: number;
  items: number;
}

/** What it took. */
export interface RowsTaken {
  rows: number;
  /** Where in `input` it stopped. */
  at: number;
  /** How many users and items have a number now. */
  users: number;
  items: number;
}

/** Rows that one call takes at most: what it writes stays in the cache until it is read. */
export const mostRowsTaken = 1 << 14;

/**
 * A kernel with room for texts of up to `inputBytes`; null where the system has no memory for it. It asks for
 * 80 MB for small ids, of which the pages are used that ids are on.
 * @param smallIds integers from 0 on, exclusive
 * @throws Error when the kernels have not been built
 */
export function createRowKernel(inputBytes: number, smallIds: number, codes: number): RowKernel | null {
  let top = 64;
  const place = (bytes: number): number => {
    const at = top;
    top += 64 * Math.ceil(bytes / 64);
    return at;
  };
  const codesAt = place(2 * codes);
  const [newUsersAt, newItemsAt, userAt, itemAt] = [4, 4, 4, 4].map((bytes) => place(bytes * mostRowsTaken));
  const codeAt = place(mostRowsTaken);
  const inputAt = place(inputBytes + readBeyond);
  const [usersAt, itemsAt] = [4, 4].map((bytes) => place(bytes * smallIds));
  const memory = memoryOf(top);
  if (!memory) return null;
  const { buffer } = memory;
  const task = new Uint32Array(buffer, 0, 16);
  task.set([codesAt, usersAt, itemsAt, newUsersAt, newItemsAt, userAt, itemAt, codeAt, mostRowsTaken], 7);
  rowModule ??= new WebAssembly.Module(builtKernels('rows'));
  const { exports } = new WebAssembly.Instance(rowModule, { env: { memory } });
  return {
    input: Buffer.from(buffer, inputAt, inputBytes),
    smallUsers: new Int32Array(buffer, usersAt, smallIds),
    smallItems: new Int32Array(buffer, itemsAt, smallIds),
    codes: new Int16Array(buffer, codesAt, codes),
    user: new Int32Array(buffer, userAt, mostRowsTaken),
    item: new Int32Array(buffer, itemAt, mostRowsTaken),
    code: new Uint8Array(buffer, codeAt, mostRowsTaken),
    newUsers: new Int32Array(buffer, newUsersAt, mostRowsTaken),
    newItems: new Int32Array(buffer, newItemsAt, mostRowsTaken),
    task,
    exports: exports as unknown as RowKernel['exports'],
  };
}

/**
 * Takes rows from the front of `input[from..to)`, which ends with a line break: as many as are there and as are of
 * the plainest kind, {@link mostRowsTaken} at most.
 */
export function takeRows(
  { task, input, exports }: RowKernel,
  from: number,
  to: number,
  of: RowTask,
): RowsTaken {
  const { byteOffset } = input;
  const { delimiter, doubled, timed, users, items } = of;
  task.set([byteOffset + from, byteOffset + to, delimiter, Number(doubled), Number(timed), users, items]);
  const rows = exports.parseRows(task.byteOffset);
  return { rows, at: task[0] - byteOffset, users: task[5], items: task[6] };
}

/** The kernel looks at whole words and more. */
const readBeyond = 64;
const pageBytes = 65536;
let rowModule: WebAssembly.Module | null = null;

/** Null where the system has no memory left. */
function memoryOf(bytes: number): WebAssembly.Memory | null {
  const pages = Math.ceil(bytes / pageBytes);
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: pages });
  } catch {
    return null;
  }
}
