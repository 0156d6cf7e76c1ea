import { readSync } from 'node:fs';
import { parseRows } from './parse-rows.ts';
import { plainFormat, type PlainLayout } from './plain-format.ts';
import {
  countItems,
  finishRows,
  kernelForRows,
  ratingRowsBuilder,
  reserveRows,
  type CollectedRows,
} from './rating-rows.ts';
import { maxRecordBytes } from './records.ts';

/** The end of an open file, and how its rows are written. */
export interface PlainPartRequest {
  /** Descriptor of this process. */
  fd: number;
  /** Size of the file, and of the chunks that it is read in. */
  bytes: number;
  chunkBytes: number;
  /** Where the first chunk of the part starts. */
  from: number;
  layout: PlainLayout;
  /** Two cells for how many chunks and rows of the part are done. */
  progress: Int32Array<SharedArrayBuffer>;
}

/** Rows on consecutive lines, none of them written in any way but the plain one. */
export interface PlainPart {
  rows: CollectedRows;
  /** Where the first row starts and the last one ends. */
  start: number;
  end: number;
  /** Where the chunk starts that was not read any more, or the file ends. */
  read: number;
}

/**
 * Parses whole chunks of a file, from the line on that starts in the chunk before `from`, for as long as nothing in
 * them takes the general way and all is as it would be if the chunks before had been read too: a chunk in which
 * that is not so is left out with all that follows. Null where no line starts in the chunk before `from`.
 */
export function readPlainPart(request: PlainPartRequest): PlainPart | null {
  const { fd, bytes, chunkBytes, from, layout, progress } = request;
  const format = plainFormat(layout);
  const bufferBytes = Math.max(chunkBytes, maxRecordBytes) + chunkBytes;
  const kernel = kernelForRows(bufferBytes);
  const buffer = kernel?.input ?? Buffer.allocUnsafeSlow(bufferBytes);
  const before = Math.max(0, from - chunkBytes);
  const found = readSync(fd, buffer, 0, from - before, before);
  const lineStart = buffer.subarray(0, found).lastIndexOf(newline) + 1;
  if (lineStart === 0 || found < from - before) return null;
  const start = before + lineStart;
  buffer.copyWithin(0, lineStart, from - before);

  const rows = ratingRowsBuilder(kernel);
  let kept = 0;
  let read = from;
  let carried = from - start;
  for (;;) {
    const length = carried + readSync(fd, buffer, carried, chunkBytes, read);
    if (length === carried) break;
    const block = buffer.subarray(0, length);
    const end = block.lastIndexOf(newline) + 1;
    if (block.includes(quote) || length - end > maxRecordBytes) break;
    const expected = kept ? (1.02 * kept * (bytes - from)) / (read - from) : 0;
    reserveRows(rows, kept + Math.ceil(length / leastRowBytes), expected);
    if (parseRows(block, 0, end, format, rows) < end) break;
    kept = rows.count;
    countItems(rows);
    read += length - carried;
    carried = length - end;
    buffer.copyWithin(0, end, length);
    Atomics.add(progress, 0, 1);
    Atomics.store(progress, 1, kept);
  }
  // Ids and ratings that only rows of the chunk left out have may stay: whoever reads on numbers these next.
  rows.count = kept;
  const { userIds, itemIds, user, item, itemCounts, stars } = finishRows(rows);
  return { rows: { userIds, itemIds, user, item, itemCounts, stars }, start, end: read - carried, read };
}

const newline = 10;
const quote = 34;
/** Two ids, a rating, what parts them and a line break. */
const leastRowBytes = 6;
