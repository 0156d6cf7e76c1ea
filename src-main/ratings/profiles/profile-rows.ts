import type { ProfileUnits } from '../../../shared/domain/profiles.ts';
import { badFile } from '../reading/bad-input.ts';
import { findColumns, guessDelimiter, type RatingColumns } from '../reading/columns.ts';
import { parseNumber, splitFields } from '../reading/fields.ts';
import { forEachRecord } from '../reading/records.ts';
import type { SourceFile } from '../reading/source.ts';
import { isLabelName } from './labels.ts';

/** One row of a file of profiles. */
export interface ProfileRow {
  user: string;
  item: string;
  /** As in the file. */
  rating: number;
  /** The text of its label; null where the file has no such column. */
  label: string | null;
  /** From 1. */
  line: number;
}

/** What the first line of a file of profiles says of the others. */
export interface ProfileTable {
  /** Shifted units for a table with both ratings and stars, which is how profiles are exported. */
  units: ProfileUnits;
  hasLabels: boolean;
}

interface Columns extends ProfileTable {
  delimiter: string;
  columns: RatingColumns;
  /** -1 without one. */
  label: number;
}

/**
 * Streams a table of `user,item,rating` past `visit`, told and split as tables of ratings are; with a header it may
 * have a column of labels.
 * @throws LabError bad-input naming file and line at the first row that cannot be read, or without any; 'cancelled'
 */
export async function forEachProfileRow(
  file: SourceFile,
  cancelled: () => boolean,
  visit: (row: ProfileRow) => void,
): Promise<ProfileTable> {
  let table: Columns | null = null;
  let rows = 0;
  await forEachRecord(file, { encoding: 'utf8', quotes: true }, { progress: () => {}, cancelled }, (bytes, start, end, line) => {
    const record = bytes.toString('utf8', start, end);
    if (table === null) {
      const { isHeader, ...opened } = openTable(record);
      table = opened;
      if (isHeader) return;
    }
    const { delimiter, columns, label } = table;
    const fields = splitFields(record, delimiter, true);
    if (fields === null) throw badFile(file.label, 'has a quote in the wrong place; quote whole fields and double the quotes inside them', line);
    if (fields.length !== columns.count) {
      throw badFile(file.label, `has ${fields.length} ${fields.length === 1 ? 'column' : 'columns'} where ${columns.expected}; correct the line`, line);
    }
    const user = fields[columns.user];
    const item = fields[columns.item];
    if (user === '' || item === '') throw badFile(file.label, 'has an empty user or item id; fill it in', line);
    const rating = parseNumber(fields[columns.rating]);
    if (Number.isNaN(rating)) {
      const text = fields[columns.rating].slice(0, 40);
      throw badFile(file.label, `rating "${text}" is no finite number; correct it (a header must name a user, an item and a rating column)`, line);
    }
    rows++;
    visit({ user, item, rating, label: label < 0 ? null : fields[label], line });
  });
  if (table === null || rows === 0) throw badFile(file.label, 'holds no rating; a row reads user,item,rating');
  const { units, hasLabels } = table as Columns;
  return { units, hasLabels };
}

function openTable(first: string): Columns & { isHeader: boolean } {
  const delimiter = guessDelimiter(first);
  const fields = splitFields(first, delimiter, true) ?? [];
  const { columns, isHeader } = findColumns(fields);
  const names = fields.map((name) => name.toLowerCase());
  const label = isHeader ? names.findIndex(isLabelName) : -1;
  const ours = isHeader && names.includes('rating') && names.includes('stars');
  return {
    delimiter,
    columns: ours ? { ...columns, rating: names.indexOf('rating') } : columns,
    label,
    units: ours ? 'shifted' : 'stars',
    hasLabels: label >= 0,
    isHeader,
  };
}
