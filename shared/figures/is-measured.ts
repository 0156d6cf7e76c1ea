import type { FigureTable } from '../domain/table.ts';
import { numberIn } from './drawing/table-lines.ts';

/** True when a figure's table has at least one finished run. */
export function isMeasured(table: FigureTable | null): table is FigureTable {
  return table !== null && table.rows.some((row) => (numberIn(row, 'n') ?? 0) > 0);
}
