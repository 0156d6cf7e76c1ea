import type { CountSummary } from '../../domain/dataset.ts';
import type { FigureTable } from '../../domain/table.ts';
import type { ChartOptions } from '../define-figure.ts';
import type { FigureChart } from '../drawing/figure-drawing.ts';
import type { ThemeName } from '../drawing/tokens.ts';
import type { DatasetFigure } from './dataset-figure.ts';
import { formatCount, formatNumber } from '../drawing/format.ts';
import { lineChart } from '../drawing/line-chart.ts';
import { numberIn } from '../drawing/table-lines.ts';
import { endedTicks, readableRange } from '../drawing/ticks.ts';
import { themes } from '../drawing/tokens.ts';
import { describeDataset } from './dataset-figure.ts';

/** The long tail: ratings of every item, the most rated first. */
export const itemPopularity = ratingsByRank({
  id: 'item-popularity',
  title: 'Ratings per item',
  one: 'item',
  order: 'most rated first',
  xTitle: 'Items by popularity (rank)',
  summary: (profile) => profile.perItem,
});

/** Activity: ratings of every user, the most active first. */
export const userActivity = ratingsByRank({
  id: 'user-activity',
  title: 'Ratings per user',
  one: 'user',
  order: 'most active first',
  xTitle: 'Users by activity (rank)',
  summary: (profile) => profile.perUser,
});

interface Ranking {
  id: string;
  title: string;
  one: 'item' | 'user';
  order: string;
  xTitle: string;
  summary(profile: Parameters<DatasetFigure['table']>[0]): CountSummary;
}

/** A row stands for all that have the same number of ratings, from the first of their ranks to the last: the table is whole. */
function ratingsByRank({ id, title, one, order, xTitle, summary }: Ranking): DatasetFigure {
  return {
    id,
    title,
    x: 'firstRank',
    table: (profile) => ({
      figure: id,
      title,
      subtitle: `${describeDataset(profile)} Every ${one}, ${order}.`,
      columns: [
        { key: 'firstRank', label: 'Rank, first', unit: '', type: 'number', decimals: 0 },
        { key: 'lastRank', label: 'Rank, last', unit: '', type: 'number', decimals: 0 },
        { key: 'number', label: one === 'item' ? 'Items' : 'Users', unit: '', type: 'number', decimals: 0 },
        { key: 'ratings', label: 'Ratings each', unit: '', type: 'number', decimals: 0 },
        { key: 'cumulativeShare', label: 'Up to here', unit: 'share of all ratings', type: 'number', decimals: 4 },
      ],
      rows: rankedRows(summary(profile)),
      notes: [`A row is all ${one}s with the same number of ratings; their ranks follow each other.`],
    }),
    readOut(table, place) {
      const row = table.rows.find(({ firstRank }) => firstRank === place);
      if (row === undefined) return null;
      const [first, last, ratings, share] = ['firstRank', 'lastRank', 'ratings', 'cumulativeShare'].map((key) => numberIn(row, key) ?? 0);
      const ranks = first === last ? `Rank ${formatCount(first)}` : `Ranks ${formatCount(first)} to ${formatCount(last)}`;
      const each = first === last ? '' : ' each';
      return `${ranks}: ${formatCount(ratings)} ratings${each}; ${formatNumber(100 * share, 1)} % of all up to here`;
    },
    chart: (table, theme, options) => rankChart(table, theme, xTitle, options),
  };
}

function rankedRows({ frequencies }: CountSummary): FigureTable['rows'] {
  const total = frequencies.reduce((sum, { count, number }) => sum + count * number, 0);
  let [rank, ratings] = [0, 0];
  return frequencies.map(({ count, number }) => {
    const firstRank = rank + 1;
    rank += number;
    ratings += count * number;
    return { firstRank, lastRank: rank, number, ratings: count, cumulativeShare: ratings / total };
  });
}

/** Both axes are logarithmic, unless the options say otherwise. */
function rankChart(table: FigureTable, themeName: ThemeName, xTitle: string, options: ChartOptions = {}): FigureChart {
  const points = table.rows.flatMap((row) => {
    const [first, last, y] = ['firstRank', 'lastRank', 'ratings'].map((key) => numberIn(row, key) ?? 0);
    const point = (x: number) => ({ x, y, low: null, high: null });
    return first === last ? [point(first)] : [point(first), point(last)];
  });
  const last = points.at(-1)?.x ?? 1;
  const yAxis = readableRange(0, points[0]?.y ?? 1);
  return lineChart(
    {
      title: table.title,
      subtitle: table.subtitle,
      xTitle,
      yTitle: 'Ratings',
      lines: [
        {
          series: table.figure,
          label: table.title,
          detail: null,
          style: { colour: themes[themeName].secondary, marker: 'circle', filled: true, dash: [] },
          points,
          level: points.length > 1,
        },
      ],
      xRange: [0, Math.max(last, 2)],
      xTicks: endedTicks(0, Math.max(last, 2)),
      yRange: yAxis.range,
      yTicks: yAxis.ticks,
      references: [{ value: 0, label: null }],
      places: [],
      stops: table.rows.map((row) => numberIn(row, 'firstRank') ?? 0).map((value) => ({ x: value, value })),
      message: points.length === 0 ? 'The data set holds no rating.' : null,
      pinLabel: (value) => `rank ${formatCount(value)}`,
      positive: true,
      roundLogTicks: true,
    },
    themeName,
    { ...options, logarithmic: options.logarithmic ?? true, logarithmicY: options.logarithmicY ?? true, endLabels: false },
  );
}
