import type { FigureTable } from '../../domain/table.ts';
import type { Line } from './line-spec.ts';
import type { ThemeName } from './tokens.ts';
import { attackStyle } from './attack-style.ts';
import { formatCount } from './format.ts';

type Row = FigureTable['rows'][number];

/** The number in a cell; null where the cell holds none. */
export function numberIn(row: Row, key: string): number | null {
  const value = row[key];
  return typeof value === 'number' ? value : null;
}

/** The text in a cell; null where the cell holds none. */
export function textIn(row: Row, key: string): string | null {
  const value = row[key];
  return typeof value === 'string' ? value : null;
}

/**
 * Columns that a table's lines and bands are drawn from: a mean and its interval, a median of p and its quartiles, or
 * the users needed and their interval.
 */
export function drawnKeys(table: FigureTable): { y: string; low: string; high: string } {
  const has = (wanted: string): boolean => table.columns.some(({ key }) => key === wanted);
  if (has('needed')) return { y: 'needed', low: 'neededLow', high: 'neededHigh' };
  return has('pMedian') ? { y: 'pMedian', low: 'pLow', high: 'pHigh' } : { y: 'mean', low: 'ciLow', high: 'ciHigh' };
}

/**
 * The lines of a table: one per series in the table's order, with points where there is a value to draw.
 * @param xOf where on the axis a row stands; two places are the ends of a level line.
 */
export function linesOf(table: FigureTable, theme: ThemeName, xOf: (row: Row) => readonly number[]): Line[] {
  const keys = drawnKeys(table);
  const bySeries = new Map<string, Row[]>();
  for (const row of table.rows) {
    const series = textIn(row, 'series') ?? '';
    bySeries.set(series, [...(bySeries.get(series) ?? []), row]);
  }
  const variants = variantsOf(table);
  return [...bySeries].map(([series, rows]) => {
    const [attack, gradient] = [textIn(rows[0], 'attack') ?? '', textIn(rows[0], 'gradient')];
    return {
      series,
      label: textIn(rows[0], 'label') ?? series,
      detail: progressOf(rows),
      style: attackStyle(attack, gradient, theme, variants.get(series)),
      points: rows.flatMap((row) => {
        const y = numberIn(row, keys.y);
        if (y === null) return [];
        return xOf(row).map((x) => ({ x, y, low: numberIn(row, keys.low), high: numberIn(row, keys.high) }));
      }),
      level: rows.some((row) => xOf(row).length > 1),
    };
  });
}

/** Which shade of its attack each series of a table is drawn in: how many of that attack and gradient come before it. */
export function variantsOf(table: FigureTable): ReadonlyMap<string, number> {
  const variants = new Map<string, number>();
  const counts = new Map<string, number>();
  for (const row of table.rows) {
    const series = textIn(row, 'series') ?? '';
    if (variants.has(series)) continue;
    const look = `${textIn(row, 'attack') ?? ''} ${textIn(row, 'gradient')}`;
    const before = counts.get(look) ?? 0;
    variants.set(series, before);
    counts.set(look, before + 1);
  }
  return variants;
}

/** Lowest and highest value that any line or band of the table reaches; null without a measured row. */
export function extentOf(lines: readonly Line[]): [number, number] | null {
  const values = lines.flatMap((line) => line.points.flatMap(({ y, low, high }) => [y, low ?? y, high ?? y]));
  return values.length === 0 ? null : [Math.min(...values), Math.max(...values)];
}

/** The unit of a column; empty when there is no such column. */
export function unitOf(table: FigureTable, key: string): string {
  return table.columns.find((column) => column.key === key)?.unit ?? '';
}

/** "0 of 6 runs": finished and planned runs of a series; null where the table does not count them. */
function progressOf(rows: readonly Row[]): string | null {
  if (!rows.some((row) => 'planned' in row)) return null;
  const total = (key: string): number => rows.reduce((sum, row) => sum + (numberIn(row, key) ?? 0), 0);
  return `${formatCount(total('n'))} of ${formatCount(total('planned'))} runs`;
}
