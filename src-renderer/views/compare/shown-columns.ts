import type { Column, FigureTable } from '../../../shared/domain/table.ts';
import { formatCell, formatHeading, formatSpread, shareUnit } from '../../../shared/figures/drawing/format.ts';
import { numberIn } from '../../../shared/figures/drawing/table-lines.ts';
import { withFixedDecimals } from '../../../shared/figures/fixed-decimals.ts';
import { columnsInStarsOnce } from '../../../shared/figures/stars-once.ts';

/** A column of a figure's table as Compare shows it. */
export interface ShownColumn {
  column: Column;
  /** As short as it can be said; `title` has all of it with the unit. */
  head: string;
  title: string;
  /** Keys of the interval that stands behind the number; null where it has none. */
  ends: { low: string; high: string } | null;
  /** Whether n stands behind it, which then has no column of its own. */
  counted: boolean;
}

/** Columns that a reader of the table has no use for. */
const ids = ['series', 'attack', 'gradient', 'label', 'data', 'line', 'planned', 'lowReached', 'highReached'];

/** Columns of means, whose intervals lie evenly around them. */
const centred = ['mean', 'detectability'];

/** Heads of columns whose labels are long, by label. */
const shortHeads: ReadonlyMap<string, string> = new Map([
  ['Shift of the targets’ mean rating along the goal', 'Shift'],
  ['Shift of the targets’ mean rating along the goal in stars', 'Shift in stars'],
  ['Mean predicted rating', 'Target’s mean'],
  ['Mean predicted rating in stars', 'In stars'],
  ['On the Pareto front', 'Front'],
]);

/** The columns of a table: an interval stands behind its number, and n behind the mean. */
export function shownColumns(table: FigureTable): ShownColumn[] {
  const keys = new Set(table.columns.map(({ key }) => key));
  const endsOf = (key: string): ShownColumn['ends'] => {
    const [low, high] = key === 'mean' ? ['ciLow', 'ciHigh'] : [`${key}Low`, `${key}High`];
    return keys.has(low) && keys.has(high) ? { low, high } : null;
  };
  const ends = new Set(table.columns.flatMap(({ key }) => Object.values(endsOf(key) ?? {})));
  const counts = keys.has('mean') && keys.has('n');
  return columnsInStarsOnce(table)
    .filter(({ key }) => !ids.includes(key) && !ends.has(key) && !(counts && key === 'n'))
    .map((column) => {
      const [interval, counted] = [endsOf(column.key), counts && column.key === 'mean'];
      const label = shortHeads.get(column.label) ?? column.label;
      const head = column.unit === shareUnit ? `${label}, %` : label;
      const behind = [...(interval === null ? [] : ['95 % CI']), ...(counted ? ['n'] : [])];
      return {
        column: withFixedDecimals(column, table),
        head: `${head}${interval === null ? '' : centred.includes(column.key) ? ' ± 95 % CI' : ' (95 % CI)'}${counted ? ' (n)' : ''}`,
        title: [formatHeading(column), ...behind.map((one) => (one === 'n' ? '(n): finished runs' : 'with its 95 % interval'))].join('; '),
        ends: interval,
        counted,
      };
    });
}

/** What stands behind a number: `± 0.24`, an interval that it is not the middle of as `(0.86 to 1.01)`, and n. */
export function spreadWords({ column, ends, counted }: ShownColumn, row: FigureTable['rows'][number]): string {
  const count = counted ? ` (${numberIn(row, 'n') ?? 0})` : '';
  const [value, low, high] = [column.key, ends?.low ?? '', ends?.high ?? ''].map((key) => numberIn(row, key));
  if (low === null && high === null) return count.trim();
  const isMiddle = centred.includes(column.key) && value !== null && low !== null && high !== null && Math.abs(value - low - (high - value)) <= 1e-9 * Math.max(1, Math.abs(value));
  if (isMiddle) return `± ${formatSpread((high - low) / 2, column.decimals ?? 3)}${count}`;
  return `(${low === null ? '…' : formatCell(column, low)} to ${high === null ? '…' : formatCell(column, high)})${count}`;
}
