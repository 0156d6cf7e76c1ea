import type { SparseRatings } from '../numeric/sparse-ratings.ts';
import { numbersOf } from './distinct-values.ts';
import type { RatingRows } from './reading/rating-rows.ts';
import type { PublishedSplit } from './ratings-dataset.ts';

/**
 * Where the two files of a published split stand in a data set; null unless they part its ratings exactly
 * (every pair and rating in one of them, none in both), so that a changed file never passes for the split.
 * `ratings` are in stars.
 */
export function locateSplit(
  ratings: Pick<SparseRatings, 'rowStart' | 'rowItem' | 'rowValue'>,
  ids: { userIds: string[]; itemIds: string[] },
  base: RatingRows,
  test: RatingRows,
): PublishedSplit | null {
  const userIndex = new Map(ids.userIds.map((id, index) => [id, index]));
  const itemIndex = new Map(ids.itemIds.map((id, index) => [id, index]));
  const part = new Uint8Array(ratings.rowItem.length);
  for (const [rows, mark] of [
    [base, 1],
    [test, 2],
  ] as const) {
    const stars = numbersOf(rows.stars);
    for (let e = 0; e < rows.user.length; e++) {
      const user = userIndex.get(rows.userIds[rows.user[e]]);
      const item = itemIndex.get(rows.itemIds[rows.item[e]]);
      const at = user === undefined || item === undefined ? -1 : entryOf(ratings, user, item);
      if (at < 0 || part[at] || ratings.rowValue[at] !== stars[e]) return null;
      part[at] = mark;
    }
  }
  return part.includes(0) ? null : { test: part.map((mark) => mark - 1) };
}

function entryOf(ratings: Pick<SparseRatings, 'rowStart' | 'rowItem'>, user: number, item: number): number {
  let low = ratings.rowStart[user];
  let high = ratings.rowStart[user + 1] - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = ratings.rowItem[middle];
    if (found === item) return middle;
    if (found < item) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
