import { stringify } from 'csv-stringify/sync';

/** What a CSV cell may hold. */
export type Cell = string | number | boolean | null | undefined;

/**
 * A CSV document: header, rows, lines ended by LF, UTF-8 without BOM. Numbers have every digit of their
 * float64; null is an empty cell. Text that a spreadsheet would run as a formula is made harmless by an
 * apostrophe (TRUST.md), unless it is a plain number.
 */
export function toCsv(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return toCsvRows([header, ...rows]);
}

/** Some rows of such a document. */
export function toCsvRows(rows: readonly (readonly Cell[])[]): string {
  const cells = rows.map((row) => row.map(cellText));
  return stringify(cells, { record_delimiter: '\n', quoted_match: /[\r\n]/ });
}

/** Bytes of a text file. */
export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function cellText(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'number') return String(cell);
  if (typeof cell === 'boolean') return cell ? 'true' : 'false';
  return isPlainNumber(cell) ? cell : neutralized(cell);
}

function isPlainNumber(text: string): boolean {
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text);
}

/** An apostrophe before every formula mark that begins the cell or a line of it, spaces before it or not. */
function neutralized(text: string): string {
  return text.replace(/(?<=^|[\r\n])(?=[ \u00A0]*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20])/g, "'");
}
