import type { FigureTable } from '../../domain/table.ts';
import type { Axis } from '../axis.ts';
import type { ChartOptions } from '../define-figure.ts';
import type { FigureChart, FigureDrawing } from './figure-drawing.ts';
import type { Line } from './line-spec.ts';
import type { ThemeName } from './tokens.ts';
import { axisOf, shareAxis } from '../axis.ts';
import { noAxisNote } from '../captions.ts';
import { hasDifferences } from '../to-baseline.ts';
import { formatNeededUsers, neededUsers } from '../needed-users.ts';
import { cleanLines, rangeAround } from './clean-lines.ts';
import { lineChart } from './line-chart.ts';
import { levelText } from './scales.ts';
import { drawnKeys, extentOf, linesOf, numberIn, unitOf } from './table-lines.ts';
import { endedTicks, readableRange } from './ticks.ts';

/** Note of a table whose runs have no targets to show. */
export const noTargetsNote = 'None of the finished runs has targets: choose an objective with target items.';

/** The bands of more lines than this hide each other. */
const mostBands = 12;

/** Choices of the figure itself. */
export interface AxisChartOptions extends ChartOptions {
  /** From a heavy line at 0; around heavy lines at the clean values; or from 0 to 1 with one at the level 0.05. */
  scale: 'from-zero' | 'around-clean' | 'probability';
  /** Title of the y axis up to the unit, as in "RMSE, in". */
  yTitle: string;
  /** The y axis of a figure without a measured row, in shifted units. */
  emptyRange: [number, number];
}

/**
 * Lines along the axis of a table, such as the share of malicious users, with one row per series and place.
 * A row without a number on the axis is a level line across it.
 */
export function axisChart(table: FigureTable, theme: ThemeName, options: AxisChartOptions): FigureChart {
  const axis = axisOf(table);
  const unusable = [noTargetsNote, noAxisNote(axis)].find((note) => table.notes.includes(note));
  const stops = stopsOf(table, axis);
  const least = Math.min(0, ...stops.map((stop) => stop.x));
  const widest = Math.max(0, ...stops.map((stop) => stop.x)) || (stops.length === 0 || least === 0 ? axis.emptyEnd : 0);
  const xOf = (row: FigureTable['rows'][number]): number[] => {
    const value = numberIn(row, axis.column.key);
    return value === null ? [least, widest] : [axis.position(value)];
  };
  const lines = unusable === undefined ? linesOf(table, theme, xOf) : [];
  const references = referencesOf(table, options.scale);
  const measured = extentOf(lines);
  const yAxis = readableRange(...(measured === null ? options.emptyRange : rangeOf(measured, references, options.scale)));
  const unit = options.scale === 'probability' ? '' : ` ${unitOf(table, drawnKeys(table).y)}`;
  const chart = lineChart(
    {
      title: table.title,
      subtitle: table.subtitle,
      xTitle: axis.title,
      yTitle: `${options.yTitle}${unit}`,
      lines,
      xRange: [least, widest],
      xTicks: endedTicks(least, widest, 5),
      yRange: yAxis.range,
      yTicks: yAxis.ticks,
      references,
      places: unusable === undefined ? placesOf(table, axis) : [],
      stops,
      message: messageOf(table, measured !== null, unusable),
      pinLabel: axis.format,
      positive: options.scale !== 'around-clean',
      hasDifferences: hasDifferences(table),
      mostBands,
    },
    theme,
    options,
  );
  chart.data.drawing.level = axis === shareAxis ? levelOf(table, lines, chart, options) : null;
  return chart;
}

/** The effect that is asked for, where it is inside the plot, with what each drawn line needs for it. */
function levelOf(
  table: FigureTable,
  lines: readonly Line[],
  chart: FigureChart,
  { effect, hidden = [] }: AxisChartOptions,
): FigureDrawing['level'] {
  const [min, max] = [Number(chart.options?.scales?.y?.min), Number(chart.options?.scales?.y?.max)];
  if (effect === null || effect === undefined || effect < min || effect > max) return null;
  const colours = new Map(chart.data.drawing.entries.map(({ series, colour }) => [series, colour]));
  const place = (share: number | null | undefined): number | null =>
    share === null || share === undefined ? null : shareAxis.position(share);
  const crossings = neededUsers(table, effect)
    .filter(({ series }) => !hidden.includes(series) && lines.some((line) => line.series === series))
    .map(({ series, mean, low, high }) => ({
      colour: colours.get(series) ?? '',
      label: `${formatNeededUsers(mean)} ${mean.users === 1 ? 'user' : 'users'}`,
      at: place(mean.share),
      low: place(low?.share),
      high: place(high?.share),
    }));
  return { y: effect, label: levelText(effect, min, max), crossings };
}

function stopsOf(table: FigureTable, axis: Axis): FigureDrawing['stops'] {
  const values = new Set(
    table.rows.map((row) => numberIn(row, axis.column.key)).filter((value) => value !== null),
  );
  return [...values].sort((a, b) => a - b).map((value) => ({ x: axis.position(value), value }));
}

/** Places of the axis at which runs are planned and none is finished. */
function placesOf(table: FigureTable, axis: Axis): FigureDrawing['places'] {
  return stopsOf(table, axis).flatMap(({ x, value }) => {
    const rows = table.rows.filter((row) => row[axis.column.key] === value);
    if (rows.some((row) => (numberIn(row, 'n') ?? 0) > 0)) return [];
    return [{ x, label: axis.placeLabel(value, numberIn(rows[0], 'users') ?? 0) }];
  });
}

function referencesOf(table: FigureTable, scale: AxisChartOptions['scale']): FigureDrawing['references'] {
  if (scale === 'around-clean') return cleanLines(table);
  return scale === 'probability'
    ? [{ value: 0.05, label: 'p = 0.05', above: true }]
    : [{ value: 0, label: null }];
}

function rangeOf(
  measured: [number, number],
  references: FigureDrawing['references'],
  scale: AxisChartOptions['scale'],
): [number, number] {
  if (scale === 'probability') return [0, 1];
  return scale === 'from-zero' ? [0, Math.max(measured[1], 1e-6)] : rangeAround(measured, references);
}

function messageOf(table: FigureTable, measured: boolean, unusable: string | undefined): string | null {
  if (measured) return null;
  if (unusable !== undefined) return unusable;
  return table.rows.length === 0 ? 'No runs are chosen.' : 'Lines appear here one run at a time.';
}
