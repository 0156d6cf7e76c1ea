import type { ProfileFacts } from './run-figure.ts';

/** About so many columns and rows of cells are drawn; beyond, a cell stands for several items or users. */
const mostColumns = 144;
const mostRows = 100;
/** On a logarithmic axis an item among the most popular is wide: columns grow with the rank by this share of it. */
const growth = 0.06;

/** A run of items by popularity: ranks from 1, both ends in it. */
export interface PopularityColumn {
  firstRank: number;
  lastRank: number;
  /** Ratings of these items by normal users. */
  normalRatings: number;
}

/** Items by popularity in columns that no axis of ranks is too coarse for, and malicious users in rows of equal size. */
export interface PopularityGrid {
  columns: PopularityColumn[];
  /** Column of each item, by its place in the data set. */
  columnOf: Int32Array;
  /** Items of the broadest column; the most popular have one of their own each. */
  itemsPerColumn: number;
  usersPerRow: number;
}

/** Most rated by normal users first, ties as in the data file. */
export function popularityGrid({ counts, users }: ProfileFacts): PopularityGrid {
  const items = counts.length;
  const order = Array.from({ length: items }, (_, item) => item).sort((a, b) => counts[b] - counts[a] || a - b);
  const broadest = Math.max(1, Math.ceil(items / mostColumns));
  const columns: PopularityColumn[] = [];
  const columnOf = new Int32Array(items);
  for (let first = 0; first < items;) {
    const width = Math.max(1, Math.min(broadest, Math.round(growth * (first + 1))));
    const inside = order.slice(first, first + width);
    for (const item of inside) columnOf[item] = columns.length;
    columns.push({
      firstRank: first + 1,
      lastRank: first + inside.length,
      normalRatings: inside.reduce((sum, item) => sum + counts[item], 0),
    });
    first += inside.length;
  }
  const itemsPerColumn = columns.reduce((most, { firstRank, lastRank }) => Math.max(most, lastRank + 1 - firstRank), 1);
  return { columns, columnOf, itemsPerColumn, usersPerRow: Math.max(1, Math.ceil(users / mostRows)) };
}

/** Text of a span of ranks or users: `7`, or `1 to 12`. */
export function spanText(first: number, last: number): string {
  return first === last ? String(first) : `${first} to ${last}`;
}
