import type { FigureTable } from '../../domain/table.ts';
import type { ChartOptions } from '../define-figure.ts';
import type { FigureChart } from '../drawing/figure-drawing.ts';
import type { ThemeName } from '../drawing/tokens.ts';
import type { RunFacts, RunFigure } from './run-figure.ts';
import { isPurePush } from '../../domain/pure-push.ts';
import { attackStyle } from '../drawing/attack-style.ts';
import { rangeAround } from '../drawing/clean-lines.ts';
import { formatNumber, formatPlain } from '../drawing/format.ts';
import { lineChart } from '../drawing/line-chart.ts';
import { numberIn } from '../drawing/table-lines.ts';
import { endedTicks, readableRange } from '../drawing/ticks.ts';
import { lineEndNotes, subtitleWithEnds } from '../line-ends.ts';
import { attackCells, attackColumns, describeRun, inStars, numberColumn } from './run-figure.ts';

/** How one attack got there: what it had reached after every accepted iteration, the model retrained after each. */
export const runConvergence: RunFigure = {
  id: 'run-convergence',
  title: 'Convergence',
  x: 'iteration',
  needs: 'series',
  table,
  readOut(data, place) {
    const row = data.rows.find(({ iteration }) => iteration === place);
    if (row === undefined) return [];
    const value = (key: string, decimals: number) => formatNumber(numberIn(row, key), decimals);
    return [
      { label: 'Iteration', value: formatPlain(place) },
      { label: 'RMSE', value: value('rmse', 4) },
      ...(numberIn(row, 'targetMean') === null
        ? []
        : [{ label: 'Target’s mean', value: `${value('targetMean', 3)}, ${value('targetStars', 3)} stars` }]),
      { label: 'Utility', value: value('utility', 2) },
      { label: 'Step', value: value('step', 4) },
    ];
  },
  chart,
};

function table(facts: RunFacts): FigureTable {
  const { run, series } = facts;
  const pushes = isPurePush(run.config);
  return {
    figure: 'run-convergence',
    title: pushes ? 'Convergence of the target’s mean rating' : 'Convergence of the RMSE of predictions',
    subtitle: `${describeRun(facts)} The model is retrained after every step.`,
    columns: [
      ...attackColumns,
      numberColumn('iteration', 'Iteration', '', 0),
      numberColumn('rmse', 'RMSE', 'in shifted units', 4),
      numberColumn('targetMean', 'Target’s mean', '−2 to 2', 3),
      numberColumn('targetStars', 'Target’s mean', 'stars', 3),
      numberColumn('clean', 'Clean', '−2 to 2', 3),
      numberColumn('utility', 'Utility', '', 2),
      numberColumn('step', 'Step', '', 4),
      { key: 'shown', label: 'Shown', unit: '', type: 'text' },
    ],
    // An attack that takes no step has one point, and no curve.
    rows: (series !== null && series.utilityTrace.length > 1 ? series.utilityTrace : []).map((utility, iteration) => {
      const targetMean = series?.targetMeanTrace[iteration] ?? null;
      return {
        ...attackCells(facts),
        iteration,
        rmse: series?.predictionShiftRmseTrace[iteration] ?? null,
        targetMean,
        targetStars: targetMean === null ? null : inStars(targetMean, facts),
        clean: run.metrics?.targetMeanBefore ?? null,
        utility,
        step: series?.stepTrace[iteration] ?? null,
        shown: pushes ? 'targetMean' : 'rmse',
      };
    }),
    notes: lineEndNotes([run.config]),
  };
}

function chart(data: FigureTable, themeName: ThemeName, options: ChartOptions = {}): FigureChart {
  const [first] = data.rows;
  const shown = first?.shown === 'targetMean' ? 'targetMean' : 'rmse';
  const points = data.rows.flatMap((row) => {
    const y = numberIn(row, shown);
    return y === null ? [] : [{ x: numberIn(row, 'iteration') ?? 0, y, low: null, high: null }];
  });
  const values = points.map(({ y }) => y);
  const clean = first === undefined ? null : numberIn(first, 'clean');
  const references = shown === 'targetMean' && clean !== null ? [{ value: clean, label: `clean ${formatNumber(clean, 3)}` }] : [{ value: 0, label: null }];
  const [least, most] =
    shown === 'targetMean' && values.length > 0
      ? rangeAround([Math.min(...values), Math.max(...values)], references)
      : [0, Math.max(...values, 1e-6)];
  const yAxis = readableRange(least, most);
  const last = Math.max(1, ...points.map(({ x }) => x));
  const xTicks = endedTicks(0, last).filter(Number.isInteger);
  return lineChart(
    {
      title: data.title,
      subtitle: subtitleWithEnds(data),
      xTitle: 'Accepted iterations',
      yTitle: shown === 'targetMean' ? 'Target’s mean rating, −2 to 2' : 'RMSE of predictions, in shifted units',
      lines: [
        {
          series: 'run',
          label: formatNumber(values.at(-1) ?? null, 3),
          detail: null,
          style: attackStyle(String(first?.attack), first?.gradient ? String(first.gradient) : null, themeName),
          points,
          level: false,
        },
      ],
      xRange: [0, last],
      xTicks: xTicks.length < 2 ? [0, last] : xTicks,
      yRange: yAxis.range,
      yTicks: yAxis.ticks,
      references,
      places: [],
      stops: points.map(({ x }) => ({ x, value: x })),
      message: null,
      pinLabel: formatPlain,
      positive: shown === 'rmse',
    },
    themeName,
    options,
  );
}
