/** A cell of a table: numbers are shown with three significant digits, null as a dash. */
export type Cell = number | string | null;

/** A row as `--json` writes it: its cells under the heads of their columns. */
export interface RecordedRow {
  table: string;
  cells: Record<string, Cell>;
}

/** Where a section of the bench writes what it finds, as it finds it. */
export interface Report {
  /** Prints the heads of a table; the function returned adds a row. */
  table(title: string, heads: readonly string[]): (cells: readonly Cell[]) => void;
  /** Prints a line in plain words. */
  note(text: string): void;
}

/** Prints to standard output and hands every row to `record` too. */
export function printedReport(record: (row: RecordedRow) => void): Report {
  const say = (text: string): void => void process.stdout.write(`${text}\n`);
  return {
    table(title, heads) {
      const widths = heads.map((head, column) => Math.max(head.length, column === 0 ? 12 : 7));
      const line = (cells: readonly string[]): string =>
        cells
          .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column] + 2)))
          .join('');
      say(`\n${title}`);
      say(line(heads));
      return (cells) => {
        say(line(cells.map(shown)));
        record({ table: title, cells: Object.fromEntries(heads.map((head, at) => [head, cells[at]])) });
      };
    },
    note: say,
  };
}

function shown(cell: Cell): string {
  if (cell === null) return '-';
  if (typeof cell === 'string') return cell;
  if (cell === 0 || Math.abs(cell) >= 100) return String(Math.round(cell));
  return Math.abs(cell) < 1e-3 ? cell.toExponential(1) : cell.toPrecision(3);
}
