import type { ProfileFacts } from './run-figure.ts';

/** At most so many columns and rows of cells are drawn; beyond, a cell stands for several items or users. */
const mostColumns = 144;
const mostRows = 100;

/** A run of items by popularity: ranks from 1, both ends in it. */
export interface PopularityColumn {
  firstRank: number;
  lastRank: number;
  /** Ratings of these items by normal users. */
  normalRatings: number;
}

/** Items by popularity in columns of equal size, and malicious users in rows of equal size. */
export interface PopularityGrid {
  columns: PopularityColumn[];
  /** Column of each item, by its place in the data set. */
  columnOf: Int32Array;
  itemsPerColumn: number;
  usersPerRow: number;
}

/** Most rated by normal users first, ties as in the data file. */
export function popularityGrid({ counts, users }: ProfileFacts): PopularityGrid {
  const items = counts.length;
  const order = Array.from({ length: items }, (_, item) => item).sort((a, b) => counts[b] - counts[a] || a - b);
  const itemsPerColumn = Math.max(1, Math.ceil(items / mostColumns));
  const columns = Array.from({ length: Math.ceil(items / itemsPerColumn) }, (_, column) => {
    const first = column * itemsPerColumn;
    const inside = order.slice(first, first + itemsPerColumn);
    return {
      firstRank: first + 1,
      lastRank: first + inside.length,
      normalRatings: inside.reduce((sum, item) => sum + counts[item], 0),
    };
  });
  const columnOf = new Int32Array(items);
  order.forEach((item, rank) => (columnOf[item] = Math.floor(rank / itemsPerColumn)));
  return { columns, columnOf, itemsPerColumn, usersPerRow: Math.max(1, Math.ceil(users / mostRows)) };
}

/** Text of a span of ranks or users: `7`, or `1 to 12`. */
export function spanText(first: number, last: number): string {
  return first === last ? String(first) : `${first} to ${last}`;
}
