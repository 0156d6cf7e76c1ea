import { addSmall } from './id-table.ts';
import type { PlainFormat } from './plain-format.ts';
import { parsePlainRows } from './plain-rows.ts';
import type { RatingRowsBuilder } from './rating-rows.ts';
import { mostRowsTaken, takeRows, type RowKernel } from './row-kernel/row-kernel.ts';

/**
 * As {@link parsePlainRows}, several times as fast where rows are of the plainest kind and lie in the memory of the
 * builder's kernel. It parses what it can, and around each row that it leaves `parsePlainRows` parses a few.
 */
export function parseRows(
  bytes: Buffer,
  from: number,
  to: number,
  format: PlainFormat,
  rows: RatingRowsBuilder,
): number {
  const { kernel } = rows;
  if (kernel?.input.buffer !== bytes.buffer) return parsePlainRows(bytes, from, to, format, rows);
  const before = bytes.byteOffset - kernel.input.byteOffset;
  for (let at = from; ;) {
    if (!rows.stars.numbers) at = addTaken(kernel, at, to, before, format, rows);
    if (at === to) return to;
    const lineEnd = bytes.indexOf(newline, Math.min(at + slowBytes, to - 1)) + 1;
    const end = rows.stars.numbers ? to : lineEnd;
    const stopped = parsePlainRows(bytes, at, end, format, rows);
    if (stopped < end || end === to) return stopped;
    at = end;
  }
}

const newline = 10;
/** What is parsed the slower way, at least, before the kernel is asked again: it may take nothing for long. */
const slowBytes = 4096;

/** Adds what the kernel takes of `bytes[from..to)`, which start `before` bytes into its input; returns where it stopped. */
function addTaken(
  kernel: RowKernel,
  from: number,
  to: number,
  before: number,
  { delimiter, doubled, layout }: PlainFormat,
  rows: RatingRowsBuilder,
): number {
  const { users, items, user, item, stars } = rows;
  kernel.codes.set(stars.byDigits);
  const timed = layout.columns === 4;
  for (let at = from; ;) {
    const known = { users: users.ids.length, items: items.ids.length };
    const taken = takeRows(kernel, before + at, before + to, { delimiter, doubled, timed, ...known });
    for (let n = known.users; n < taken.users; n++) addSmall(users, kernel.newUsers[n - known.users]);
    for (let n = known.items; n < taken.items; n++) addSmall(items, kernel.newItems[n - known.items]);
    user.set(kernel.user.subarray(0, taken.rows), rows.count);
    item.set(kernel.item.subarray(0, taken.rows), rows.count);
    stars.codes.set(kernel.code.subarray(0, taken.rows), rows.count);
    rows.count += taken.rows;
    at = taken.at - before;
    if (at === to || taken.rows < mostRowsTaken) return at;
  }
}
