import type { RunField } from '../../runs-list/field.ts';
import { runFields } from '../../runs-list/fields.ts';

/** A column and where it sticks when the table is scrolled sideways. */
export interface PlacedColumn {
  field: RunField;
  /** Px from the left edge; null where it moves along. */
  left: number | null;
  /** Classes and style of its cells, put together once for all of them. */
  cell: { class: string; style: string };
}

/** Width of the first column, px: checkbox, star and the run's own name. */
export const leadWidth = 168;

/** Least width of what takes up the rest of a line, px. */
const rest = 24;

/** The interval of a group's mean: between RMSE and what follows it, and only where runs are grouped. */
const interval: RunField = {
  ...{ key: 'interval', head: '95 % CI (n)', name: 'Interval of the mean', section: 'Result', width: 100, numeric: false },
  title: 'Half the width of the 95 % t interval of the group’s mean RMSE, and n, the finished runs that it is of: seeds, times targets where several are attacked',
  values: () => [],
  words: String,
};

/** Columns of the run's own list, in which numbers of a group stand too. */
export const aggregated: readonly string[] = ['rmse', 'interval', 'to-uniform', 'target'];

/** Where each column stands. Those that are pinned come first and lie behind the first column. */
export function placeColumns(columns: readonly RunField[], pins: readonly string[], grouped: boolean): PlacedColumn[] {
  let left = leadWidth;
  return columns.flatMap((field): PlacedColumn[] => {
    const pinned = pins.includes(field.key);
    const placed = place(field, pinned ? left : null);
    if (pinned) left += field.width;
    return grouped && field.key === 'rmse' ? [placed, place(interval, null)] : [placed];
  });
}

/** Px that heads and cells of columns need together with the first one, so that none is narrower than it asks for. */
export function widthOf(fields: readonly RunField[]): number {
  return fields.reduce((sum, { width }) => sum + width, leadWidth + rest);
}

/** The field of the first column. */
export const runField: RunField = runFields[0];

function place(field: RunField, left: number | null): PlacedColumn {
  const classes = [field.numeric || field.right ? 'number' : '', left === null ? '' : 'pinned'];
  return { field, left, cell: { class: classes.filter(Boolean).join(' '), style: `width: ${field.width}px${left === null ? '' : `; left: ${left}px`}` } };
}
