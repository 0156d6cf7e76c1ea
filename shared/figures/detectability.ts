import type { RunConfig } from '../domain/run.ts';
import type { Column } from '../domain/table.ts';
import type { Row } from './aggregate.ts';
import type { Axis } from './axis.ts';
import type { FigureDefinition } from './define-figure.ts';
import type { FigureInput, FigureRun } from './figure-run.ts';
import { configsOf } from './figure-run.ts';
import type { Place, SeriesGroup } from './grouping.ts';
import { meanInterval, summarize, type Summary } from '../statistics/intervals.ts';
import { onParetoFront } from '../statistics/pareto.ts';
import { quantile } from '../statistics/quantile.ts';
import { countRejections } from '../statistics/rejections.ts';
import { placeCells, placeColumns, rowsOf, seriesCells, seriesColumns } from './aggregate.ts';
import { betaAxis, detectabilityAxis, shareAxis, variesAlong } from './axis.ts';
import { describeFigure, describeRuns, medianNote, starsPerUnit } from './captions.ts';
import { defineFigure } from './define-figure.ts';
import { pointsChart } from './drawing/points-chart.ts';
import { groupIntoSeries } from './grouping.ts';
import { targetName } from './target-name.ts';

/** What an attack does, as the y axis of a plot against detectability; in shifted units, more is worse for the system. */
interface Damage {
  label: string;
  decimals: number;
  value(run: FigureRun): number | null;
  /** Nothing can be below 0. */
  fromZero: boolean;
  /** The figure's title for its runs; by default as the definition has it. */
  titleOf?(input: FigureInput): string;
  /** What the figure says of it below the plot. */
  notes: readonly string[];
}

const frontNote =
  'Ringed: on the Pareto front, that is no other point of the same data, learner and objective does at least as much damage while standing out no more. Intervals do not enter the front.';
const detectabilityNote =
  'Detectability is the mean over runs of Welch’s difference: mean log popularity of rated items, malicious users less their partners, in standard deviations of the partners, without its sign. It sees what the statistic sees; another detector may see more.';

const goalNote =
  'A shift along the goal is up for a push (target weight above 0) and down for a nuke (below 0). One below 0 went the wrong way: it is never on the front, for no attack at all does better.';

/** The RMSE of predictions against how far the malicious users stand out. */
export const rmseByDetectability = againstDetectability(
  'rmse-by-detectability',
  'RMSE of predictions against detectability',
  'RMSE of predictions against how far malicious users stand out by the popularity of what they rate, with the Pareto front.',
  { label: 'RMSE', decimals: 3, value: ({ run }) => run.metrics?.predictionShiftRmse ?? null, fromZero: true, notes: [] },
);

/** How far the targets move along the attacker's goal, against how far the malicious users stand out. */
export const targetShiftByDetectability = againstDetectability(
  'target-shift-by-detectability',
  'Shift of the targets against detectability',
  'How far the targets’ mean predicted rating moves along the goal, up for a push and down for a nuke, against how far malicious users stand out by the popularity of what they rate, with the Pareto front.',
  {
    label: 'Shift of the targets’ mean rating along the goal',
    decimals: 3,
    value: ({ run: { config, metrics } }) =>
      metrics === null || metrics.targetMeanAfter === null || metrics.targetMeanBefore === null
        ? null
        : goalOf(config) * (metrics.targetMeanAfter - metrics.targetMeanBefore),
    titleOf: (input) => `Shift of ${targetName(input).replace(/(, item .*)$/, '$1,')} against detectability`,
    fromZero: false,
    notes: [goalNote],
  },
);

function againstDetectability(id: string, title: string, summary: string, damage: Damage): FigureDefinition {
  return defineFigure({
    id,
    title,
    summary,
    needs: 'metrics',
    x: detectabilityAxis.column.key,
    table(input) {
      const axis = axisAlong(input);
      const groups = groupIntoSeries(input, axis);
      const stars = starsPerUnit(groups);
      const columns = columnsOf(damage, stars === null ? 'shifted units' : `shifted units (${stars})`, axis);
      const rows = groups.flatMap((group) => group.places.map((place) => rowAt(group, place, damage, axis)));
      return {
        figure: id,
        title: damage.titleOf?.(input) ?? title,
        subtitle: describeFigure(groups, input, axis).replace(
          ', band: 95 % interval',
          ', whiskers: 95 % intervals',
        ),
        columns,
        rows: rowsOf(withFronts(rows), columns),
        notes: [
          frontNote,
          ...damage.notes,
          medianNote,
          detectabilityNote,
          ...missingNotes(groups, damage),
          ...describeRuns(groups, input, axis),
        ],
      };
    },
    chart: (table, theme, options) => pointsChart(table, theme, { ...options, fromZero: damage.fromZero }),
  });
}

/** Points of a series are joined along β where that alone varies, else along the share. */
function axisAlong(input: FigureInput): Axis {
  const configs = configsOf(input);
  return variesAlong(betaAxis, configs) && !variesAlong(shareAxis, configs) ? betaAxis : shareAxis;
}

function rowAt(group: SeriesGroup, place: Place, damage: Damage, axis: Axis): Row {
  const runs = place.runs.filter((run) => damage.value(run) !== null && standOut(run) !== null);
  const [moved, stands] = [damage.value, standOut].map((value) => summarize(runs.map(value).filter((one) => one !== null)));
  const [movedEnds, away] = [meanInterval(moved), withoutSign(stands)];
  const welch = runs.map(({ run }) => run.metrics?.welchP ?? null);
  const { n, share } = countRejections(welch);
  return {
    ...seriesCells(group),
    ...placeCells(place, axis),
    context: group.context,
    n: runs.length,
    detectability: away.mean,
    detectabilityLow: away.low,
    detectabilityHigh: away.high,
    mean: moved.mean,
    ciLow: movedEnds?.low ?? null,
    ciHigh: movedEnds?.high ?? null,
    meanStars: moved.mean === null ? null : moved.mean / group.shift.multiply,
    pWelchMedian: quantile(
      welch.filter((p) => p !== null),
      0.5,
    ),
    welchRejectShare: n === 0 ? null : share,
  };
}

/** Welch's difference in standard deviations of the partners; null where the run has none. */
function standOut({ run }: FigureRun): number | null {
  return run.metrics?.welchEffectSize ?? null;
}

/** 1 where the run's objective pushes its targets up, or does not move them; -1 where it pulls them down. */
function goalOf({ objective: { id, config } }: RunConfig): 1 | -1 {
  const { integrity, weight } = config;
  const pull = Number(weight ?? 2) * (id === 'hybrid' ? Number(integrity ?? 0) : 1);
  return pull < 0 ? -1 : 1;
}

/** The size of a mean and of its t interval: where the interval holds 0, its lower end is 0. */
function withoutSign(summary: Summary): {
  mean: number | null;
  low: number | null;
  high: number | null;
} {
  const interval = meanInterval(summary);
  const mean = summary.mean === null ? null : Math.abs(summary.mean);
  if (interval === null) return { mean, low: null, high: null };
  const ends = [Math.abs(interval.low), Math.abs(interval.high)];
  const low = interval.low <= 0 && interval.high >= 0 ? 0 : Math.min(...ends);
  return { mean, low, high: Math.max(...ends) };
}

/** Rows with whether they are on the front of their context: none that does less than no attack. */
function withFronts(rows: readonly Row[]): Row[] {
  const fronts = new Map<Row, string>();
  const contexts = [...new Set(rows.map((row) => row.context))];
  for (const context of contexts) {
    const own = rows.filter(
      (row) => row.context === context && typeof row.mean === 'number' && row.mean >= 0 && row.detectability !== null,
    );
    const on = onParetoFront(
      own.map((row) => ({ price: row.detectability as number, gain: row.mean as number })),
    );
    own.forEach(
      (row, i) =>
        on[i] && fronts.set(row, contexts.length === 1 ? 'yes' : `yes, ${contexts.indexOf(context) + 1}`),
    );
  }
  return rows.map((row) => ({ ...row, front: row.mean === null ? null : (fronts.get(row) ?? 'no') }));
}

function missingNotes(groups: readonly SeriesGroup[], damage: Damage): string[] {
  const runs = groups.flatMap((group) => group.places.flatMap((place) => place.runs));
  const without = runs.filter((run) => standOut(run) === null).length;
  const unmoved = runs.filter((run) => damage.value(run) === null).length;
  return [
    ...(without > 0
      ? [
          `${without} finished runs are left out: they have no Welch’s difference, because it was not kept yet or they have fewer than two malicious users.`,
        ]
      : []),
    ...(unmoved > 0 ? [`${unmoved} finished runs are left out: they have no targets.`] : []),
  ];
}

function columnsOf({ label, decimals }: Damage, unit: string, axis: Axis): Column[] {
  const number = (key: string, words: string, columnUnit: string, columnDecimals: number): Column => ({
    key,
    label: words,
    unit: columnUnit,
    type: 'number',
    decimals: columnDecimals,
  });
  return [
    ...seriesColumns,
    ...placeColumns(axis),
    number('detectability', 'Detectability', 'standard deviations', 2),
    number('detectabilityLow', 'Detectability, 95 % CI, low', 'standard deviations', 2),
    number('detectabilityHigh', 'Detectability, 95 % CI, high', 'standard deviations', 2),
    number('mean', label, unit, decimals),
    number('ciLow', '95 % CI, low', unit, decimals),
    number('ciHigh', '95 % CI, high', unit, decimals),
    number('meanStars', `${label} in stars`, 'stars', decimals),
    number('pWelchMedian', 'Median p, Welch', 'over runs', 3),
    number('welchRejectShare', 'Welch rejects', 'share of runs', 2),
    { key: 'front', label: 'On the Pareto front', unit: '', type: 'text' },
  ];
}
