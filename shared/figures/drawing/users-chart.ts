import type { FigureTable } from '../../domain/table.ts';
import type { ChartOptions } from '../define-figure.ts';
import type { FigureChart } from './figure-drawing.ts';
import type { ThemeName } from './tokens.ts';
import { effectAxis, shareAxis } from '../axis.ts';
import { lineChart } from './line-chart.ts';
import { drawnKeys, extentOf, linesOf, numberIn, unitOf } from './table-lines.ts';
import { readableRange } from './ticks.ts';

/** An axis along the breadth of the plot has room for more ticks. */
const mostXTicks = 8;

/** Lines of the share of malicious users that is needed, against the effect; a line ends where nothing was measured. */
export function usersChart(table: FigureTable, theme: ThemeName, options: ChartOptions = {}): FigureChart {
  const effects = [...new Set(table.rows.map((row) => numberIn(row, 'effect') ?? 0))].sort((a, b) => a - b);
  const lines = linesOf(inPercent(table), theme, (row) => [numberIn(row, 'effect') ?? 0]).filter(
    ({ points }) => points.length > 0,
  );
  const measured = extentOf(lines);
  const yAxis = readableRange(0, measured === null ? shareAxis.emptyEnd : measured[1]);
  const first = Math.min(0, ...effects) === 0 && effects[0] > 0 && !hasClean(table) ? 0 : (effects[0] ?? 0);
  const xAxis = readableRange(first, effects.at(-1) ?? effectAxis.emptyEnd, mostXTicks);
  const words = table.columns.find(({ key }) => key === 'effect')?.label ?? 'Effect';
  const chart = lineChart(
    {
      title: table.title,
      subtitle: table.subtitle,
      xTitle: `${words}, in ${unitOf(table, 'effect')}`.replace('in −2', '−2'),
      yTitle: 'Malicious users needed (% of normal users)',
      lines,
      xRange: xAxis.range,
      xTicks: xAxis.ticks.values,
      yRange: yAxis.range,
      yTicks: yAxis.ticks,
      references: [{ value: 0, label: null }],
      places: [],
      stops: effects.map((value) => ({ x: value, value })),
      message: measured === null ? 'Needs two measured shares with the effect between them.' : null,
      pinLabel: effectAxis.format,
      positive: true,
    },
    theme,
    options,
  );
  // Lines end all over the plot, at the share that was measured last.
  if (chart.data.drawing.entryPlace === 'ends') chart.data.drawing.entryPlace = 'points';
  return chart;
}

/** Shares of the drawn columns as per cent. */
function inPercent(table: FigureTable): FigureTable {
  const keys = Object.values(drawnKeys(table));
  const rows = table.rows.map((row) => {
    const cells = keys.map((key) => {
      const value = numberIn(row, key);
      return [key, value === null ? null : shareAxis.position(value)] as const;
    });
    return { ...row, ...Object.fromEntries(cells) };
  });
  return { ...table, rows };
}

/** Ratings start anywhere; an RMSE starts at 0. */
function hasClean(table: FigureTable): boolean {
  return table.figure.includes('target');
}
