import { createCanvas } from '@napi-rs/canvas';
import type { FigureTable } from '../../../shared/domain/table.ts';
import type { FigureDefinition } from '../../../shared/figures/define-figure.ts';
import type { SeriesEntry } from '../../../shared/figures/drawing/figure-drawing.ts';
import {
  differenceArrow,
  formatCount,
  formatDifference,
  formatMean,
  formatNumber,
  formatP,
} from '../../../shared/figures/drawing/format.ts';
import { markWidth } from '../../../shared/figures/drawing/layout.ts';
import { drawMark } from '../../../shared/figures/drawing/mark.ts';
import { numberIn, textIn } from '../../../shared/figures/drawing/table-lines.ts';
import { themes } from '../../../shared/figures/drawing/tokens.ts';
import { drawSvg } from '../draw-figure.ts';
import { recordSvg } from '../svg-context.ts';
import type { Markup } from './markup.ts';
import { html, trusted } from './markup.ts';
import type { ReportColumn } from './table.ts';
import { reportTable } from './table.ts';

type Row = FigureTable['rows'][number];

const paper = { widthMm: 207, heightMm: 100, dpi: 96, theme: 'print', margin: 0 } as const;

/** A figure of the report: drawing, caption with the table's notes, and its means as a table where it has shares. */
export function figureSection(figure: FigureDefinition, table: FigureTable, number: number): Markup {
  const svg = drawSvg({ figure, table, options: { title: false } }, paper, false);
  return html`<h3>${table.title}</h3>
    <figure>
      ${trusted(svg)}
      <figcaption><b>Figure ${number}.</b> ${table.subtitle} ${table.notes.join(' ')}</figcaption>
    </figure>
    ${figure.x === 'maliciousShare' ? meansTable(figure, table, number) : null}`;
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

function meansTable(figure: FigureDefinition, table: FigureTable, number: number): Markup {
  const marks = marksOf(figure, table);
  const mean = table.columns.find((column) => column.key === 'mean');
  const decimals = mean?.decimals ?? 3;
  const clean = table.columns.some((column) => column.key === 'clean');
  const columns: ReportColumn<Row>[] = [
    {
      label: 'Attack',
      name: true,
      cell: (row) => html`${marks.get(textIn(row, 'series') ?? '') ?? null}${textIn(row, 'label') ?? ''}`,
    },
    {
      label: 'Malicious, %',
      number: true,
      cell: (row) => formatNumber((numberIn(row, 'maliciousShare') ?? 0) * 100, 1),
    },
    { label: 'Users', number: true, cell: (row) => formatCount(numberIn(row, 'users') ?? 0) },
    { label: `${mean?.label ?? 'Mean'}, ± 95 % CI`, number: true, cell: (row) => meanCell(row, decimals) },
    { label: 'Stars', number: true, cell: (row) => formatNumber(numberIn(row, 'meanStars'), decimals) },
    ...(clean ? [differenceColumn('Δ to clean', 'toClean', decimals)] : []),
    differenceColumn('Δ to uniform', 'difference', decimals),
    { label: 'p, Holm', number: true, cell: (row) => formatP(numberIn(row, 'pHolm')) },
  ];
  return reportTable(
    html`<b>Table ${number}.</b> All means of figure ${number}, ${mean?.unit ?? ''}.`,
    columns,
    table.rows,
  );
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
