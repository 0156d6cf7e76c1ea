import type { FigureTable } from '../../domain/table.ts';
import type { ChartOptions } from '../define-figure.ts';
import type { FigureChart, FigureDrawing } from './figure-drawing.ts';
import type { ThemeName } from './tokens.ts';
import { cleanLines, rangeAround } from './clean-lines.ts';
import { formatCount, formatPercent } from './format.ts';
import { lineChart } from './line-chart.ts';
import { extentOf, linesOf, numberIn, unitOf } from './table-lines.ts';
import { roundTicks } from './ticks.ts';

/** Note of a table whose runs have no targets to show. */
export const noTargetsNote = 'None of the finished runs has targets: choose an objective with target items.';

/** Choices of the figure itself. */
export interface ShareChartOptions extends ChartOptions {
  /** The y axis starts at 0, which is the heavy line; otherwise the clean value is. */
  zeroBased: boolean;
  /** Title of the y axis up to the unit of the mean, as in "RMSE, in". */
  yTitle: string;
  /** The y axis of a figure without a measured row, in shifted units. */
  emptyRange: [number, number];
}

/** Lines of a mean against the share of malicious users, from a table of `aggregateByShare`. */
export function shareChart(table: FigureTable, theme: ThemeName, options: ShareChartOptions): FigureChart {
  const withoutTargets = table.notes.find((note) => note === noTargetsNote);
  const lines =
    withoutTargets !== undefined
      ? []
      : linesOf(table, theme, (row) => percentOf(numberIn(row, 'maliciousShare') ?? 0));
  const references = options.zeroBased ? [{ value: 0, label: null }] : cleanLines(table);
  const measured = extentOf(lines);
  const yRange = measured === null ? options.emptyRange : rangeOf(measured, references, options.zeroBased);
  const stops = stopsOf(table);
  const widest = Math.max(...stops.map((stop) => stop.x), 0) || 5;
  return lineChart(
    {
      title: table.title,
      subtitle: table.subtitle,
      xTitle: 'Malicious users (% of normal users)',
      yTitle: `${options.yTitle} ${unitOf(table, 'mean')}`,
      lines,
      xRange: [0, widest],
      xTicks: roundTicks(0, widest, 5).values,
      yRange,
      yTicks: roundTicks(yRange[0], yRange[1]),
      references,
      places: withoutTargets === undefined ? placesOf(table) : [],
      stops,
      message: messageOf(table, measured !== null),
      pinLabel: formatPercent,
    },
    theme,
    options,
  );
}

function stopsOf(table: FigureTable): FigureDrawing['stops'] {
  const shares = new Set(
    table.rows.map((row) => numberIn(row, 'maliciousShare')).filter((share) => share !== null),
  );
  return [...shares].sort((a, b) => a - b).map((value) => ({ x: percentOf(value), value }));
}

/** Shares at which runs are planned and none is finished. */
function placesOf(table: FigureTable): FigureDrawing['places'] {
  return stopsOf(table).flatMap(({ x, value }) => {
    const rows = table.rows.filter((row) => row.maliciousShare === value);
    if (rows.some((row) => (numberIn(row, 'n') ?? 0) > 0)) return [];
    const users = numberIn(rows[0], 'users') ?? 0;
    return [{ x, label: `${formatCount(users)} users` }];
  });
}

function rangeOf(
  measured: [number, number],
  references: FigureDrawing['references'],
  zeroBased: boolean,
): [number, number] {
  return zeroBased ? [0, Math.max(measured[1], 1e-6) * 1.05] : rangeAround(measured, references);
}

function messageOf(table: FigureTable, measured: boolean): string | null {
  if (measured) return null;
  if (table.rows.length === 0) return 'No runs are chosen.';
  return table.notes.find((note) => note === noTargetsNote) ?? 'Lines appear here one run at a time.';
}

/** Per cent without the rounding dust of the multiplication. */
function percentOf(share: number): number {
  return Number((share * 100).toPrecision(12));
}
