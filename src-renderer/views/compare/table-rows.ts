import type { Column, FigureTable } from '../../../shared/domain/table.ts';
import type { Reading } from './read-out.ts';
import { readings, sharesOf } from './read-out.ts';

/** One row of "Table of both figures": an attack at a share, measured in either figure. */
export interface BothRow {
  key: string;
  main: Reading;
  /** The same place in the other figure; null without one. */
  other: Reading | null;
}

/** One row of the table by attack: a reading for each share. */
export interface AttackRow {
  series: string;
  label: string;
  attack: string;
  gradient: string | null;
  byShare: Map<number, Reading>;
}

/** Rows of two figures side by side, in the order of the first. */
export function bothRows(main: readonly Reading[], other: readonly Reading[]): BothRow[] {
  const beside = new Map(other.map((reading) => [placeKey(reading), reading]));
  return main.map((reading) => {
    const key = placeKey(reading);
    return { key, main: reading, other: beside.get(key) ?? null };
  });
}

/** One row per series with its readings by share. */
export function attackRows(main: readonly Reading[]): AttackRow[] {
  const rows = new Map<string, AttackRow>();
  for (const reading of main) {
    const { series, label, attack, gradient } = reading;
    const row = rows.get(series) ?? { series, label, attack, gradient, byShare: new Map() };
    row.byShare.set(reading.maliciousShare, reading);
    rows.set(series, row);
  }
  return [...rows.values()];
}

/** A table as tab-separated text with every digit, heading first: what Copy puts on the clipboard. */
export function tabSeparated(table: FigureTable): string {
  const cell = (value: string | number | null | undefined) =>
    value === null || value === undefined ? '' : String(value).replace(/[\t\r\n]+/g, ' ');
  const head = table.columns.map((column) => cell(heading(column)));
  const rows = table.rows.map((row) => table.columns.map(({ key }) => cell(row[key])));
  return [head, ...rows].map((cells) => cells.join('\t')).join('\n');
}

/** Decimals in which a table shows its means. */
export function meanDecimals(table: FigureTable): number {
  return table.columns.find(({ key }) => key === 'mean')?.decimals ?? 3;
}

/** What a table's mean is called, as in "RMSE". */
export function meanLabel(table: FigureTable): string {
  return table.columns.find(({ key }) => key === 'mean')?.label ?? 'Mean';
}

/** How many rows, shares and runs a table speaks of, for its caption. */
export function tableSize(table: FigureTable): { rows: number; shares: number; runs: number } {
  return {
    rows: table.rows.length,
    shares: sharesOf(table).length,
    runs: readings(table).reduce((total, reading) => total + reading.n, 0),
  };
}

function heading({ label, unit }: Column): string {
  return unit === '' ? label : `${label} (${unit})`;
}

function placeKey(reading: Reading): string {
  return `${reading.series} ${reading.maliciousShare}`;
}
