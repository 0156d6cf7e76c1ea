import type { FigureTable } from '../../domain/table.ts';
import type { ChartOptions } from '../define-figure.ts';
import type { FigureChart } from '../drawing/figure-drawing.ts';
import type { ThemeName } from '../drawing/tokens.ts';
import type { RankAxis } from './rank-axis.ts';
import type { RunFacts, RunFigure } from './run-figure.ts';
import { formatCount, formatDifference, formatNumber, formatPlain } from '../drawing/format.ts';
import { lineChart } from '../drawing/line-chart.ts';
import { numberIn } from '../drawing/table-lines.ts';
import { themes } from '../drawing/tokens.ts';
import { popularityGrid, spanText } from './popularity-columns.ts';
import { broadestColumn, drawnColumn, mostAmongPopular, rankAxis } from './rank-axis.ts';
import { ratingClass, ratingClasses } from './rating-colours.ts';
import { describeRun, inStars, numberColumn } from './run-figure.ts';
import { withShapes } from './shapes.ts';

/** Width of the y axis in px, here and above it, so that both plots stand over each other. */
export const sharedAxisWidth = 44;

/** Which items the malicious users rate, and how: one row for each of them, items by popularity. */
export const ratedItems: RunFigure = {
  id: 'rated-items',
  title: 'Malicious profiles',
  x: 'firstRank',
  needs: 'profiles',
  table,
  logarithmicRanks: (data) => mostAmongPopular(data, 'ratings', numberIn(data.rows[0] ?? {}, 'items') ?? 1),
  readOut(data, place) {
    const rows = data.rows.filter(({ firstRank }) => firstRank === place);
    if (rows.length === 0) return [];
    const number = (key: string) => rows.map((row) => numberIn(row, key) ?? 0);
    const ratings = number('ratings');
    const total = ratings.reduce((sum, one) => sum + one, 0);
    const mean = number('mean').reduce((sum, one, at) => sum + one * ratings[at], 0) / total;
    const stars = number('meanStars').reduce((sum, one, at) => sum + one * ratings[at], 0) / total;
    return [
      { label: 'Popularity rank', value: spanText(place, number('lastRank')[0]) },
      { label: 'Malicious ratings', value: formatCount(total) },
      { label: 'Their mean', value: `${formatNumber(mean, 2)}, ${formatNumber(stars, 2)} stars` },
      ...(rows[0].targets ? [{ label: 'Target', value: targetWords(rows[0]) }] : []),
    ];
  },
  chart,
};

function table(facts: RunFacts): FigureTable {
  const { profiles, targets, itemIds, run } = facts;
  const grid = profiles && popularityGrid(profiles);
  const cells = new Map<string, { row: number; column: number; sum: number; count: number }>();
  for (const { user, item, rating } of profiles?.ratings ?? []) {
    const [row, column] = [Math.floor(user / grid!.usersPerRow), grid!.columnOf[item]];
    const key = `${row} ${column}`;
    const cell = cells.get(key) ?? { row, column, sum: 0, count: 0 };
    cells.set(key, { ...cell, sum: cell.sum + rating, count: cell.count + 1 });
  }
  const targetsIn = (column: number) => targets.filter((item) => grid!.columnOf[item] === column);
  const given = new Map(targets.map((item) => [item, ratingsGiven(profiles, item)]));
  const users = profiles?.users ?? 0;
  return {
    figure: 'rated-items',
    title: 'Items that the malicious users rate',
    subtitle: `${describeRun(facts)} ${grid === null ? '' : gridWords(grid.itemsPerColumn, grid.usersPerRow)}`,
    columns: [
      numberColumn('firstUser', 'Malicious user, first', '', 0),
      numberColumn('lastUser', 'Malicious user, last', '', 0),
      numberColumn('firstRank', 'Rank, first', '', 0),
      numberColumn('lastRank', 'Rank, last', '', 0),
      numberColumn('ratings', 'Ratings', '', 0),
      numberColumn('mean', 'Mean rating', 'shifted units', 2),
      numberColumn('meanStars', 'Mean rating', 'stars', 2),
      { key: 'targets', label: 'Targets', unit: '', type: 'text' },
      { key: 'targetRatings', label: 'Ratings of the targets', unit: 'shifted units', type: 'text' },
      numberColumn('users', 'Malicious users in all', '', 0),
      numberColumn('items', 'Items in all', '', 0),
      numberColumn('maxRating', 'Λ', 'shifted units'),
    ],
    rows: [...cells.values()]
      .sort((a, b) => a.row - b.row || a.column - b.column)
      .map(({ row, column, sum, count }) => {
        const { firstRank, lastRank } = grid!.columns[column];
        return {
          firstUser: row * grid!.usersPerRow + 1,
          lastUser: Math.min(users, (row + 1) * grid!.usersPerRow),
          ...{ firstRank, lastRank, ratings: count, mean: sum / count, meanStars: inStars(sum / count, facts) },
          targets: targetsIn(column).map((item) => itemIds[item]).join(' '),
          targetRatings: targetsIn(column).map((item) => given.get(item)).join('; '),
          ...{ users, items: profiles?.counts.length ?? 0, maxRating: run.config.budget.maxRating },
        };
      }),
    notes: ['Popularity is the number of ratings by normal users, most first, ties as in the data file. A cell without ratings has no row.'],
  };
}

/** How the malicious users rate an item, in shifted units: "+2 by all 47", "mean +1.36 by 12 of 47", "rated by none". */
function ratingsGiven(profiles: RunFacts['profiles'], wanted: number): string {
  const ratings = (profiles?.ratings ?? []).filter(({ item }) => item === wanted).map(({ rating }) => rating);
  if (ratings.length === 0) return 'rated by none';
  const users = profiles?.users ?? 0;
  const many = ratings.length === users ? `all ${formatCount(users)}` : `${formatCount(ratings.length)} of ${formatCount(users)}`;
  const [first] = ratings;
  const mean = ratings.reduce((sum, one) => sum + one, 0) / ratings.length;
  const rating = ratings.every((one) => one === first) ? `${first > 0 ? '+' : ''}${formatPlain(first)}` : `mean ${formatDifference(mean, 2)}`;
  return `${rating} by ${many}`;
}

/** "100, +2 by all 47"; of several targets in one place, each id and then what each is given. */
function targetWords({ targets, targetRatings }: FigureTable['rows'][number]): string {
  return `${String(targets)}, ${String(targetRatings)}`;
}

function gridWords(itemsPerColumn: number, usersPerRow: number): string {
  const items = itemsPerColumn === 1 ? 'one item a column' : `one to ${itemsPerColumn} items a column`;
  const users = usersPerRow === 1 ? 'one malicious user a row' : `${usersPerRow} malicious users a row`;
  return `Items most rated first, ${items}; ${users}.`;
}

function chart(data: FigureTable, themeName: ThemeName, options: ChartOptions = {}): FigureChart {
  const theme = themes[themeName];
  const [first] = data.rows;
  const whole = (key: string) => (first === undefined ? 1 : (numberIn(first, key) ?? 1));
  const [users, items, bound] = [whole('users'), whole('items'), whole('maxRating')];
  const classes = ratingClasses(themeName, bound);
  const axis = rankAxis(items, options.logarithmic ?? ratedItems.logarithmicRanks!(data));
  const stops = [...new Set(data.rows.map((row) => numberIn(row, 'firstRank') ?? 1))].sort((a, b) => a - b);
  const lastOf = new Map(data.rows.map((row) => [numberIn(row, 'firstRank') ?? 1, numberIn(row, 'lastRank') ?? 1]));
  const made = lineChart(
    {
      title: data.title,
      subtitle: data.subtitle,
      xTitle: 'Items by popularity (rank)',
      yTitle: 'Malicious users',
      lines: [],
      xRange: axis.range,
      xTicks: axis.ticks,
      yRange: [0, 1.08 * users],
      yTicks: { values: users === 1 ? [0.5] : [0.5, users - 0.5], decimals: 0 },
      references: [],
      places: [],
      stops: stops.map((value) => ({ x: axis.middle(value, lastOf.get(value) ?? value), value })),
      message: data.rows.length === 0 ? 'There is no malicious rating.' : null,
      pinLabel: (value) => `rank ${spanText(value, lastOf.get(value) ?? value)}`,
      roundLogTicks: true,
    },
    themeName,
    { ...options, logarithmic: axis.logarithmic, logarithmicY: false, zoom: null },
  );
  made.data.drawing.entries = classes.map(({ colour, label }) => ({
    series: label,
    label,
    detail: null,
    style: { colour, marker: 'rect', filled: true, dash: [] },
    colour,
    swatch: true,
    end: null,
  }));
  made.data.drawing.entryPlace = 'above';
  const userAxis = made.options?.scales?.y;
  if (userAxis) {
    userAxis.grid = { display: false };
    userAxis.afterFit = (fitted) => void (fitted.width = sharedAxisWidth);
    if (userAxis.ticks) userAxis.ticks.callback = (value) => formatCount(Math.round(users - Number(value) + 0.5));
  }
  return withShapes(made, {
    boxes: drawnCells(data, axis).map(({ firstUser, lastUser, firstRank, lastRank, mean }) => {
      const thin = (users / 260) * 0.5;
      return {
        left: firstRank,
        right: lastRank + 1 - 0.12 * (lastRank + 1 - firstRank),
        bottom: users - lastUser + Math.min(0.1, thin),
        top: users - firstUser + 1,
        colour: classes[ratingClass(mean, bound)].colour,
      };
    }),
    verticals: targetMarks(data, axis, theme.text, users),
  });
}

/** A box for each place in which a row of users has ratings, with their mean. */
function drawnCells(data: FigureTable, axis: RankAxis) {
  const broadest = broadestColumn(data);
  const cells = new Map<string, { firstUser: number; lastUser: number; firstRank: number; lastRank: number; ratings: number; mean: number }>();
  for (const row of data.rows) {
    const [firstUser, lastUser, first, last, ratings, mean] = ['firstUser', 'lastUser', 'firstRank', 'lastRank', 'ratings', 'mean'].map((key) => numberIn(row, key) ?? 0);
    const [firstRank, lastRank] = drawnColumn([first, last], broadest, axis);
    const before = cells.get(`${firstUser} ${firstRank}`) ?? { ratings: 0, mean: 0 };
    const all = before.ratings + ratings;
    const merged = (before.mean * before.ratings + mean * ratings) / all;
    cells.set(`${firstUser} ${firstRank}`, { firstUser, lastUser, firstRank, lastRank, ratings: all, mean: merged });
  }
  return [...cells.values()];
}

/** Marks over the targets, where they are few enough to be told apart. */
function targetMarks(data: FigureTable, axis: RankAxis, colour: string, bottom: number) {
  const middle = (row: FigureTable['rows'][number]) => axis.middle(numberIn(row, 'firstRank') ?? 1, numberIn(row, 'lastRank') ?? 1);
  const named = new Map(data.rows.filter(({ targets }) => targets !== '').map((row) => [middle(row), targetWords(row)]));
  if (named.size > 3) return [];
  return [...named].map(([x, label]) => ({ x, label: `target ${label}`, colour, side: 'right' as const, bottom }));
}
