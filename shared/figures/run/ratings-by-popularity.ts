import type { FigureTable } from '../../domain/table.ts';
import type { ChartOptions } from '../define-figure.ts';
import type { FigureChart } from '../drawing/figure-drawing.ts';
import type { ThemeName } from '../drawing/tokens.ts';
import type { RunFacts, RunFigure } from './run-figure.ts';
import { attackStyle } from '../drawing/attack-style.ts';
import { formatNumber } from '../drawing/format.ts';
import { lineChart } from '../drawing/line-chart.ts';
import { numberIn } from '../drawing/table-lines.ts';
import { readableRange } from '../drawing/ticks.ts';
import { themes } from '../drawing/tokens.ts';
import { popularityGrid, spanText } from './popularity-columns.ts';
import type { RankAxis } from './rank-axis.ts';
import { broadestColumn, drawnColumn, mostAmongPopular, rankAxis } from './rank-axis.ts';
import { sharedAxisWidth } from './rated-items.ts';
import { attackCells, attackColumns, describeRun, numberColumn } from './run-figure.ts';
import { withShapes } from './shapes.ts';

/** How popular the items are that malicious and normal users rate: shares of their ratings, items by popularity. */
export const ratingsByPopularity: RunFigure = {
  id: 'ratings-by-popularity',
  title: 'Popularity of the rated items',
  x: 'firstRank',
  needs: 'profiles',
  table,
  logarithmicRanks: (data) => mostAmongPopular(data, 'maliciousRatings', numberIn(data.rows.at(-1) ?? {}, 'lastRank') ?? 1),
  readOut(data, place) {
    const row = data.rows.find(({ firstRank }) => firstRank === place);
    if (row === undefined) return [];
    const percent = (key: string) => `${formatNumber(100 * (numberIn(row, key) ?? 0), 2)} %`;
    return [
      { label: 'Popularity rank', value: spanText(place, numberIn(row, 'lastRank') ?? place) },
      { label: 'Normal users', value: `${percent('normalShare')} of their ratings` },
      { label: 'Malicious users', value: `${percent('maliciousShare')} of theirs` },
    ];
  },
  chart,
};

function table(facts: RunFacts): FigureTable {
  const { profiles } = facts;
  const grid = profiles && popularityGrid(profiles);
  const malicious = new Float64Array(grid?.columns.length ?? 0);
  for (const { item } of profiles?.ratings ?? []) malicious[grid!.columnOf[item]]++;
  const normal = (grid?.columns ?? []).reduce((sum, { normalRatings }) => sum + normalRatings, 0);
  const all = profiles?.ratings.length ?? 0;
  return {
    figure: 'ratings-by-popularity',
    title: 'Popularity of the items that are rated',
    subtitle: `${describeRun(facts)} Items most rated first${(grid?.itemsPerColumn ?? 1) === 1 ? '' : `, one to ${grid?.itemsPerColumn} at a time`}.`,
    columns: [
      ...attackColumns,
      numberColumn('firstRank', 'Rank, first', '', 0),
      numberColumn('lastRank', 'Rank, last', '', 0),
      numberColumn('normalRatings', 'By normal users', 'ratings', 0),
      numberColumn('normalShare', 'By normal users', 'share of their ratings', 5),
      numberColumn('maliciousRatings', 'By malicious users', 'ratings', 0),
      numberColumn('maliciousShare', 'By malicious users', 'share of their ratings', 5),
    ],
    rows: (grid?.columns ?? []).map(({ firstRank, lastRank, normalRatings }, column) => ({
      ...attackCells(facts),
      ...{ firstRank, lastRank, normalRatings, normalShare: normal === 0 ? 0 : normalRatings / normal },
      maliciousRatings: malicious[column],
      maliciousShare: all === 0 ? 0 : malicious[column] / all,
    })),
    notes: ['Popularity is the number of ratings by normal users, most first, ties as in the data file.'],
  };
}

function chart(data: FigureTable, themeName: ThemeName, options: ChartOptions = {}): FigureChart {
  const theme = themes[themeName];
  const [first] = data.rows;
  const style = attackStyle(String(first?.attack), first?.gradient ? String(first.gradient) : null, themeName);
  const items = numberIn(data.rows.at(-1) ?? {}, 'lastRank') ?? 1;
  const axis = rankAxis(items, options.logarithmic ?? ratingsByPopularity.logarithmicRanks!(data));
  const spans = drawnSpans(data, axis);
  const yAxis = readableRange(0, Math.max(1e-3, ...spans.flatMap(({ normal, malicious }) => [normal, malicious])), 4);
  const [, top] = yAxis.range;
  const lastOf = new Map(data.rows.map((row) => [numberIn(row, 'firstRank') ?? 1, numberIn(row, 'lastRank') ?? 1]));
  const made = lineChart(
    {
      title: data.title,
      subtitle: data.subtitle,
      xTitle: 'Items by popularity (rank)',
      yTitle: 'Share of ratings, each item (%)',
      lines: [
        {
          series: 'malicious',
          label: 'malicious users',
          detail: null,
          style: { ...style, dash: [] },
          points: spans.map(({ left, right, malicious }) => ({ x: axis.middle(left, right - 1), y: malicious, low: null, high: null })),
          level: true,
        },
      ],
      xRange: axis.range,
      xTicks: axis.ticks,
      yRange: yAxis.range,
      yTicks: yAxis.ticks,
      references: [{ value: 0, label: null }],
      places: [],
      stops: [...lastOf].map(([first, last]) => ({ x: axis.middle(first, last), value: first })),
      message: null,
      pinLabel: (value) => `rank ${spanText(value, lastOf.get(value) ?? value)}`,
      roundLogTicks: true,
    },
    themeName,
    { ...options, logarithmic: axis.logarithmic, logarithmicY: false, zoom: null, endLabels: false },
  );
  const shareAxis = made.options?.scales?.y;
  if (shareAxis) shareAxis.afterFit = (fitted) => void (fitted.width = sharedAxisWidth);
  return withShapes(made, {
    boxes: spans.map(({ left, right, normal }) => ({ left, right, bottom: 0, top: normal, colour: theme.context })),
    texts: [
      { x: items, y: 0.88 * top, text: 'malicious users', colour: style.colour, align: 'right' },
      { x: items, y: 0.62 * top, text: 'normal users (filled)', colour: theme.secondary, align: 'right' },
    ],
  });
}

/** Shares of ratings in per cent, those of one item each on average, for each place of the axis. */
function drawnSpans(data: FigureTable, axis: RankAxis) {
  const broadest = broadestColumn(data);
  const spans = new Map<number, { left: number; right: number; items: number; normal: number; malicious: number }>();
  for (const row of data.rows) {
    const [first, last, normal, malicious] = ['firstRank', 'lastRank', 'normalShare', 'maliciousShare'].map((key) => numberIn(row, key) ?? 0);
    const [left, end] = drawnColumn([first, last], broadest, axis);
    const before = spans.get(left) ?? { items: 0, normal: 0, malicious: 0 };
    spans.set(left, { left, right: end + 1, items: before.items + last + 1 - first, normal: before.normal + normal, malicious: before.malicious + malicious });
  }
  return [...spans.values()].map(({ items, normal, malicious, ...span }) => ({ ...span, normal: (100 * normal) / items, malicious: (100 * malicious) / items }));
}
