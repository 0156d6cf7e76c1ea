import type { ImportOptions } from '../../../shared/domain/dataset.ts';
import { describeScale, isOnScale, type DeclaredScale } from '../scale.ts';
import { badFile } from './bad-input.ts';
import { findColumns, guessDelimiter, type RatingColumns } from './columns.ts';
import { parseNumber, splitFields } from './fields.ts';
import { parsePlainRow, type PlainRow } from './plain-row.ts';
import { ratingRowsBuilder, type RatingRows } from './rating-rows.ts';
import { forEachRecord, type ReadingHooks, type TextFormat } from './records.ts';
import type { SourceFile } from './source.ts';

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

/**
 * Streams a table of ratings into memory. The first line is a header only if it names a user, an item and a
 * rating column; otherwise it is data.
 * @throws LabError bad-input naming file and line at the first bad row, unless bad rows are to be skipped.
 */
export async function readRatings(
  file: SourceFile,
  format: RatingFormat,
  rules: RatingRules,
  hooks: Omit<ReadingHooks, 'progress'> & { progress(bytes: number, rows: number): void },
): Promise<RatingsRead> {
  const rows = ratingRowsBuilder();
  const badByReason: Record<string, number> = {};
  const plain: PlainRow = { user: 0, item: 0, stars: 0, columns: 0 };
  let table: Table | null = null;
  let bad = 0;

  const reject = (line: number, problem: Problem): void => {
    if (rules.badRows === 'error')
      throw badFile(file.label, `${problem.detail}; ${problem.advice}${skipAdvice}`, line);
    badByReason[problem.reason] = (badByReason[problem.reason] ?? 0) + 1;
    bad++;
  };
  const visit = (bytes: Buffer, start: number, end: number, line: number): void => {
    if (!table) {
      const opened = openTable(bytes.toString(format.encoding, start, end), format);
      table = opened.table;
      if (opened.isHeader) return;
    }
    let user: number | string;
    let item: number | string;
    let stars: number;
    if (
      table.plain &&
      parsePlainRow(bytes, start, end, table.delimiterBytes, plain) &&
      plain.columns === table.columns.count
    ) {
      ({ user, item, stars } = plain);
    } else {
      const fields = splitFields(bytes.toString(format.encoding, start, end), table.delimiter, format.quotes);
      const problem = fields ? problemOf(fields, table.columns) : badQuotes;
      if (!fields || problem) return reject(line, problem ?? badQuotes);
      user = fields[table.columns.user];
      item = fields[table.columns.item];
      stars = parseNumber(fields[table.columns.rating]);
    }
    if (rules.scale && !isOnScale(rules.scale, stars)) return reject(line, offScale(stars, rules.scale));
    rows.add(user, item, stars, line);
  };
  const { cancelled } = hooks;
  await forEachRecord(
    file,
    format,
    { cancelled, progress: (bytes) => hooks.progress(bytes, rows.count() + bad) },
    visit,
  );
  if (rows.count() + bad === 0) throw badFile(file.label, 'holds no rating; a row reads user,item,rating');
  return { rows: rows.finish(), read: rows.count() + bad, badByReason };
}

interface Table {
  delimiter: string;
  delimiterBytes: Buffer;
  columns: RatingColumns;
  /** Whether the fast way may be tried: user, item, rating are the first three columns. */
  plain: boolean;
}

interface Problem {
  /** Key of the report. */
  reason: string;
  detail: string;
  advice: string;
}

const skipAdvice = ', or leave such rows out and have them counted (bad rows: skip)';
const badQuotes: Problem = {
  reason: 'misplaced quotes',
  detail: 'has a quote in the wrong place',
  advice: 'quote whole fields and double the quotes inside them',
};

function openTable(first: string, format: RatingFormat): { table: Table; isHeader: boolean } {
  const delimiter = format.delimiter ?? guessDelimiter(first);
  const fields = splitFields(first, delimiter, format.quotes) ?? [];
  const { columns, isHeader } = findColumns(fields);
  const plain = columns.user === 0 && columns.item === 1 && columns.rating === 2;
  return { table: { delimiter, delimiterBytes: Buffer.from(delimiter), columns, plain }, isHeader };
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
