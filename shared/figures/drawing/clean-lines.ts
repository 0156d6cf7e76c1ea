import type { FigureTable } from '../../domain/table.ts';
import type { FigureDrawing } from './figure-drawing.ts';
import { formatNumber } from './format.ts';
import { numberIn } from './table-lines.ts';

/** Clean values that are no further apart are one line. */
const alike = 0.005;

/**
 * Heavy lines at the clean values of a table, ascending, each labelled with its value and stars: `clean, 0.803 (3.803 stars)`.
 * Values within 0.005, as means over other targets, are one line at the mean of those that differ.
 */
export function cleanLines(table: FigureTable): FigureDrawing['references'] {
  const starsAt = new Map<number, number | null>();
  for (const row of table.rows) {
    const value = numberIn(row, 'clean');
    if (value !== null) starsAt.set(value, numberIn(row, 'cleanStars'));
  }
  const groups: [number, number | null][][] = [];
  for (const clean of [...starsAt].sort(([left], [right]) => left - right)) {
    const last = groups.at(-1);
    if (last !== undefined && clean[0] - last[0][0] <= alike) last.push(clean);
    else groups.push([clean]);
  }
  return groups.map((group) => {
    const value = mean(group.map(([one]) => one));
    const stars = group.flatMap(([, one]) => one ?? []);
    return { value, label: `clean, ${formatNumber(value, 3)}${stars.length === 0 ? '' : ` (${formatNumber(mean(stars), 3)} stars)`}` };
  });
}

/** What lines and heavy lines cover of the y axis, at least 0.05. */
export function rangeAround(
  [low, high]: [number, number],
  references: FigureDrawing['references'],
): [number, number] {
  const bottom = Math.min(low, ...references.map((one) => one.value));
  const top = Math.max(high, ...references.map((one) => one.value));
  return [bottom, Math.max(top, bottom + 0.05)];
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
