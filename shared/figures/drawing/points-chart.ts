import type { FigureTable } from '../../domain/table.ts';
import type { ChartOptions } from '../define-figure.ts';
import type { FigureChart, PointsDrawing } from './figure-drawing.ts';
import type { ThemeName } from './tokens.ts';
import { axisOf } from '../axis.ts';
import { lineChart } from './line-chart.ts';
import { drawnKeys, linesOf, numberIn, textIn, unitOf } from './table-lines.ts';
import { readableRange } from './ticks.ts';

type Row = FigureTable['rows'][number];

/** What a line between points of a series is: a thread, thinner than a line of means. */
const threadWidth = 1;
/** An axis along the breadth of the plot has room for more ticks. */
const mostXTicks = 8;

/** Choices of the figure itself. */
export interface PointsChartOptions extends ChartOptions {
  /** No mean can be below 0, so that the axis and whiskers end there, though the ends of an interval may be below. */
  fromZero: boolean;
}

/** Points of a table with an interval both ways, joined within their series, and the Pareto front. */
export function pointsChart(table: FigureTable, theme: ThemeName, options: PointsChartOptions): FigureChart {
  const axis = axisOf(table);
  const xOf = (row: Row): number | null => numberIn(row, axis.column.key);
  const measured = table.rows.filter((row) => xOf(row) !== null && numberIn(row, 'mean') !== null);
  const reach = (keys: readonly string[]): number =>
    measured
      .flatMap((row) => keys.map((key) => numberIn(row, key) ?? 0))
      .reduce((most, value) => Math.max(most, value), 0);
  const xAxis = readableRange(0, reach(['detectability', 'detectabilityHigh']) || axis.emptyEnd, mostXTicks);
  const lowest = (options.fromZero ? [] : measured)
    .flatMap((row) => [drawnKeys(table).y, 'ciLow'].map((key) => numberIn(row, key) ?? 0))
    .reduce((least, value) => Math.min(least, value), 0);
  const yAxis = readableRange(lowest, reach([drawnKeys(table).y, 'ciHigh']) || axis.emptyEnd);
  const lines = linesOf({ ...table, rows: measured }, theme, (row) => [xOf(row) ?? 0]);
  const words = table.columns.find(({ key }) => key === 'mean')?.label ?? 'Damage';
  const stops = measured.flatMap((row) => {
    const [x, y] = [xOf(row), numberIn(row, 'mean')];
    return x === null || y === null ? [] : [{ x, y, value: x }];
  });
  const chart = lineChart(
    {
      title: table.title,
      subtitle: table.subtitle,
      xTitle: 'Detectability (Welch’s difference, standard deviations of normal users)',
      yTitle: `${words}, in ${unitOf(table, 'mean')}`,
      lines,
      xRange: xAxis.range,
      xTicks: xAxis.ticks.values,
      yRange: yAxis.range,
      yTicks: yAxis.ticks,
      references: [{ value: 0, label: null }],
      places: [],
      stops: [...stops].sort((a, b) => a.x - b.x).map(({ x, value }) => ({ x, value })),
      message: measured.length === 0 ? emptyMessage(table) : null,
      pinLabel: axis.format,
      positive: lowest === 0,
      roundLogTicks: true,
    },
    theme,
    options,
  );
  const { drawing, datasets } = chart.data;
  const colours = new Map(drawing.entries.map(({ series, colour }) => [series, colour]));
  const shown = measured.filter((row) => colours.has(textIn(row, 'series') ?? ''));
  drawing.points = {
    whiskers: options.bands === false ? [] : shown.map((row) => whiskerOf(row, axis.column.key, colours, options.fromZero)),
    rings: shown.filter(isOnFront).map((row) => ({ x: xOf(row) ?? 0, y: numberIn(row, 'mean') ?? 0 })),
    fronts: frontsOf(measured, xOf, xAxis.range[1]),
    frontLabel: 'Pareto front',
    stops,
  };
  if (drawing.entryPlace === 'ends') drawing.entryPlace = 'points';
  for (const dataset of datasets) {
    dataset.band = [];
    dataset.borderWidth = threadWidth;
  }
  return chart;
}

function isOnFront(row: Row): boolean {
  return textIn(row, 'front')?.startsWith('yes') === true;
}

function whiskerOf(
  row: Row,
  x: string,
  colours: ReadonlyMap<string, string>,
  fromZero: boolean,
): PointsDrawing['whiskers'][number] {
  const ends = (low: string, high: string): [number, number] | null => {
    const [from, to] = [numberIn(row, low), numberIn(row, high)];
    return from === null || to === null ? null : [fromZero ? Math.max(0, from) : from, to];
  };
  return {
    colour: colours.get(textIn(row, 'series') ?? '') ?? '',
    x: numberIn(row, x) ?? 0,
    y: numberIn(row, 'mean') ?? 0,
    xs: ends('detectabilityLow', 'detectabilityHigh'),
    ys: ends('ciLow', 'ciHigh'),
  };
}

/** The most damage that can be had at each detectability: stairs up to the right edge, one for each front. */
function frontsOf(
  rows: readonly Row[],
  xOf: (row: Row) => number | null,
  right: number,
): PointsDrawing['fronts'] {
  const names = [...new Set(rows.filter(isOnFront).map((row) => textIn(row, 'front')))];
  return names.map((name) => {
    const steps = rows
      .filter((row) => textIn(row, 'front') === name)
      .map((row) => ({ x: xOf(row) ?? 0, y: numberIn(row, 'mean') ?? 0 }))
      .sort((a, b) => a.x - b.x || a.y - b.y);
    const stairs = steps.flatMap((step, i) => (i === 0 ? [step] : [{ x: step.x, y: steps[i - 1].y }, step]));
    const last = stairs[stairs.length - 1];
    return [...stairs, { x: right, y: last.y }];
  });
}

function emptyMessage(table: FigureTable): string {
  if (table.rows.length === 0) return 'No runs are chosen.';
  const why = table.notes.find((note) => note.includes('finished runs are left out'));
  return why ?? 'Points appear here one run at a time.';
}
