import type { RatingShift } from '../domain/dataset.ts';
import type { Column } from '../domain/table.ts';
import type { Axis } from './axis.ts';
import type { FigureRun } from './figure-run.ts';
import type { Place, SeriesGroup } from './grouping.ts';
import { holmAdjust } from '../statistics/holm.ts';
import { meanInterval, summarize } from '../statistics/intervals.ts';
import { pairedDifference } from '../statistics/paired.ts';
import { shareAxis } from './axis.ts';
import { baselineOf, placeAt, replicateKey } from './grouping.ts';

/** A row of a figure's table. */
export type Row = Record<string, string | number | null>;

/** A number of each run that is averaged over seeds, in shifted units. */
export interface Measure {
  /** Heading of the mean, as in "RMSE". */
  label: string;
  unit: string;
  decimals: number;
  /** Null where the run has no such number. */
  value(run: FigureRun): number | null;
  /** The same number of the clean model; null where there is none. */
  clean(run: FigureRun): number | null;
  toStars(value: number, shift: RatingShift): number;
}

/**
 * One row per series and place of the axis, series in the order given: mean, sd, t interval and n over the
 * finished runs, the clean value, and the difference to the baseline of equal context, paired by seed and
 * targets; p is adjusted by Holm over all comparisons of the table. A place without finished runs has n = 0
 * and nulls. Every row depends on the runs of its own series and its baseline alone, but for `pHolm`.
 */
export function aggregatePlaces(groups: readonly SeriesGroup[], measure: Measure, axis: Axis): Row[] {
  const rows = groups.flatMap((group) => {
    const baseline = baselineOf(group, groups);
    return group.places.map((place) => placeRow(group, place, baseline === group ? null : baseline, measure, axis));
  });
  const adjusted = holmAdjust(rows.map((row) => row.p as number | null));
  return rows.map((row, i) => ({ ...row, pHolm: adjusted[i] }));
}

/** Columns of {@link aggregatePlaces}; `clean` adds those of the clean model's value. */
export function measureColumns(measure: Measure, clean: boolean, axis: Axis): Column[] {
  const { unit, decimals } = measure;
  const number = (key: string, label: string, columnUnit = unit, columnDecimals = decimals): Column => ({
    key,
    label,
    unit: columnUnit,
    type: 'number',
    decimals: columnDecimals,
  });
  return [
    ...seriesColumns,
    ...placeColumns(axis),
    number('mean', measure.label),
    number('sd', 'sd'),
    number('ciLow', '95 % CI, low'),
    number('ciHigh', '95 % CI, high'),
    number('meanStars', `${measure.label} in stars`, 'stars'),
    ...(clean
      ? [
          number('clean', 'Clean'),
          number('cleanStars', 'Clean in stars', 'stars'),
          number('toClean', 'Δ to clean'),
        ]
      : []),
    number('pairs', 'Pairs', 'pairs of runs', 0),
    number('difference', 'Δ to uniform'),
    number('differenceLow', 'Δ, 95 % CI, low'),
    number('differenceHigh', 'Δ, 95 % CI, high'),
    ...(clean ? [] : [number('ratio', 'Ratio to uniform', 'times', 1)]),
    number('p', 'p, paired t', '', 3),
    number('pHolm', 'p, Holm', '', 3),
  ];
}

/** The columns that say which series a row belongs to. */
export const seriesColumns: Column[] = [
  { key: 'series', label: 'Series', unit: '', type: 'text' },
  { key: 'attack', label: 'Attack id', unit: '', type: 'text' },
  { key: 'gradient', label: 'Gradient', unit: '', type: 'text' },
  { key: 'label', label: 'Attack', unit: '', type: 'text' },
  { key: 'data', label: 'Data set', unit: '', type: 'text' },
];

/** The columns that say where on the axis a row stands, for how many users, and of how many runs it is. */
export function placeColumns(axis: Axis): Column[] {
  return [
    ...(axis === shareAxis ? [] : [axis.column]),
    shareAxis.column,
    { key: 'users', label: 'Users', unit: 'malicious users', type: 'number', decimals: 0 },
    { key: 'planned', label: 'Runs', unit: 'runs', type: 'number', decimals: 0 },
    { key: 'n', label: 'n', unit: 'finished runs', type: 'number', decimals: 0 },
  ];
}

/** The values of {@link placeColumns} but `n`. */
export function placeCells(place: Place, axis: Axis): Row {
  const { x, maliciousShare, users, planned } = place;
  return { [axis.column.key]: x, maliciousShare, users, planned };
}

/** The values of {@link seriesColumns}. */
export function seriesCells(group: SeriesGroup): Row {
  const { id, attack, gradient, label, datasetName } = group;
  return { series: id, attack, gradient, label, data: datasetName };
}

/** The rows with the columns' cells only, in the columns' order. */
export function rowsOf(rows: readonly Row[], columns: readonly Column[]): Row[] {
  return rows.map((row) => Object.fromEntries(columns.map(({ key }) => [key, row[key] ?? null])));
}

function placeRow(
  group: SeriesGroup,
  place: Place,
  baseline: SeriesGroup | null,
  measure: Measure,
  axis: Axis,
): Row {
  const measured = place.runs.filter((run) => measure.value(run) !== null);
  const values = valuesOf(measured, measure);
  const summary = summarize([...values.values()]);
  const interval = meanInterval(summary);
  const clean = summarize(measured.map((run) => measure.clean(run)).filter((value) => value !== null)).mean;
  const stars = (value: number | null): number | null =>
    value === null ? null : measure.toStars(value, group.shift);
  return {
    ...seriesCells(group),
    ...placeCells(place, axis),
    n: summary.n,
    mean: summary.mean,
    sd: summary.sd,
    ciLow: interval?.low ?? null,
    ciHigh: interval?.high ?? null,
    meanStars: stars(summary.mean),
    clean,
    cleanStars: stars(clean),
    toClean: summary.mean === null || clean === null ? null : summary.mean - clean,
    ...differenceCells(values, summary.mean, place.x, baseline, measure),
  };
}

function differenceCells(
  values: Map<string, number>,
  mean: number | null,
  x: number | null,
  baseline: SeriesGroup | null,
  measure: Measure,
): Row {
  const partners = valuesOf((baseline === null ? undefined : placeAt(baseline, x))?.runs ?? [], measure);
  const keys = [...values.keys()].filter((key) => partners.has(key));
  const pick = (source: Map<string, number>): number[] => keys.map((key) => source.get(key) ?? NaN);
  const paired = pairedDifference(pick(values), pick(partners));
  const partnerMean = summarize([...partners.values()]).mean;
  return {
    pairs: keys.length,
    difference: paired.mean,
    differenceLow: paired.low,
    differenceHigh: paired.high,
    ratio: mean === null || partnerMean === null || partnerMean === 0 ? null : mean / partnerMean,
    p: paired.p,
  };
}

function valuesOf(runs: readonly FigureRun[], measure: Measure): Map<string, number> {
  const values = new Map<string, number>();
  for (const run of runs) {
    const value = measure.value(run);
    if (value !== null) values.set(replicateKey(run.run.config), value);
  }
  return values;
}
