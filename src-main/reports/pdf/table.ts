import type { ReportTable } from '../../../shared/domain/report-document.ts';
import { themes } from '../../../shared/figures/drawing/tokens.ts';
import type { Slice } from './slice.ts';
import { baseline, contentWidth, drawLine, rule } from './slice.ts';
import type { Line, TextStyle } from './typeset.ts';
import { typeset, widthsOf } from './typeset.ts';

type Column = ReportTable['columns'][number];

/** Ways to set a table, the first that fits is taken: smaller, then with names and numbers broken too. */
const settings = [
  { size: 8, gap: 12, broken: false },
  { size: 7.5, gap: 9, broken: false },
  { size: 7, gap: 7, broken: false },
  { size: 6.5, gap: 6, broken: false },
  { size: 7, gap: 7, broken: true },
  { size: 6.5, gap: 5, broken: true },
] as const;

/** Tables of up to this many rows stand on one page. */
const shortTable = 20;

/** Head and rows of a table as slices, the head repeated on every page that the table reaches. */
export function* tableSlices({ columns, rows }: ReportTable): Generator<Slice, void> {
  const { widths, size, gap } = fit(columns, rows);
  const cellStyle: TextStyle = { size, leading: size * 1.45, weight: 400, colour: themes.print.text };
  const headStyle: TextStyle = { ...cellStyle, size: size - 0.5, weight: 500, colour: themes.print.secondary };
  const lefts = widths.map((_, at) => widths.slice(0, at).reduce((sum, width) => sum + width + gap, 0));
  const isShort = rows.length <= shortTable;
  const row = (cells: readonly Line[][], style: TextStyle, colour: string, head: Slice | null, keep: boolean): Slice => {
    const height = Math.max(1, ...cells.map(({ length }) => length)) * style.leading + 4;
    return {
      height,
      gap: 0,
      keep,
      head,
      draw(page, top) {
        cells.forEach((lines, at) => {
          // Heads stand on the rule, cells hang below it.
          const first = head === null ? top + height - 2 - lines.length * style.leading : top + 2;
          lines.forEach((line, place) => {
            const shift = columns[at].align === 'number' ? widths[at] - line.width : 0;
            drawLine(page, line, lefts[at] + shift, baseline(style, first + place * style.leading));
          });
        });
        rule(page, top + height, colour);
      },
    };
  };
  const head = row(columns.map(({ label }, at) => typeset(label, headStyle, widths[at])), headStyle, themes.print.rule, null, true);
  yield head;
  for (const [place, cells] of rows.entries()) {
    // Neither the first nor the last row of a long table stands alone on a page.
    const keep = place < rows.length - 1 && (isShort || place === 0 || place === rows.length - 2);
    yield row(cells.map((cell, at) => typeset(cell, cellStyle, widths[at])), cellStyle, themes.print.hairline, head, keep);
  }
}

/** Widths of the columns in the first setting that fits; in the last one whatever is too wide is broken inside. */
function fit(columns: readonly Column[], rows: ReportTable['rows']): { widths: number[]; size: number; gap: number } {
  for (const [at, { size, gap, broken }] of settings.entries()) {
    const room = contentWidth - gap * (columns.length - 1);
    const wanted = columns.map((column, index) => extent(column, rows.map((row) => row[index]), size, broken));
    const [least, most] = [sum(wanted.map(({ least: own }) => own)), sum(wanted.map(({ most: own }) => own))];
    if (least > room && at < settings.length - 1) continue;
    if (least > room) return { widths: wanted.map(({ least: own }) => (own * room) / least), size, gap };
    if (most <= room) return { widths: spread(wanted.map(({ most: own }) => own), columns, room), size, gap };
    return { widths: filled(wanted, room), size, gap };
  }
  throw new Error('a table has no setting');
}

/** The least a column can do with, and what it takes to break nothing. */
function extent({ label, align }: Column, cells: ReportTable['rows'][number], size: number, broken: boolean): { least: number; most: number } {
  const style = { size, leading: 0, weight: 400, colour: '' } as const;
  const measured = cells.map((cell) => widthsOf(cell, style));
  const head = widthsOf(label, { ...style, size: size - 0.5, weight: 500 });
  const whole = Math.max(0, ...measured.map((one) => one.whole));
  const word = Math.max(0, ...measured.map((one) => one.word));
  // Long words, as hashes and paths are, may be broken in columns of text.
  const least = align === 'long' || broken ? Math.min(word, 90) : whole;
  return { least: Math.max(least, head.word), most: Math.max(whole, least, Math.min(head.whole, 70), head.word) };
}

/** From the least widths on columns grow, those of long texts faster but not in proportion, until each has what it takes: short ones are whole first. */
function filled(columns: readonly { least: number; most: number }[], room: number): number[] {
  const widths = columns.map(({ least }) => least);
  const speeds = columns.map(({ least, most }) => Math.sqrt(Math.max(1, most - least)));
  for (;;) {
    const growing = columns.flatMap(({ most }, at) => (most - widths[at] > 0.01 ? [at] : []));
    const left = room - sum(widths);
    if (growing.length === 0 || left < 0.01) return widths;
    const step = Math.min(left / sum(growing.map((at) => speeds[at])), ...growing.map((at) => (columns[at].most - widths[at]) / speeds[at]));
    for (const at of growing) widths[at] += step * speeds[at];
  }
}

/** What is left over goes to columns of text, or evenly between columns that have none. */
function spread(widths: readonly number[], columns: readonly Column[], room: number): number[] {
  const left = room - sum(widths);
  const long = columns.filter(({ align }) => align === 'long').length;
  return widths.map((width, at) => {
    if (long > 0) return columns[at].align === 'long' ? width + left / long : width;
    return width + left / columns.length;
  });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
