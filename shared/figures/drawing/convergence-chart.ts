import type { FigureTable } from '../../domain/table.ts';
import type { ChartOptions } from '../define-figure.ts';
import type { FigureChart } from './figure-drawing.ts';
import type { ThemeName } from './tokens.ts';
import { subtitleWithEnds } from '../line-ends.ts';
import { cleanLines, rangeAround } from './clean-lines.ts';
import { formatPlain } from './format.ts';
import { lineChart } from './line-chart.ts';
import { extentOf, linesOf, numberIn, textIn, unitOf } from './table-lines.ts';
import { endedTicks, readableRange } from './ticks.ts';

/** The bands of more lines than this hide each other. */
const mostBands = 4;

/** Series of the table of the figure `convergence` that never took a step: their lines are level. */
export function withoutSteps(table: FigureTable): ReadonlySet<string> {
  const furthest = new Map<string, number>();
  for (const row of table.rows) {
    const series = textIn(row, 'series') ?? '';
    furthest.set(series, Math.max(furthest.get(series) ?? 0, numberIn(row, 'iteration') ?? 0));
  }
  return new Set([...furthest].flatMap(([series, iteration]) => (iteration === 0 ? [series] : [])));
}

/** Lines of what was reached against accepted iterations, from the table of the figure `convergence`. */
export function convergenceChart(
  table: FigureTable,
  theme: ThemeName,
  options: ChartOptions = {},
): FigureChart {
  const last = Math.max(1, ...table.rows.map((row) => numberIn(row, 'iteration') ?? 0));
  const stepless = withoutSteps(table);
  const lines = linesOf(largestShareFirst(table), theme, (row) =>
    stepless.has(textIn(row, 'series') ?? '') ? [0, last] : [numberIn(row, 'iteration') ?? 0],
  );
  const order = [...new Set(table.rows.map((row) => row.series))];
  lines.sort((a, b) => order.indexOf(a.series) - order.indexOf(b.series));
  const targets = table.columns.some((column) => column.key === 'clean');
  const references = targets ? cleanLines(table) : [{ value: 0, label: null }];
  const measured = extentOf(lines);
  const yAxis = readableRange(...yRangeOf(measured, targets, references));
  const iterations = [...new Set(table.rows.map((row) => numberIn(row, 'iteration') ?? 0))].sort(
    (a, b) => a - b,
  );
  const xTicks = endedTicks(0, last).filter(Number.isInteger);
  return lineChart(
    {
      title: table.title,
      subtitle: subtitleWithEnds(table),
      xTitle: 'Accepted iterations',
      yTitle: `${targets ? 'Mean predicted rating,' : 'RMSE, in'} ${unitOf(table, 'mean')}`,
      lines,
      xRange: [0, last],
      xTicks: xTicks.length < 2 ? [0, last] : xTicks,
      yRange: yAxis.range,
      yTicks: yAxis.ticks,
      references,
      places: [],
      stops: iterations.map((value) => ({ x: value, value })),
      message: measured === null ? 'The curve begins with the first accepted iteration.' : null,
      pinLabel: formatPlain,
      positive: !targets,
      roundLogTicks: true,
      mostBands,
    },
    theme,
    options,
  );
}

/** The table with the largest share first: of several lines of an attack, its line has the attack's own colour. */
export function largestShareFirst(table: FigureTable): FigureTable {
  const shareOf = (row: FigureTable['rows'][number]): number => numberIn(row, 'maliciousShare') ?? 0;
  return { ...table, rows: [...table.rows].sort((a, b) => shareOf(b) - shareOf(a)) };
}

function yRangeOf(
  measured: [number, number] | null,
  targets: boolean,
  references: { value: number; label: string | null }[],
): [number, number] {
  if (measured === null) return targets ? [-2, 2] : [0, 1];
  if (targets) return rangeAround(measured, references);
  return [0, Math.max(measured[1], 1e-6)];
}
