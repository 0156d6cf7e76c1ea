import { createCanvas } from '@napi-rs/canvas';
import type { FigureTable } from '../../../shared/domain/table.ts';
import type { FigureDefinition } from '../../../shared/figures/define-figure.ts';
import type { SeriesEntry } from '../../../shared/figures/drawing/figure-drawing.ts';
import { axisOf, betaAxis, iterationAxis, shareAxis } from '../../../shared/figures/axis.ts';
import {
  differenceArrow,
  formatCell,
  formatCount,
  formatDifference,
  formatHeading,
  formatMean,
  formatNumber,
  formatP,
  noValue,
} from '../../../shared/figures/drawing/format.ts';
import { markWidth } from '../../../shared/figures/drawing/layout.ts';
import { drawMark } from '../../../shared/figures/drawing/mark.ts';
import { drawnKeys, numberIn, textIn } from '../../../shared/figures/drawing/table-lines.ts';
import { themes } from '../../../shared/figures/drawing/tokens.ts';
import { drawSvg } from '../draw-figure.ts';
import { recordSvg } from '../svg-context.ts';
import type { Markup } from './markup.ts';
import { html, trusted } from './markup.ts';
import type { ReportColumn } from './table.ts';
import { reportTable } from './table.ts';

type Row = FigureTable['rows'][number];

const paper = { widthMm: 207, heightMm: 100, dpi: 96, theme: 'print', margin: 0 } as const;

/** A figure of the report: drawing, caption with the table's notes, and its numbers as a table unless it is of traces. */
export function figureSection(figure: FigureDefinition, table: FigureTable, number: number): Markup {
  const svg = drawSvg({ figure, table, options: { title: false } }, paper, false);
  return html`<h3>${table.title}</h3>
    <figure>
      ${trusted(svg)}
      <figcaption><b>Figure ${number}.</b> ${table.subtitle} ${table.notes.join(' ')}</figcaption>
    </figure>
    ${numbersOf(figure, table, number)}`;
}

/** Means or medians by share or β; every shown column of a figure with other axes; nothing for traces. */
function numbersOf(figure: FigureDefinition, table: FigureTable, number: number): Markup | null {
  if ([shareAxis, betaAxis].some((axis) => axis.column.key === figure.x)) return valuesTable(figure, table, number);
  return figure.x === iterationAxis.column.key ? null : columnsTable(figure, table, number);
}

/** Columns that a reader of a page has no use for: ids, and what the caption says. */
const unread = ['series', 'attack', 'gradient', 'label', 'data', 'line', 'planned', 'lowReached', 'highReached'];

function columnsTable(figure: FigureDefinition, table: FigureTable, number: number): Markup {
  const marks = marksOf(figure, table);
  const columns: ReportColumn<Row>[] = [
    {
      label: 'Attack',
      name: true,
      cell: (row) => html`${marks.get(textIn(row, 'series') ?? '') ?? null}${textIn(row, 'label') ?? ''}`,
    },
    ...table.columns
      .filter(({ key }) => !unread.includes(key))
      .map((column) => ({
        label: formatHeading(column),
        number: column.type === 'number',
        cell: (row: Row) => formatCell(column, row[column.key] ?? null),
      })),
  ];
  return reportTable(html`<b>Table ${number}.</b> All numbers of figure ${number}.`, columns, table.rows);
}

/** Marks of a table's series, as inline SVG, by series id. */
export function marksOf(figure: FigureDefinition, table: FigureTable): Map<string, Markup> {
  const { entries } = figure.chart(table, paper.theme).data.drawing;
  return new Map(entries.map((entry) => [entry.series, markOf(entry)]));
}

function markOf(entry: SeriesEntry): Markup {
  const recording = recordSvg(createCanvas(1, 1).getContext('2d'));
  drawMark(recording.context, themes.print, entry, 0, 6);
  return trusted(
    `<svg width="${markWidth}" height="12" viewBox="0 0 ${markWidth} 12" aria-hidden="true">${recording.body()}</svg>`,
  );
}

function valuesTable(figure: FigureDefinition, table: FigureTable, number: number): Markup {
  const marks = marksOf(figure, table);
  const axis = axisOf(table);
  const mean = table.columns.find((column) => column.key === 'mean');
  const columns: ReportColumn<Row>[] = [
    {
      label: 'Attack',
      name: true,
      cell: (row) => html`${marks.get(textIn(row, 'series') ?? '') ?? null}${textIn(row, 'label') ?? ''}`,
    },
    {
      label: formatHeading(axis.column),
      number: true,
      cell: (row) => formatCell(axis.column, numberIn(row, axis.column.key)),
    },
    { label: 'Users', number: true, cell: (row) => formatCount(numberIn(row, 'users') ?? 0) },
    ...(drawnKeys(table).y === 'mean' ? meanColumns(table) : pColumns),
  ];
  return reportTable(
    html`<b>Table ${number}.</b> All ${mean === undefined ? 'medians' : 'means'} of figure
      ${number}${mean === undefined ? '' : `, ${mean.unit}`}.`,
    columns,
    table.rows,
  );
}

function meanColumns(table: FigureTable): ReportColumn<Row>[] {
  const mean = table.columns.find((column) => column.key === 'mean');
  const decimals = mean?.decimals ?? 3;
  const clean = table.columns.some((column) => column.key === 'clean');
  return [
    { label: `${mean?.label ?? 'Mean'}, ± 95 % CI`, number: true, cell: (row) => meanCell(row, decimals) },
    { label: 'Stars', number: true, cell: (row) => formatNumber(numberIn(row, 'meanStars'), decimals) },
    ...(clean ? [differenceColumn('Δ to clean', 'toClean', decimals)] : []),
    differenceColumn('Δ to uniform', 'difference', decimals),
    { label: 'p, Holm', number: true, cell: (row) => formatP(numberIn(row, 'pHolm')) },
  ];
}

/** A median of p says little alone: how many runs reject stands beside it. */
const pColumns: ReportColumn<Row>[] = [
  { label: 'Median p, no p value (n)', number: true, cell: (row) => pCell(row, numberIn(row, 'pMedian')) },
  { label: 'Paired t rejects', number: true, cell: (row) => rejectionsCell(row, 'rejected', 'n', 'reject') },
  { label: 'p by Cauchy', number: true, cell: (row) => formatP(numberIn(row, 'pCombined')) },
  {
    label: 'Welch rejects',
    number: true,
    cell: (row) => rejectionsCell(row, 'welchRejected', 'welchN', 'welchReject'),
  },
];

function pCell(row: Row, p: number | null): string {
  const n = numberIn(row, 'n') ?? 0;
  return n === 0 ? `0 of ${numberIn(row, 'planned') ?? 0} runs` : `${formatP(p)} (n=${n})`;
}

/** Rejections of so many tests, with Wilson's interval of their share. */
function rejectionsCell(row: Row, rejected: string, tests: string, share: string): string {
  const count = numberIn(row, rejected);
  if (count === null) return noValue;
  const [low, high] = ['Low', 'High'].map((end) => formatNumber(numberIn(row, `${share}${end}`), 2));
  return `${count} of ${numberIn(row, tests) ?? 0} (${low} to ${high})`;
}

function meanCell(row: Row, decimals: number): string {
  const [low, high] = [numberIn(row, 'ciLow'), numberIn(row, 'ciHigh')];
  const interval = low === null || high === null ? null : { low, high };
  const n = numberIn(row, 'n') ?? 0;
  return n === 0
    ? `0 of ${numberIn(row, 'planned') ?? 0} runs`
    : formatMean(numberIn(row, 'mean'), interval, n, decimals);
}

function differenceColumn(label: string, key: string, decimals: number): ReportColumn<Row> {
  return {
    label,
    number: true,
    cell: (row) => {
      if (key === 'difference' && textIn(row, 'attack') === 'uniform') return html`<i>baseline</i>`;
      const value = numberIn(row, key);
      return html`<i>${differenceArrow(value, decimals)}</i> ${formatDifference(value, decimals)}`;
    },
  };
}
