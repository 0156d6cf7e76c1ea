import { plainDrawing, type Mark, type ReportNode, type ReportPart, type ReportTable, type Words } from '../../../shared/domain/report-document.ts';
import type { FigureTable } from '../../../shared/domain/table.ts';
import type { FigureDefinition } from '../../../shared/figures/define-figure.ts';
import { axisOf, betaAxis, iterationAxis, shareAxis } from '../../../shared/figures/axis.ts';
import { notesOnColumns } from '../../../shared/figures/captions.ts';
import { figureAlong } from '../../../shared/figures/figure-along.ts';
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
import { baselineAttack } from '../../../shared/figures/drawing/attack-style.ts';
import { drawnKeys, numberIn, textIn } from '../../../shared/figures/drawing/table-lines.ts';
import { withFixedDecimals } from '../../../shared/figures/fixed-decimals.ts';
import { familySize } from '../../../shared/figures/holm-family.ts';
import { areRoundedApart, roundedApartNote } from '../../../shared/figures/rounded-apart.ts';
import { columnsInStarsOnce, isInStars } from '../../../shared/figures/stars-once.ts';
import type { ReportFigure } from './report-figure.ts';
import { quiet, table as tableOf, words, type ReportColumn } from './words.ts';

type Row = FigureTable['rows'][number];

const shortTitles: ReadonlyMap<string, string> = new Map([
  ['rmse-by-share', 'RMSE'],
  ['target-mean-by-share', 'target'],
  ['p-by-beta', 'p by β'],
  ['rmse-by-beta', 'RMSE by β'],
  ['target-mean-by-beta', 'target by β'],
  ['users-by-rmse', 'cost, RMSE'],
  ['users-by-target-mean', 'cost, target'],
  ['rmse-by-detectability', 'stealth'],
  ['target-shift-by-detectability', 'stealth, shift'],
  ['parallel-coordinates', 'parallel'],
  ['convergence', 'traces'],
]);

/**
 * A report's figure as its parts: the drawing, and behind it its numbers as a table unless it is of traces. One that is
 * drawn again, as for a second objective, has a number at the end of its id.
 * @param earlier the report's figures before it
 */
export function figureParts(one: ReportFigure, earlier: readonly ReportFigure[]): ReportPart[] {
  const { figure, table } = one;
  const before = earlier.filter((other) => other.figure.id === figure.id).length;
  const id = before === 0 ? figure.id : `${figure.id} ${before + 1}`;
  const numbers = numbersOf(one);
  const short = shortTitle(table);
  return [
    { id: `figure ${id}`, kind: 'figure', title: table.title, short, nodes: figureNodes(table) },
    ...(numbers === null ? [] : [{ id: `table ${id}`, kind: 'table' as const, title: table.title, short, nodes: [numbers] }]),
  ];
}

/** What a narrow list of contents calls a figure. */
export function shortTitle({ figure, title }: FigureTable): string {
  return shortTitles.get(figure) ?? title;
}

/** A drawing under its title; its caption is made of its table. */
export function figureNodes(table: FigureTable, number = 0): ReportNode[] {
  return [
    { kind: 'heading', level: 2, text: table.title },
    { kind: 'figure', number, table, drawing: plainDrawing },
  ];
}

/** Means or medians by share, β or another setting; every shown column of a figure with other axes; nothing for traces. */
export function numbersOf({ figure, table }: ReportFigure): ReportTable | null {
  if ([shareAxis, betaAxis].some((axis) => axis.column.key === figure.x) || figureAlong(figure.id)) return valuesTable(figure, table);
  return figure.x === iterationAxis.column.key ? null : columnsTable(figure, table);
}

/** Columns that a reader of a page has no use for: ids, and what the caption says. */
const unread = ['series', 'attack', 'gradient', 'label', 'data', 'line', 'planned', 'lowReached', 'highReached'];

function columnsTable(figure: FigureDefinition, table: FigureTable): ReportTable {
  const marks = marksOf(figure, table);
  const columns: ReportColumn<Row>[] = [
    {
      label: 'Attack',
      name: true,
      cell: (row) => words`${marks.get(textIn(row, 'series') ?? '') ?? []}${textIn(row, 'label') ?? ''}`,
    },
    ...columnsInStarsOnce(table)
      .filter(({ key }) => !unread.includes(key))
      .map((column) => withFixedDecimals(column, table))
      .map((column) => ({
        label: formatHeading(column),
        number: column.type === 'number',
        cell: (row: Row) => formatCell(column, row[column.key] ?? null),
      })),
  ];
  return tableOf([`${table.title}: all numbers.`, ...notesOnColumns(table)].join(' '), columns, table.rows);
}

/** Marks of a table's series by its id. */
export function marksOf(figure: FigureDefinition, table: FigureTable): Map<string, Mark> {
  const { entries } = figure.chart(table, 'print').data.drawing;
  return new Map(entries.map(({ series, colour, style: { marker, filled, dash } }) => [series, { kind: 'mark', colour, marker, filled, dash }]));
}

function valuesTable(figure: FigureDefinition, table: FigureTable): ReportTable {
  const marks = marksOf(figure, table);
  const axisColumn = withFixedDecimals(axisOf(table).column, table);
  const mean = table.columns.find((column) => column.key === 'mean');
  const columns: ReportColumn<Row>[] = [
    {
      label: 'Attack',
      name: true,
      cell: (row) => words`${marks.get(textIn(row, 'series') ?? '') ?? []}${textIn(row, 'label') ?? ''}`,
    },
    {
      label: formatHeading(axisColumn),
      number: true,
      cell: (row) => formatCell(axisColumn, numberIn(row, axisColumn.key)),
    },
    { label: 'Users', number: true, cell: (row) => formatCount(numberIn(row, 'users') ?? 0) },
    ...(drawnKeys(table).y === 'mean' ? meanColumns(table) : pColumns),
  ];
  const comparisons = notesOnColumns(table);
  const printed = table.rows.map((row) => ({
    ...{ x: numberIn(row, axisColumn.key), mean: numberIn(row, 'mean'), difference: numberIn(row, 'difference') },
    ...{ clean: numberIn(row, 'clean'), toClean: numberIn(row, 'toClean'), isBaseline: textIn(row, 'attack') === baselineAttack },
  }));
  const rounding = areRoundedApart(printed, mean?.decimals ?? 3) ? [roundedApartNote] : [];
  const caption = [mean === undefined ? `${table.title}: all medians.` : `${table.title}: all means, ${mean.unit}.`, ...rounding, ...comparisons].join(' ');
  return tableOf(caption, columns, table.rows);
}

function meanColumns(table: FigureTable): ReportColumn<Row>[] {
  const mean = table.columns.find((column) => column.key === 'mean');
  const decimals = mean?.decimals ?? 3;
  const clean = table.columns.some((column) => column.key === 'clean');
  const once = isInStars(table);
  const has = (key: string): boolean => table.rows.some((row) => numberIn(row, key) !== null);
  return [
    { label: `${mean?.label ?? 'Mean'}${once ? ', stars' : ''}, ± 95 % CI`, number: true, cell: (row) => meanCell(row, decimals) },
    ...(once ? [] : [{ label: 'Stars', number: true, cell: (row: Row) => formatNumber(numberIn(row, 'meanStars'), decimals) }]),
    ...(clean ? [differenceColumn('Δ to clean', 'toClean', decimals)] : []),
    ...(has('difference') ? [differenceColumn('Δ to uniform', 'difference', decimals)] : []),
    ...(has('pHolm') ? [{ label: `p, Holm of ${formatCount(familySize(table.rows.map((row) => row.pHolm)))}`, number: true, cell: (row: Row) => formatP(numberIn(row, 'pHolm')) }] : []),
  ];
}

/** A median of p says little alone: how many runs reject stands beside it. */
const pColumns: ReportColumn<Row>[] = [
  { label: 'Median p (n)', number: true, cell: (row) => pCell(row, numberIn(row, 'pMedian')) },
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
    cell: (row): Words => {
      if (key === 'difference' && textIn(row, 'attack') === baselineAttack) return [quiet('baseline')];
      const value = numberIn(row, key);
      const arrow = differenceArrow(value, decimals);
      return arrow === '' ? formatDifference(value, decimals) : words`${quiet(arrow)} ${formatDifference(value, decimals)}`;
    },
  };
}
