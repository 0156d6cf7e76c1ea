import type { FigureTable } from '../../domain/table.ts';
import type { ChartOptions } from '../define-figure.ts';
import type { FigureChart } from '../drawing/figure-drawing.ts';
import type { ThemeName } from '../drawing/tokens.ts';
import type { RunFacts, RunFigure } from './run-figure.ts';
import { attackStyle } from '../drawing/attack-style.ts';
import { formatCount, formatNumber } from '../drawing/format.ts';
import { lineChart } from '../drawing/line-chart.ts';
import { numberIn } from '../drawing/table-lines.ts';
import { readableRange, roundTicks } from '../drawing/ticks.ts';
import { themes } from '../drawing/tokens.ts';
import { attackCells, attackColumns, describeRun, inStars, numberColumn } from './run-figure.ts';
import { withShapes } from './shapes.ts';

/** A scale with more ratings than this is cut into bins of equal width. */
const mostBins = 20;

/** The ratings of malicious users against those of normal ones, as shares of each. */
export const ratingShares: RunFigure = {
  id: 'rating-shares',
  title: 'Ratings they give',
  x: 'rating',
  needs: 'profiles',
  table,
  readOut(data, place) {
    const row = data.rows.find(({ rating }) => rating === place);
    if (row === undefined) return [];
    const words = (key: string) => `${formatNumber(100 * (numberIn(row, `${key}Share`) ?? 0), 1)} %, ${formatCount(numberIn(row, `${key}Ratings`) ?? 0)} ratings`;
    return [
      { label: 'Rating about', value: `${formatNumber(place, 2)}, ${formatNumber(numberIn(row, 'stars'), 2)} stars` },
      { label: 'Normal users', value: words('normal') },
      { label: 'Malicious users', value: words('malicious') },
    ];
  },
  chart,
};

function table(facts: RunFacts): FigureTable {
  const { profiles, scale, run } = facts;
  const levels = Math.round((scale.max - scale.min) / scale.step) + 1;
  const bins = Math.min(levels, mostBins);
  const width = 4 / (bins - 1 || 1);
  // Profiles may lie off the scale, where Λ is more than 2 or they come from elsewhere: bins go on as far as they do.
  const all = (profiles?.ratings ?? []).map(({ rating }) => Math.round((rating + 2) / width));
  const lowest = all.reduce((least, one) => Math.min(least, one), 0);
  const highest = all.reduce((most, one) => Math.max(most, one), bins - 1);
  const counts = Array.from({ length: highest - lowest + 1 }, () => ({ normal: 0, malicious: 0 }));
  for (const { shifted, count } of profiles?.normal ?? []) counts[Math.round((shifted + 2) / width) - lowest].normal += count;
  for (const bin of all) counts[bin - lowest].malicious++;
  const total = counts.reduce((sum, { normal }) => sum + normal, 0);
  return {
    figure: 'rating-shares',
    title: 'Ratings of malicious and of normal users',
    subtitle: `${describeRun(facts)} Each rating counts at the nearest of the places shown.`,
    columns: [
      ...attackColumns,
      numberColumn('rating', 'Rating about', 'shifted units', 2),
      numberColumn('stars', 'Rating about', 'stars', 2),
      numberColumn('normalRatings', 'By normal users', 'ratings', 0),
      numberColumn('normalShare', 'By normal users', 'share of their ratings', 4),
      numberColumn('maliciousRatings', 'By malicious users', 'ratings', 0),
      numberColumn('maliciousShare', 'By malicious users', 'share of their ratings', 4),
    ],
    rows: counts.map(({ normal, malicious }, at) => {
      const rating = Number((-2 + (at + lowest) * width).toFixed(9));
      return {
        ...attackCells(facts),
        ...{ rating, stars: Number(inStars(rating, facts).toFixed(9)), normalRatings: normal, normalShare: total === 0 ? 0 : normal / total },
        ...{ maliciousRatings: malicious, maliciousShare: all.length === 0 ? 0 : malicious / all.length },
      };
    }),
    notes: run.config.budget.maxRating > 2 ? ['Λ is above 2, so malicious ratings may lie beyond the scale.'] : [],
  };
}

function chart(data: FigureTable, themeName: ThemeName, options: ChartOptions = {}): FigureChart {
  const theme = themes[themeName];
  const [first, second] = data.rows;
  const style = attackStyle(String(first?.attack), first?.gradient ? String(first.gradient) : null, themeName);
  const bars = data.rows.map((row) => ({
    rating: numberIn(row, 'rating') ?? 0,
    normal: 100 * (numberIn(row, 'normalShare') ?? 0),
    malicious: 100 * (numberIn(row, 'maliciousShare') ?? 0),
  }));
  const step = second === undefined ? 1 : bars[1].rating - bars[0].rating;
  const ends: [number, number] = [(bars[0]?.rating ?? -2) - 0.6 * step, (bars.at(-1)?.rating ?? 2) + 0.6 * step];
  const yAxis = readableRange(0, Math.max(1, ...bars.flatMap(({ normal, malicious }) => [normal, malicious])));
  const made = lineChart(
    {
      title: data.title,
      subtitle: data.subtitle,
      xTitle: 'Rating, in shifted units',
      yTitle: 'Share of ratings (%)',
      lines: [],
      xRange: ends,
      xTicks: bars.length <= 9 ? bars.map(({ rating }) => rating) : roundTicks(ends[0], ends[1], 5).values,
      yRange: yAxis.range,
      yTicks: yAxis.ticks,
      references: [{ value: 0, label: null }],
      places: [],
      stops: bars.map(({ rating }) => ({ x: rating, value: rating })),
      message: null,
      pinLabel: (value) => formatNumber(value, 2),
    },
    themeName,
    { ...options, logarithmic: false, logarithmicY: false, zoom: null },
  );
  made.data.drawing.entries = [
    { label: 'normal users', colour: theme.context },
    { label: 'malicious users', colour: style.colour },
  ].map(({ label, colour }) => ({ series: label, label, detail: null, style: { colour, marker: 'rect', filled: true, dash: [] }, colour, swatch: true, end: null }));
  made.data.drawing.entryPlace = 'above';
  return withShapes(made, {
    boxes: bars.flatMap(({ rating, normal, malicious }) => [
      { left: rating - 0.4 * step, right: rating - 0.02 * step, bottom: 0, top: normal, colour: theme.context },
      { left: rating + 0.02 * step, right: rating + 0.4 * step, bottom: 0, top: malicious, colour: style.colour },
    ]),
  });
}
