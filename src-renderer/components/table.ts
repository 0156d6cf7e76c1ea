/** A column of LabTable. */
export interface TableColumn<R> {
  key: string;
  label: string;
  /** Longer words and the unit, shown on hover. */
  title?: string;
  align?: 'left' | 'right';
  /** What the column sorts by; without it the header is plain text. Nulls come last either way. */
  sort?: (row: R) => string | number | null;
  /** The cell's text when there is no slot. */
  text?: (row: R) => string;
}

/** Which column sorts a table, and which way. */
export interface TableSort {
  key: string;
  direction: 'ascending' | 'descending';
}

/** Rows in the order of a column; equal rows keep theirs, rows without a value come last. */
export function sortRows<R>(
  rows: readonly R[],
  columns: readonly TableColumn<R>[],
  sort: TableSort | null,
): readonly R[] {
  const by = columns.find((column) => column.key === sort?.key)?.sort;
  if (!by || !sort) return rows;
  const sign = sort.direction === 'ascending' ? 1 : -1;
  return [...rows].sort((left, right) => compare(by(left), by(right), sign));
}

function compare(left: string | number | null, right: string | number | null, sign: number): number {
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  if (typeof left === 'number' && typeof right === 'number') return sign * (left - right);
  return sign * collator.compare(String(left), String(right));
}

const collator = new Intl.Collator('en', { numeric: true });
