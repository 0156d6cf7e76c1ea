import type { ImportOptions } from '../../../shared/domain/dataset.ts';
import { threadsAllowed } from '../../numeric/kernels/allowance.ts';
import { describeScale, isOnScale, type DeclaredScale } from '../scale.ts';
import { badFile } from './bad-input.ts';
import { findColumns, guessDelimiter, type RatingColumns } from './columns.ts';
import { parseNumber, splitFields } from './fields.ts';
import { parseRows } from './parse-rows.ts';
import { plainFormat, type PlainFormat } from './plain-format.ts';
import {
  addRow,
  addRows,
  countItems,
  finishRows,
  kernelForRows,
  ratingRowsBuilder,
  reserveRows,
  startLine,
  type CollectedRows,
  type RatingRows,
} from './rating-rows.ts';
import {
  blockReader,
  maxRecordBytes,
  refuseCancelled,
  visitRecord,
  type ReadingHooks,
  type RecordBlock,
  type TextFormat,
} from './records.ts';
import type { SourceFile } from './source.ts';
import { takeOnTwoThreads } from './two-threads.ts';

/** How the file of ratings is written. */
export interface RatingFormat extends TextFormat {
  /** Null: told by the first line. */
  delimiter: string | null;
}

/** What counts as a good row. */
export interface RatingRules {
  /** Null accepts every finite rating. */
  scale: DeclaredScale | null;
  badRows: ImportOptions['badRows'];
}

/** The good rows, and how many others there were, by reason in plain words. */
export interface RatingsRead {
  rows: RatingRows;
  /** Rows read, good or not, header and empty lines left out. */
  read: number;
  badByReason: Record<string, number>;
}

/** Files on the disk from this size on are read on two threads where a second one is allowed. */
export const largeFile = 1 << 26;

/**
 * Streams a table of ratings into memory. The first line is a header only if it names a user, an item and a
 * rating column; otherwise it is data. The outcome is the same on one thread and on two.
 * @param twoThreadsFrom size in bytes from which on a second thread is worth its start
 * @throws LabError bad-input naming file and line at the first bad row, unless bad rows are to be skipped.
 */
export async function readRatings(
  file: SourceFile,
  format: RatingFormat,
  rules: RatingRules,
  hooks: Omit<ReadingHooks, 'progress'> & { progress(bytes: number, rows: number): void },
  twoThreadsFrom = largeFile,
): Promise<RatingsRead> {
  const kernel = kernelForRows(blockBytes);
  const rows = ratingRowsBuilder(kernel);
  const badByReason: Record<string, number> = {};
  let table: Table | null = null;
  let bad = 0;
  let visited = 0;

  const reject = (line: number, problem: Problem): void => {
    if (rules.badRows === 'error')
      throw badFile(file.label, `${problem.detail}; ${problem.advice}${skipAdvice}`, line);
    badByReason[problem.reason] = (badByReason[problem.reason] ?? 0) + 1;
    bad++;
  };
  const visit = (bytes: Buffer, start: number, end: number, line: number): void => {
    const record = bytes.toString(format.encoding, start, end);
    if (!table) {
      const opened = openTable(record, format, rules);
      table = opened.table;
      if (opened.isHeader) return;
    }
    const { delimiter, columns } = table;
    const fields = splitFields(record, delimiter, format.quotes);
    const problem = fields ? problemOf(fields, columns) : badQuotes;
    if (!fields || problem) return reject(line, problem ?? badQuotes);
    const stars = parseNumber(fields[columns.rating]);
    if (rules.scale && !isOnScale(rules.scale, stars)) return reject(line, offScale(stars, rules.scale));
    addRow(rows, fields[columns.user], fields[columns.item], stars, line);
  };
  const visitBlock = (block: RecordBlock): void => {
    const { length } = block.bytes;
    const expected = visited ? (1.02 * rows.count * file.bytes) / visited : 0;
    visited += length;
    reserveRows(rows, rows.count + Math.ceil(length / leastRowBytes), expected);
    const lineEnd = block.bytes.lastIndexOf(newline) + 1;
    while (block.at < length) {
      if (table?.plain && block.at < lineEnd) {
        const before = rows.count;
        startLine(rows, block.line);
        block.at = parseRows(block.bytes, block.at, lineEnd, table.plain, rows);
        block.line += rows.count - before;
      }
      if (block.at < length) visitRecord(file, block, visit);
    }
    countItems(rows);
  };
  const addPart = (part: CollectedRows, line: number, bytes: number): void => {
    visited += bytes;
    reserveRows(rows, rows.count + part.user.length, 0);
    addRows(rows, part, line);
  };
  let shown = { bytes: 0, rows: 0 };
  let ahead = (): { bytes: number; rows: number } => ({ bytes: 0, rows: 0 });
  const progress = (bytes: number): void => {
    const more = ahead();
    shown = {
      bytes: Math.max(shown.bytes, bytes + more.bytes),
      rows: Math.max(shown.rows, rows.count + bad + more.rows),
    };
    hooks.progress(shown.bytes, shown.rows);
  };
  const reader = blockReader(
    file,
    format,
    { cancelled: hooks.cancelled, progress },
    visitBlock,
    kernel?.input,
  );
  const twoThreads = file.bytes >= twoThreadsFrom && threadsAllowed() > 1;
  if (twoThreads && file.openDisk) {
    await takeOnTwoThreads(reader, await file.openDisk(), file.bytes, {
      layout: () => table?.plain?.layout ?? null,
      ahead: (done) => (ahead = done),
      addPart,
      poll() {
        refuseCancelled(file, hooks);
        progress(reader.place().read);
      },
    });
  } else {
    const chunks = twoThreads && file.openAhead ? file.openAhead() : file.open();
    for await (const chunk of chunks) reader.take(chunk);
  }
  reader.finish();
  const read = rows.count + bad;
  if (read === 0) throw badFile(file.label, 'holds no rating; a row reads user,item,rating');
  return { rows: finishRows(rows), read, badByReason };
}

interface Table {
  delimiter: string;
  columns: RatingColumns;
  /** The fast way, where user, item, rating and perhaps a timestamp are all the columns. */
  plain: PlainFormat | null;
}

interface Problem {
  /** Key of the report. */
  reason: string;
  detail: string;
  advice: string;
}

/** Blocks of usual size: a chunk, and before it an unfinished record of as much as is allowed. */
const blockBytes = maxRecordBytes + (1 << 20);
const newline = 10;
/** Two ids, a rating and what parts them; the last row needs no line break. */
const leastRowBytes = 5;
const skipAdvice = ', or leave such rows out and have them counted (“Skip and count them”, on the command line --bad-rows skip)';
const badQuotes: Problem = {
  reason: 'misplaced quotes',
  detail: 'has a quote in the wrong place',
  advice: 'quote whole fields and double the quotes inside them',
};

function openTable(
  first: string,
  format: RatingFormat,
  { scale }: RatingRules,
): { table: Table; isHeader: boolean } {
  const delimiter = format.delimiter ?? guessDelimiter(first);
  const fields = splitFields(first, delimiter, format.quotes) ?? [];
  const { columns, isHeader } = findColumns(fields);
  const { user, item, rating, count } = columns;
  const inOrder = user === 0 && item === 1 && rating === 2 && (count === 3 || count === 4);
  const plain = inOrder ? plainFormat({ delimiter, columns: count, scale }) : null;
  return { table: { delimiter, columns, plain }, isHeader };
}

function problemOf(fields: string[], columns: RatingColumns): Problem | null {
  if (fields.length !== columns.count) {
    return {
      reason: 'wrong number of columns',
      detail: `has ${fields.length} ${fields.length === 1 ? 'column' : 'columns'} where ${columns.expected}`,
      advice: 'correct the line',
    };
  }
  if (fields[columns.user] === '' || fields[columns.item] === '') {
    return { reason: 'no user or item id', detail: 'has an empty user or item id', advice: 'fill it in' };
  }
  const text = fields[columns.rating];
  if (!Number.isNaN(parseNumber(text))) return null;
  return {
    reason: 'rating is no finite number',
    detail: `rating "${text.slice(0, 40)}" is no finite number`,
    advice: 'correct it (a header must name a user, an item and a rating column)',
  };
}

function offScale(stars: number, scale: DeclaredScale): Problem {
  return {
    reason: `rating off the scale ${describeScale(scale)}`,
    detail: `rating ${stars} is off the scale ${describeScale(scale)}`,
    advice: 'correct it, declare another scale (MIN:MAX:STEP)',
  };
}
