import type { Column, FigureTable } from '../domain/table.ts';
import { formatPlain } from './drawing/format.ts';

/** Beyond it a column's numbers are too far apart in size for one number of decimals: 1e-6 beside 20. */
const mostDecimals = 4;

/**
 * The column with decimals, as a list of its numbers shows it: those that it has, else as many as the number that
 * needs most, so that 0.008, 0.01 and 0.012 stand as 0.008, 0.010 and 0.012. One that would need more than four keeps none.
 * @param table whose rows have the column
 */
export function withFixedDecimals(column: Column, { rows }: Pick<FigureTable, 'rows'>): Column {
  if (column.type !== 'number' || column.decimals !== undefined) return column;
  const decimals = commonDecimals(rows.map((row) => row[column.key]).filter((value) => typeof value === 'number'));
  return decimals === null ? column : { ...column, decimals };
}

/** Decimals in which numbers can be written alike, those of the one that needs most; null where that would be more than four. */
export function commonDecimals(values: readonly number[]): number | null {
  const needed = Math.max(0, ...values.map(decimalsOf));
  return needed > mostDecimals ? null : needed;
}

/** Decimals of a number as it is written plainly, without rounding dust. */
function decimalsOf(value: number): number {
  const text = formatPlain(value);
  return text.includes('e') ? Infinity : (text.split('.')[1]?.length ?? 0);
}
