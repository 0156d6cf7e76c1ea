import type { FigureTable } from '../../domain/table.ts';
import { numberIn } from '../drawing/table-lines.ts';
import { roundTicks } from '../drawing/ticks.ts';

/** Where items by popularity stand on an x axis. */
export interface RankAxis {
  logarithmic: boolean;
  range: [number, number];
  ticks: number[];
  /** The middle of a column of ranks as it is drawn, both ends in it. */
  middle(firstRank: number, lastRank: number): number;
}

/** The axis of ranks 1 to `items` of a table with columns `firstRank` and `lastRank`. */
export function rankAxis(items: number, logarithmic: boolean): RankAxis {
  return {
    logarithmic,
    range: [1, items + 1],
    ticks: [1, ...roundTicks(1, items).values.filter((value) => value > items / 20)],
    middle: (first, last) => (logarithmic ? Math.sqrt(first * (last + 1)) : (first + last + 1) / 2),
  };
}

/** Items of the broadest column of a table with columns `firstRank` and `lastRank`. */
export function broadestColumn({ rows }: FigureTable): number {
  return rows.reduce((most, row) => Math.max(most, (numberIn(row, 'lastRank') ?? 0) + 1 - (numberIn(row, 'firstRank') ?? 0)), 1);
}

/**
 * Where a column of ranks is drawn, both ends in it: where it is, but on a linear axis those that are narrower than the
 * broadest, which would be hairlines there, share places of its breadth.
 * @param broadest as {@link broadestColumn}
 */
export function drawnColumn([first, last]: [number, number], broadest: number, { logarithmic, range }: RankAxis): [number, number] {
  if (logarithmic || last + 1 - first >= broadest) return [first, last];
  const place = Math.floor(((first + last) / 2 - 1) / broadest) * broadest;
  return [place + 1, Math.min(place + broadest, range[1] - 1)];
}

/**
 * Whether ranks are better read on a logarithmic axis: most of the malicious ratings fall on the most popular quarter of
 * the items, which a linear axis pushes to its left end.
 * @param ratings key of the column with the malicious ratings of a row
 * @param items how many there are in all
 */
export function mostAmongPopular({ rows }: FigureTable, ratings: string, items: number): boolean {
  const sum = (some: FigureTable['rows']) => some.reduce((total, row) => total + (numberIn(row, ratings) ?? 0), 0);
  return sum(rows.filter((row) => (numberIn(row, 'lastRank') ?? 0) <= items / 4)) > sum(rows) / 2;
}
