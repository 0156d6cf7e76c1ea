import type { FigureTable } from '../../domain/table.ts';
import type { ChartOptions } from '../define-figure.ts';
import type { FigureChart } from '../drawing/figure-drawing.ts';
import type { ThemeName } from '../drawing/tokens.ts';
import type { DatasetFigure } from './dataset-figure.ts';
import { formatCount, formatNumber, formatPlain } from '../drawing/format.ts';
import { lineChart } from '../drawing/line-chart.ts';
import { numberIn } from '../drawing/table-lines.ts';
import { readableRange, roundTicks } from '../drawing/ticks.ts';
import { describeDataset } from './dataset-figure.ts';

/** How the ratings of a data set spread over its scale: one bar for each rating that occurs. */
export const ratingsHistogram: DatasetFigure = {
  id: 'ratings-histogram',
  title: 'Ratings',
  x: 'stars',
  table: (profile) => ({
    figure: 'ratings-histogram',
    title: 'Ratings',
    subtitle: `${describeDataset(profile)} One bar for each rating that occurs.`,
    columns: [
      { key: 'stars', label: 'Rating', unit: 'stars', type: 'number' },
      { key: 'shifted', label: 'Shifted', unit: '−2 to 2', type: 'number', decimals: 2 },
      { key: 'count', label: 'Ratings', unit: '', type: 'number', decimals: 0 },
      { key: 'share', label: 'Share', unit: 'of all ratings', type: 'number', decimals: 4 },
    ],
    rows: profile.histogram.map(({ stars, shifted, count, share }) => ({ stars, shifted, count, share })),
    notes: [],
  }),
  readOut(table, place) {
    const row = table.rows.find(({ stars }) => stars === place);
    if (row === undefined) return null;
    const [shifted, count, share] = ['shifted', 'count', 'share'].map((key) => numberIn(row, key) ?? 0);
    return `${inStars(place)} (${formatNumber(shifted, 2)} shifted): ${formatCount(count)} ratings, ${formatNumber(share * 100, 1)} %`;
  },
  chart: histogramChart,
};

/** What a bar is high with the words above it. */
const roomForWords = 1.08;

function histogramChart(table: FigureTable, theme: ThemeName, options: ChartOptions = {}): FigureChart {
  const bars = table.rows.map((row) => ({ x: numberIn(row, 'stars') ?? 0, y: 100 * (numberIn(row, 'share') ?? 0) }));
  const places = bars.map(({ x }) => x);
  const gaps = places.slice(1).map((x, i) => x - places[i]);
  const step = gaps.length === 0 ? 1 : Math.min(...gaps);
  const xRange: [number, number] = [(places[0] ?? 0) - 0.6 * step, (places.at(-1) ?? 1) + 0.6 * step];
  const highest = Math.max(...bars.map(({ y }) => y), 1);
  const { range, ticks } = readableRange(0, highest);
  const chart = lineChart(
    {
      title: table.title,
      subtitle: table.subtitle,
      xTitle: 'Rating (stars)',
      yTitle: 'Share of ratings (%)',
      lines: [],
      xRange,
      xTicks: places.length <= 12 ? places : roundTicks(xRange[0], xRange[1], 5).values,
      yRange: [0, Math.max(range[1], highest * roomForWords)],
      yTicks: ticks,
      references: [{ value: 0, label: null }],
      places: [],
      stops: places.map((value) => ({ x: value, value })),
      message: bars.length === 0 ? 'The data set holds no rating.' : null,
      pinLabel: inStars,
    },
    theme,
    { ...options, logarithmic: false, logarithmicY: false },
  );
  const decimals = bars.length > 6 ? 0 : 1;
  chart.data.drawing.bars = bars.map(({ x, y }) => ({ x, y, width: 0.8 * step, label: formatNumber(y, decimals) }));
  return chart;
}

function inStars(value: number): string {
  return `${formatPlain(value)} ${value === 1 ? 'star' : 'stars'}`;
}
