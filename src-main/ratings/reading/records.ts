import { isUtf8 } from 'node:buffer';
import { LabError } from '../../../shared/domain/errors.ts';
import { badFile } from './bad-input.ts';
import type { SourceFile } from './source.ts';

/** How a text file is written. */
export interface TextFormat {
  encoding: 'utf8' | 'latin1';
  /** Whether fields may be quoted, and so hold line breaks. */
  quotes: boolean;
}

/** How reading speaks to whoever waits for it. */
export interface ReadingHooks {
  /** Bytes of this file read so far. */
  progress(bytes: number): void;
  cancelled(): boolean;
}

/** One record: `bytes` from `start` to `end`, without its line break; `line` is where it starts, from 1. */
export type RecordVisitor = (bytes: Buffer, start: number, end: number, line: number) => void;

/** Whole records of a text file; the bytes are valid until the visitor returns. */
export interface RecordBlock {
  bytes: Buffer;
  /** Where reading goes on: the first byte not yet visited, and its line, from 1. */
  at: number;
  line: number;
  /** Whether a field in it may be quoted. */
  quoted: boolean;
  /**
   * Checks the text of the whole block, once; before that nothing may be concluded from any byte of it that
   * is not printable ASCII.
   * @throws LabError bad-input naming file and line on a NUL byte or bytes that are not in the encoding.
   */
  check(): void;
}

const newline = 10;
const carriageReturn = 13;
const quote = 34;
/** A record that is longer is refused. */
export const maxRecordBytes = 1 << 20;
const reportEvery = 1 << 20;

/**
 * Streams the records of a text file past `visit`, in bounded memory; empty lines are no records. A UTF-8
 * byte order mark is skipped.
 * @throws LabError bad-input naming file and line on UTF-16, a NUL byte, bytes that are not UTF-8 (unless the
 * format is Latin-1), a record above 1 MiB or a quoted field that never ends; 'cancelled' when asked to stop.
 */
export async function forEachRecord(
  file: SourceFile,
  format: TextFormat,
  hooks: ReadingHooks,
  visit: RecordVisitor,
): Promise<void> {
  const reader = blockReader(file, format, hooks, (block) => {
    while (block.at < block.bytes.length) visitRecord(file, block, visit);
  });
  for await (const chunk of file.open()) reader.take(chunk);
  reader.finish();
}

/** Makes blocks of the chunks of a file, each of which it is given; at the end it must be told so. */
export interface BlockReader {
  take(chunk: Buffer): void;
  finish(): void;
  /** How many bytes were taken, the line that follows the last block, and where in the file it starts. */
  place(): { read: number; line: number; start: number };
  /**
   * Goes on as though the bytes up to `read` had been taken and all records visited but the last `lastBytes`,
   * which start on `line`.
   */
  skipTo(read: number, line: number, lastBytes: Buffer): void;
}

/**
 * A reader of the chunks of one file, which may have any size. `visitBlock` moves `at` and `line` to the end of
 * each block, by {@link visitRecord} where it has no faster way.
 * @param room memory for blocks, for as long as they fit into it
 * @throws LabError as {@link forEachRecord}, from `take` and `finish`.
 */
export function blockReader(
  file: SourceFile,
  format: TextFormat,
  hooks: ReadingHooks,
  visitBlock: (block: RecordBlock) => void,
  room: Buffer = Buffer.alloc(0),
): BlockReader {
  let joined = room;
  let carry: Buffer = Buffer.alloc(0);
  let line = 1;
  let read = 0;
  let reported = 0;
  let begun = false;
  const emit = (bytes: Buffer, quoted: boolean): void => {
    const block = recordBlock(file, format, bytes, line, quoted);
    visitBlock(block);
    line = block.line;
  };
  return {
    take(chunk) {
      refuseCancelled(file, hooks);
      read += chunk.length;
      const length = carry.length + chunk.length;
      if (joined.length < length) joined = Buffer.allocUnsafeSlow(length);
      joined.set(carry);
      joined.set(chunk, carry.length);
      let block = joined.subarray(0, length);
      if (!begun) {
        if (block.length < 3 && read < file.bytes) {
          carry = Buffer.from(block);
          return;
        }
        block = withoutByteOrderMark(file, block);
        begun = true;
      }
      const quoted = format.quotes && block.includes(quote);
      const end = endOfLastRecord(block, quoted);
      if (end > 0) emit(block.subarray(0, end), quoted);
      carry = Buffer.from(block.subarray(end));
      if (carry.length > maxRecordBytes) throw endless(file, format, carry, line);
      if (read - reported >= reportEvery) {
        reported = read;
        hooks.progress(read);
      }
    },
    finish() {
      if (!begun) carry = withoutByteOrderMark(file, carry);
      if (carry.length) emit(carry, format.quotes && carry.includes(quote));
      hooks.progress(read);
    },
    place: () => ({ read, line, start: read - carry.length }),
    skipTo(to, nextLine, lastBytes) {
      read = to;
      line = nextLine;
      carry = lastBytes;
    },
  };
}

/** @throws LabError 'cancelled' when asked to stop. */
export function refuseCancelled(file: SourceFile, { cancelled }: Pick<ReadingHooks, 'cancelled'>): void {
  if (cancelled()) throw new LabError('cancelled', `reading ${file.label} was cancelled`);
}

/**
 * Visits the record at the front of a block, if it is not empty, and moves the block behind it.
 * @throws LabError bad-input naming file and line when the text is damaged or a quoted field never ends.
 */
export function visitRecord(file: SourceFile, block: RecordBlock, visit: RecordVisitor): void {
  block.check();
  const { bytes, at, line, quoted } = block;
  let found = bytes.indexOf(newline, at);
  let lines = 1;
  if (quoted) {
    let open = quotesIn(bytes, at, found < 0 ? bytes.length : found) % 2 === 1;
    while (open) {
      if (found < 0) throw badFile(file.label, 'a quoted field is never closed; add its closing quote', line);
      const next = bytes.indexOf(newline, found + 1);
      open = quotesIn(bytes, found + 1, next < 0 ? bytes.length : next) % 2 === 0;
      found = next;
      lines++;
    }
  }
  const stop = found < 0 ? bytes.length : found;
  const end = stop > at && bytes[stop - 1] === carriageReturn ? stop - 1 : stop;
  if (end > at) visit(bytes, at, end, line);
  block.at = stop + 1;
  block.line = line + lines;
}

function recordBlock(
  file: SourceFile,
  format: TextFormat,
  bytes: Buffer,
  line: number,
  quoted: boolean,
): RecordBlock {
  let checked = false;
  const check = (): void => {
    if (!checked) checkText(file, format, bytes, line);
    checked = true;
  };
  return { bytes, at: 0, line, quoted, check };
}

function withoutByteOrderMark(file: SourceFile, block: Buffer): Buffer {
  const [a, b, c] = block;
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) {
    throw badFile(file.label, 'is written in UTF-16; save it as UTF-8 and import it again', 1);
  }
  return a === 0xef && b === 0xbb && c === 0xbf ? block.subarray(3) : block;
}

function checkText(file: SourceFile, format: TextFormat, block: Buffer, line: number): void {
  const nul = block.indexOf(0);
  if (nul >= 0) {
    const what =
      'holds a NUL byte, so it is no plain text (UTF-16 perhaps); save it as UTF-8 and import it again';
    throw badFile(file.label, what, line + newlinesIn(block, 0, nul));
  }
  if (format.encoding === 'latin1' || isUtf8(block)) return;
  let start = 0;
  for (let at = line; ; at++) {
    const found = block.indexOf(newline, start);
    const end = found < 0 ? block.length : found;
    if (!isUtf8(block.subarray(start, end)) || found < 0) {
      throw badFile(file.label, 'is not UTF-8; save the file as UTF-8 and import it again', at);
    }
    start = end + 1;
  }
}

/** Where the last complete record ends (behind its line break), 0 when there is none. */
function endOfLastRecord(block: Buffer, quoted: boolean): number {
  if (!quoted) return block.lastIndexOf(newline) + 1;
  let end = 0;
  let open = false;
  for (let at = 0; at < block.length; at++) {
    if (block[at] === quote) open = !open;
    else if (block[at] === newline && !open) end = at + 1;
  }
  return end;
}

function endless(file: SourceFile, format: TextFormat, carry: Buffer, line: number): LabError {
  const quoted = format.quotes && carry.includes(quote);
  const what = quoted
    ? 'a quoted field is never closed; add its closing quote'
    : 'is longer than 1 MiB; this is no table of ratings';
  return badFile(file.label, what, line);
}

function quotesIn(block: Buffer, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at++) if (block[at] === quote) count++;
  return count;
}

function newlinesIn(block: Buffer, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at++) if (block[at] === newline) count++;
  return count;
}
