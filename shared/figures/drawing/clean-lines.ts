import type { FigureTable } from '../../domain/table.ts';
import type { FigureDrawing } from './figure-drawing.ts';
import { formatNumber } from './format.ts';
import { numberIn } from './table-lines.ts';

/** Heavy lines at the clean values of a table, each labelled with its value and stars: `clean, 0.80 (3.80 stars)`. */
export function cleanLines(table: FigureTable): FigureDrawing['references'] {
  const values = new Map<string, { value: number; stars: number | null }>();
  for (const row of table.rows) {
    const value = numberIn(row, 'clean');
    if (value !== null) values.set(formatNumber(value, 2), { value, stars: numberIn(row, 'cleanStars') });
  }
  return [...values].map(([text, { value, stars }]) => ({
    value,
    label: `clean, ${text}${stars === null ? '' : ` (${formatNumber(stars, 2)} stars)`}`,
  }));
}

/** A range of the y axis around lines and heavy lines, with room under them for a label. */
export function rangeAround(
  [low, high]: [number, number],
  references: FigureDrawing['references'],
): [number, number] {
  const bottom = Math.min(low, ...references.map((one) => one.value));
  const top = Math.max(high, ...references.map((one) => one.value));
  const width = Math.max(top - bottom, 0.05);
  return [bottom - 0.16 * width, top + 0.06 * width];
}
