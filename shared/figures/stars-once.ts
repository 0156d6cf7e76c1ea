import type { Column, FigureTable } from '../domain/table.ts';
import { numberIn } from './drawing/table-lines.ts';

/** Whether the means of a table in stars are the same numbers as those in shifted units beside them, as on whole stars an RMSE is. */
export function isInStars({ rows }: Pick<FigureTable, 'rows'>): boolean {
  const measured = rows.filter((row) => numberIn(row, 'mean') !== null);
  return measured.length > 0 && measured.every((row) => row.meanStars === row.mean);
}

/** Columns of a table as they are shown: numbers that are the same in stars stand there once, as stars, and so do their intervals. */
export function columnsInStarsOnce({ columns, rows }: Pick<FigureTable, 'columns' | 'rows'>): Column[] {
  if (!isInStars({ rows })) return [...columns];
  const shifted = columns.find(({ key }) => key === 'mean')?.unit;
  return columns.filter(({ key }) => key !== 'meanStars').map((column) => (column.unit === shifted ? { ...column, unit: 'stars' } : column));
}
