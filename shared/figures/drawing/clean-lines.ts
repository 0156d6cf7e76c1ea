import type { FigureTable } from '../../domain/table.ts';
import type { FigureDrawing } from './figure-drawing.ts';
import { formatNumber } from './format.ts';
import { numberIn } from './table-lines.ts';

/**
 * Heavy lines at the clean values of a table, each labelled with its value and stars: `clean, 0.803 (3.803 stars)`. Values
 * that are alike to two decimals, as means over other targets, are one line, and say no more than these.
 */
export function cleanLines(table: FigureTable): FigureDrawing['references'] {
  const alike = new Map<string, { value: number; stars: number | null; texts: Set<string> }>();
  for (const row of table.rows) {
    const value = numberIn(row, 'clean');
    if (value === null) continue;
    const key = formatNumber(value, 2);
    const texts = alike.get(key)?.texts ?? new Set();
    alike.set(key, { value, stars: numberIn(row, 'cleanStars'), texts: texts.add(formatNumber(value, 3)) });
  }
  return [...alike.values()].map(({ value, stars, texts }) => {
    const decimals = texts.size === 1 ? 3 : 2;
    return { value, label: `clean, ${formatNumber(value, decimals)}${stars === null ? '' : ` (${formatNumber(stars, decimals)} stars)`}` };
  });
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
