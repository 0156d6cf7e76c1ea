import type { SparseRatings } from '../numeric/sparse-ratings.ts';
import type { CodedByRow, FileCounts, RatingsDataset } from './ratings-dataset.ts';

/** Which part of a file to keep; absent fields keep everything. */
export interface RatingFilters {
  /** Least number of ratings per user in the file as it is. */
  minRatings?: number;
  /** Keep this many users: those with the most ratings in the file, ties by ascending id. */
  topUsers?: number;
  /** Keep this many items: those with the most ratings in the file, ties by ascending id. */
  topItems?: number;
}

/** What filtering gives: the rows that stay, which users and items they are, and what was left out why. */
export interface FilteredRatings {
  ratings: CodedByRow;
  /** Old index of every kept user and item, ascending. */
  users: Int32Array;
  items: Int32Array;
  /** Old position (row form) of every kept entry. */
  entries: Int32Array;
  /** Ratings left out, by reason in plain words; reasons that left nothing out are absent. */
  droppedByReason: Record<string, number>;
}

/** The counts by which filters rank: those of the file where they are known, else of the data set itself. */
export function countsForFilters(
  dataset: Pick<RatingsDataset, 'fileCounts'> & { ratings: Pick<CodedByRow, 'items' | 'rowStart' | 'rowItem'> },
): FileCounts {
  return (
    dataset.fileCounts ?? { users: differences(dataset.ratings.rowStart), items: itemCounts(dataset.ratings) }
  );
}

/**
 * Applies the filters to ratings whose users and items are in ascending order of id. Users below the minimum
 * go first, then those outside the top users, then items outside the top items; all counts are `counts`,
 * taken before any filter. Users and items that no kept rating mentions are left out. Null where no rating is
 * left out.
 */
export function filterRatings(
  ratings: CodedByRow,
  counts: FileCounts,
  filters: RatingFilters,
): FilteredRatings | null {
  const { users, items, rowStart, rowItem, values } = ratings;
  const topUsers = mostRated(counts.users, filters.topUsers);
  const topItems = mostRated(counts.items, filters.topItems);
  const minRatings = filters.minRatings ?? 0;
  if (counts.users.every((count) => count >= minRatings) && !topUsers.includes(0) && !topItems.includes(0))
    return null;

  const keep = new Uint8Array(rowItem.length);
  const userKept = new Uint8Array(users);
  const itemKept = new Uint8Array(items);
  const dropped = { few: 0, inactive: 0, unpopular: 0 };
  let kept = 0;
  for (let i = 0; i < users; i++) {
    const size = rowStart[i + 1] - rowStart[i];
    if (counts.users[i] < minRatings) dropped.few += size;
    else if (!topUsers[i]) dropped.inactive += size;
    else {
      for (let at = rowStart[i]; at < rowStart[i + 1]; at++) {
        const j = rowItem[at];
        if (!topItems[j]) dropped.unpopular++;
        else {
          keep[at] = 1;
          userKept[i] = 1;
          itemKept[j] = 1;
          kept++;
        }
      }
    }
  }
  if (kept === rowItem.length) return null;
  const droppedByReason: Record<string, number> = {};
  if (dropped.few) droppedByReason[`users with fewer than ${minRatings} ratings`] = dropped.few;
  if (dropped.inactive)
    droppedByReason[`users outside the ${filters.topUsers} most active`] = dropped.inactive;
  if (dropped.unpopular)
    droppedByReason[`items outside the ${filters.topItems} most rated`] = dropped.unpopular;

  const keptUsers = indicesOf(userKept);
  const keptItems = indicesOf(itemKept);
  const newItem = new Int32Array(items);
  keptItems.forEach((j, position) => (newItem[j] = position));
  const newStart = new Int32Array(keptUsers.length + 1);
  const newItems = new Int32Array(kept);
  const cells = values instanceof Float64Array ? values : values.codes;
  const newCells = cells instanceof Float64Array ? new Float64Array(kept) : new Uint8Array(kept);
  const entries = new Int32Array(kept);
  let to = 0;
  keptUsers.forEach((i, position) => {
    for (let at = rowStart[i]; at < rowStart[i + 1]; at++) {
      if (!keep[at]) continue;
      newItems[to] = newItem[rowItem[at]];
      newCells[to] = cells[at];
      entries[to++] = at;
    }
    newStart[position + 1] = to;
  });
  return {
    ratings: {
      users: keptUsers.length,
      items: keptItems.length,
      rowStart: newStart,
      rowItem: newItems,
      values:
        values instanceof Float64Array
          ? (newCells as Float64Array)
          : { distinct: values.distinct, codes: newCells as Uint8Array },
    },
    users: keptUsers,
    items: keptItems,
    entries,
    droppedByReason,
  };
}

/** Number of ratings of every item. */
export function itemCounts(ratings: Pick<SparseRatings, 'items' | 'rowItem'>): Int32Array {
  const counts = new Int32Array(ratings.items);
  const { rowItem } = ratings;
  for (let at = 0; at < rowItem.length; at++) counts[rowItem[at]]++;
  return counts;
}

/** Successive differences: the number of entries of every row or column from its offsets. */
export function differences(starts: Int32Array): Int32Array {
  const counts = new Int32Array(starts.length - 1);
  for (let index = 0; index < counts.length; index++) counts[index] = starts[index + 1] - starts[index];
  return counts;
}

function mostRated(counts: Int32Array, top: number | undefined): Uint8Array {
  if (top === undefined || top >= counts.length) return new Uint8Array(counts.length).fill(1);
  const order = Int32Array.from(counts, (_, index) => index).sort((a, b) => counts[b] - counts[a] || a - b);
  const chosen = new Uint8Array(counts.length);
  for (const index of order.subarray(0, top)) chosen[index] = 1;
  return chosen;
}

function indicesOf(mask: Uint8Array): Int32Array {
  const indices = new Int32Array(mask.reduce((sum, bit) => sum + bit, 0));
  let to = 0;
  for (let index = 0; index < mask.length; index++) if (mask[index]) indices[to++] = index;
  return indices;
}
