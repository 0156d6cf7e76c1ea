import type { Interval } from './intervals.ts';
import { studentTQuantile } from './student-t.ts';

/**
 * Interval of the mean of a table whose rows and columns are both samples, such as seeds and targets: it speaks of other rows
 * and other columns like these. In any unit; null below two rows or two columns.
 *
 * Two-way random effects, one value a cell: the mean of R x C values has the variance (MS_rows + MS_columns - MS_rest) / RC,
 * with Satterthwaite's degrees of freedom (Searle, Casella & McCulloch, Variance Components, 1992, ch. 4). Never narrower
 * than the t interval over rows, or over columns, alone.
 * @param table equally long rows
 * @param level confidence, default 0.95
 */
export function crossedInterval(table: readonly (readonly number[])[], level = 0.95): Interval | null {
  const rows = table.length;
  const columns = table[0]?.length ?? 0;
  if (rows < 2 || columns < 2) return null;
  const byRow = table.map(meanOf);
  const byColumn = table[0].map((_, at) => meanOf(table.map((row) => row[at])));
  const mean = meanOf(byRow);
  const dfRows = rows - 1;
  const dfColumns = columns - 1;
  const dfRest = dfRows * dfColumns;
  const msRows = (columns * squares(byRow, mean)) / dfRows;
  const msColumns = (rows * squares(byColumn, mean)) / dfColumns;
  const residuals = table.flatMap((row, i) => row.map((value, j) => value - byRow[i] - byColumn[j] + mean));
  const msRest = squares(residuals, 0) / dfRest;
  const both = msRows + msColumns - msRest;
  const halfOf = (ms: number, df: number) => studentTQuantile((1 + level) / 2, df) * Math.sqrt(ms / (rows * columns));
  const halves = [halfOf(msRows, dfRows), halfOf(msColumns, dfColumns)];
  if (both > 0) halves.push(halfOf(both, both ** 2 / (msRows ** 2 / dfRows + msColumns ** 2 / dfColumns + msRest ** 2 / dfRest)));
  const half = Math.max(...halves);
  return { low: mean - half, high: mean + half };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function squares(values: readonly number[], around: number): number {
  return values.reduce((sum, value) => sum + (value - around) ** 2, 0);
}
