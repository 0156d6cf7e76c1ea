import type { FigureTable } from '../../domain/table.ts';
import type { ChartOptions } from '../define-figure.ts';
import type { FigureChart } from '../drawing/figure-drawing.ts';
import type { ThemeName } from '../drawing/tokens.ts';
import type { RunFacts, RunFigure } from './run-figure.ts';
import { attackStyle } from '../drawing/attack-style.ts';
import { formatCount, formatNumber, formatPlain } from '../drawing/format.ts';
import { lineChart } from '../drawing/line-chart.ts';
import { numberIn } from '../drawing/table-lines.ts';
import { readableRange, roundTicks } from '../drawing/ticks.ts';
import { themes } from '../drawing/tokens.ts';
import { attackCells, attackColumns, describeRun, inStars, numberColumn } from './run-figure.ts';
import { withShapes } from './shapes.ts';

/** About how many bins a distribution has. */
const wantedBins = 40;
/** What the words of both means take above the bins. */
const roomForWords = 1.16;

/** What happened to a target: how predictions of it spread over the normal users, before and after. */
export const targetPredictions: RunFigure = {
  id: 'target-predictions',
  title: 'What happened to the target',
  x: 'low',
  needs: 'prediction',
  table,
  readOut(data, place) {
    const row = data.rows.find(({ low }) => low === place);
    if (row === undefined) return [];
    const number = (key: string) => numberIn(row, key);
    return [
      { label: 'Prediction', value: `${formatPlain(place)} to ${formatPlain(number('high') ?? 0)}` },
      { label: 'In stars', value: `${formatNumber(number('lowStars'), 2)} to ${formatNumber(number('highStars'), 2)}` },
      { label: 'Clean model', value: `${formatCount(number('before') ?? 0)} users` },
      { label: 'Poisoned', value: `${formatCount(number('after') ?? 0)} users` },
    ];
  },
  chart,
};

function table(facts: RunFacts): FigureTable {
  const { prediction } = facts;
  const before = Array.from(prediction?.before ?? []);
  const after = Array.from(prediction?.after ?? []);
  const { width, first, counts } = binned(before, after);
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const means = before.length === 0 ? null : { meanBefore: mean(before), meanAfter: mean(after) };
  const edge = (at: number) => Number(((first + at) * width).toFixed(9));
  const item = prediction === null ? '' : ` Item ${prediction.item}${prediction.title === null ? '' : `, ${prediction.title}`}.`;
  return {
    figure: 'target-predictions',
    title: 'Predicted ratings of the target before and after',
    subtitle: `${describeRun(facts)}${item} ${formatCount(before.length)} normal users.`,
    columns: [
      ...attackColumns,
      numberColumn('low', 'From', 'shifted units', 3),
      numberColumn('high', 'Below', 'shifted units', 3),
      numberColumn('lowStars', 'From', 'stars', 2),
      numberColumn('highStars', 'Below', 'stars', 2),
      numberColumn('before', 'Clean model', 'users', 0),
      numberColumn('after', 'Poisoned model', 'users', 0),
      numberColumn('meanBefore', 'Mean, clean', 'shifted units', 3),
      numberColumn('meanAfter', 'Mean, poisoned', 'shifted units', 3),
    ],
    rows: counts.map((count, at) => ({
      ...attackCells(facts),
      ...{ low: edge(at), high: edge(at + 1), lowStars: inStars(edge(at), facts), highStars: inStars(edge(at + 1), facts) },
      ...count,
      ...(means ?? {}),
    })),
    notes: prediction === null ? ['The objective of this run names no target.'] : [],
  };
}

/** Bins [i w, (i + 1) w) of a round width w over both, from bin `first` on. */
function binned(before: readonly number[], after: readonly number[]) {
  const [low, high] = [...before, ...after].reduce(([least, most], one) => [Math.min(least, one), Math.max(most, one)], [Infinity, -Infinity]);
  if (before.length === 0) return { width: 1, first: 0, counts: [] };
  const [one, two] = roundTicks(low, Math.max(high, low + 0.01), wantedBins).values;
  const width = Number((two - one).toFixed(9));
  const binOf = (value: number) => Math.floor(value / width);
  const first = binOf(low);
  const counts = Array.from({ length: binOf(high) - first + 1 }, () => ({ before: 0, after: 0 }));
  for (const value of before) counts[binOf(value) - first].before++;
  for (const value of after) counts[binOf(value) - first].after++;
  return { width, first, counts };
}

function chart(data: FigureTable, themeName: ThemeName, options: ChartOptions = {}): FigureChart {
  const theme = themes[themeName];
  const [first] = data.rows;
  const style = attackStyle(String(first?.attack), first?.gradient ? String(first.gradient) : null, themeName);
  const bins = data.rows.map((row) => {
    const [low, high, before, after] = ['low', 'high', 'before', 'after'].map((key) => numberIn(row, key) ?? 0);
    return { low, high, before, after };
  });
  const ends: [number, number] = [bins[0]?.low ?? -2, bins.at(-1)?.high ?? 2];
  const yAxis = readableRange(0, Math.max(1, ...bins.flatMap(({ before, after }) => [before, after])) * roomForWords, 5);
  const means = ['meanBefore', 'meanAfter'].map((key) => (first === undefined ? null : numberIn(first, key)));
  const rises = (means[1] ?? 0) >= (means[0] ?? 0);
  const [narrow] = bins;
  const width = narrow === undefined ? '' : ` per ${formatPlain(Number((narrow.high - narrow.low).toFixed(9)))}`;
  const made = lineChart(
    {
      title: data.title,
      subtitle: data.subtitle,
      xTitle: 'Predicted rating, in shifted units',
      yTitle: `Normal users${width}`,
      lines: [
        {
          series: 'after',
          label: 'poisoned',
          detail: null,
          style: { ...style, dash: [] },
          points: bins.flatMap(({ low, high, after }) => [low, high].map((x) => ({ x, y: after, low: null, high: null }))),
          level: true,
        },
      ],
      xRange: ends,
      xTicks: roundTicks(ends[0], ends[1]).values,
      yRange: yAxis.range,
      yTicks: yAxis.ticks,
      references: [{ value: 0, label: null }],
      places: [],
      stops: bins.map(({ low, high }) => ({ x: (low + high) / 2, value: low })),
      message: data.rows.length === 0 ? (data.notes[0] ?? null) : null,
      pinLabel: (value) => `from ${formatPlain(value)}`,
    },
    themeName,
    { ...options, logarithmic: false, logarithmicY: false, zoom: null, endLabels: false },
  );
  const mark = (mean: number | null, word: string, colour: string, side: 'left' | 'right') =>
    mean === null ? [] : [{ x: mean, label: `${word} ${formatNumber(mean, 3)}`, colour, side }];
  return withShapes(made, {
    boxes: bins.map(({ low, high, before }) => ({ left: low, right: high, bottom: 0, top: before, colour: theme.context })),
    verticals: [
      ...mark(means[0], 'clean', theme.secondary, rises ? 'left' : 'right'),
      ...mark(means[1], 'poisoned', style.colour, rises ? 'right' : 'left'),
    ],
  });
}
