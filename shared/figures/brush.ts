import type { Column, FigureTable } from '../domain/table.ts';

type Row = FigureTable['rows'][number];

/** A stretch of one axis of parallel coordinates; configurations outside it stand back, and keep their numbers. */
export interface Brush {
  /** Key of the axis' column; {@link attackAxisKey} for the first axis. */
  key: string;
  /** Numbers from the first to the second, both included; null for no number. */
  numbers: readonly [number, number] | null;
  /** Words of the axis; {@link noneWord} for rows without a value. */
  words: readonly string[];
}

/** Column of the first axis, the attacks' labels. */
export const attackAxisKey = 'label';

/** How a brush calls a row without a value on its axis. */
export const noneWord = 'none';

/** Columns that say which line a row is; the others are its axes. */
const noAxes = ['series', 'attack', 'gradient', 'label', 'data', 'line', 'configuration', 'n'];

/** The columns that have an axis in parallel coordinates, in order, without that of the attacks. */
export function axisColumns(table: FigureTable): Column[] {
  return table.columns.filter(({ key }) => !noAxes.includes(key));
}

/** Whether a row lies in every brush; one on a column that the table lacks keeps every row. */
export function isKept(row: Row, brushes: readonly Brush[]): boolean {
  return brushes.every(({ key, numbers, words }) => {
    if (!(key in row)) return true;
    const cell = row[key];
    if (cell === null) return words.includes(noneWord);
    if (typeof cell === 'string') return words.includes(cell);
    return numbers !== null && cell >= numbers[0] && cell <= numbers[1];
  });
}

/** The brushes with that of one axis replaced, or without it for null. */
export function withBrush(brushes: readonly Brush[], key: string, brush: Brush | null): Brush[] {
  const others = brushes.filter((one) => one.key !== key);
  return brush === null ? others : [...others, brush];
}

/** A brush as one word of an address: `key~from:to~word|word`. */
export function brushToText({ key, numbers, words }: Brush): string {
  const plain = (text: string): string => encodeURIComponent(text).replaceAll('~', '%7E');
  return [plain(key), numbers === null ? '' : numbers.join(':'), words.map(plain).join('|')].join('~');
}

/** Reads {@link brushToText}; null for what it never writes. */
export function brushFromText(text: string): Brush | null {
  const [key, ends, words, ...rest] = text.split('~');
  if (!key || ends === undefined || words === undefined || rest.length > 0) return null;
  const numbers = ends.split(':').map((end) => (end === '' ? NaN : Number(end)));
  const isRange = numbers.length === 2 && numbers.every(Number.isFinite) && numbers[0] <= numbers[1];
  if (ends !== '' && !isRange) return null;
  try {
    return {
      key: decodeURIComponent(key),
      numbers: ends === '' ? null : [numbers[0], numbers[1]],
      words: words === '' ? [] : words.split('|').map(decodeURIComponent),
    };
  } catch {
    // A lone per cent sign.
    return null;
  }
}
