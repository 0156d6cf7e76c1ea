import type { Column, FigureTable } from '../domain/table.ts';
import type { Row } from './aggregate.ts';
import type { FigureInput } from './figure-run.ts';
import type { Place, SeriesGroup } from './grouping.ts';
import { cauchyCombination } from '../statistics/cauchy.ts';
import { quantile } from '../statistics/quantile.ts';
import { countRejections } from '../statistics/rejections.ts';
import { placeCells, placeColumns, rowsOf, seriesCells, seriesColumns } from './aggregate.ts';
import { betaAxis } from './axis.ts';
import { describeFigure, describeRuns, medianNote, rejectionsNote } from './captions.ts';
import { defineFigure } from './define-figure.ts';
import { axisChart } from './drawing/axis-chart.ts';
import { groupIntoSeries } from './grouping.ts';

/** The p of the paper's paired t against β: the upper half of the panels of its Figures 3 and 4. */
export const pByBeta = defineFigure({
  id: 'p-by-beta',
  title: 'p of the paired t by β',
  summary:
    'Median p of the paired t between rated items of malicious and normal users, against β of attacks that sample profiles; the heavy line is the level 0.05.',
  needs: 'metrics',
  x: betaAxis.column.key,
  table: pTable,
  chart: (table, theme, options) =>
    axisChart(table, theme, {
      ...options,
      scale: 'probability',
      yTitle: 'p of the paired t, median over runs',
      emptyRange: [0, 1],
    }),
});

function pTable(input: FigureInput): FigureTable {
  const groups = groupIntoSeries(input, betaAxis);
  const places = groups.flatMap((group) => group.places.map((place) => ({ group, place })));
  const without = places.reduce((count, { place }) => count + place.runs.length - pairedOf(place).length, 0);
  return {
    figure: 'p-by-beta',
    title: 'p of the paired t by β',
    subtitle: `${describeFigure(groups, input, betaAxis, 'median')} ${medianNote}`,
    columns,
    rows: rowsOf(
      places.map(({ group, place }) => placeRow(group, place)),
      columns,
    ),
    notes: [
      'Where nothing sets malicious users apart, the median of p falls below 0.05 far less often than one time in twenty.',
      rejectionsNote,
      ...(without > 0
        ? [`${without} finished runs have no p: the test needs at least two malicious users.`]
        : []),
      ...describeRuns(groups, input, betaAxis, 'median'),
    ],
  };
}

const columns: Column[] = [
  ...seriesColumns,
  ...placeColumns(betaAxis),
  probability('pMedian', 'Median of p (no p value)', 'over runs'),
  probability('pLow', 'p, lower quartile', 'over runs'),
  probability('pHigh', 'p, upper quartile', 'over runs'),
  probability('pPairingLow', 'p, 5 % of pairings', 'median over runs'),
  probability('pPairingHigh', 'p, 95 % of pairings', 'median over runs'),
  probability('pCombined', 'p combined by Cauchy', ''),
  { key: 'rejected', label: 'Paired t rejects', unit: 'runs with p < 0.05', type: 'number', decimals: 0 },
  ...rejectionColumns('reject', 'Paired t rejects'),
  { key: 'welchN', label: 'n, Welch', unit: 'finished runs', type: 'number', decimals: 0 },
  { key: 'welchRejected', label: 'Welch rejects', unit: 'runs with p < 0.05', type: 'number', decimals: 0 },
  ...rejectionColumns('welchReject', 'Welch rejects'),
];

/** Quartiles of p over the runs, and how many of them reject, by the paired t and by Welch's. */
function placeRow(group: SeriesGroup, place: Place): Row {
  const paired = pairedOf(place);
  const middle = (key: 'pairedTPLow' | 'pairedTPHigh'): number | null =>
    quantile(
      place.runs.map(({ run }) => run.metrics?.[key] ?? null).filter((p) => p !== null),
      0.5,
    );
  const rejections = countRejections(paired);
  const welch = countRejections(place.runs.map(({ run }) => run.metrics?.welchP ?? null));
  const several = paired.length > 1;
  return {
    ...seriesCells(group),
    ...placeCells(place, betaAxis),
    n: paired.length,
    pMedian: quantile(paired, 0.5),
    pLow: several ? quantile(paired, 0.25) : null,
    pHigh: several ? quantile(paired, 0.75) : null,
    pPairingLow: middle('pairedTPLow'),
    pPairingHigh: middle('pairedTPHigh'),
    pCombined: cauchyCombination(paired),
    rejected: rejections.n === 0 ? null : rejections.rejected,
    ...rejectionCells('reject', rejections),
    welchN: welch.n,
    welchRejected: welch.n === 0 ? null : welch.rejected,
    ...rejectionCells('welchReject', welch),
  };
}

function pairedOf(place: Place): number[] {
  return place.runs.map(({ run }) => run.metrics?.pairedTP ?? null).filter((p) => p !== null);
}

/** A share and Wilson's interval, nulls without any test. */
function rejectionCells(key: string, { n, share, low, high }: ReturnType<typeof countRejections>): Row {
  return {
    [`${key}Share`]: share,
    [`${key}Low`]: n === 0 ? null : low,
    [`${key}High`]: n === 0 ? null : high,
  };
}

function rejectionColumns(key: string, label: string): Column[] {
  const number = (end: string, words: string): Column => ({
    key: `${key}${end}`,
    label: words,
    unit: 'share of runs',
    type: 'number',
    decimals: 2,
  });
  return [
    number('Share', label),
    number('Low', `${label}, 95 % CI, low`),
    number('High', `${label}, 95 % CI, high`),
  ];
}

function probability(key: string, label: string, unit: string): Column {
  return { key, label, unit, type: 'number', decimals: 3 };
}
