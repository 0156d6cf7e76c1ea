import type { DatasetReference } from '../../shared/domain/campaign.ts';
import { LabError } from '../../shared/domain/errors.ts';
import type { ColumnMemory } from '../numeric/column-kernel/column-memory.ts';
import { withColumns, type SparseRatings } from '../numeric/sparse-ratings.ts';
import { countsForFilters, filterRatings, type RatingFilters } from './filters.ts';
import { decodeOnce } from './distinct-values.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { CodedByRow, RatingsByRow, RatingsDataset } from './ratings-dataset.ts';

/** A data set before its ratings are decoded and sorted by column and its content is hashed. */
export type UnfinishedDataset = Omit<RatingsDataset, 'ratings' | 'fingerprint'> & { ratings: CodedByRow };

/** The object form of a campaign's `dataset`: part of a stored data set. */
export type SubsetReference = Exclude<DatasetReference, string>;

/** How a subset is called: `ml-100k (1000 users x 1700 items, at least 20)`. */
export function subsetName(reference: SubsetReference): string {
  const parts: string[] = [];
  if (reference.topUsers !== undefined) parts.push(`top ${reference.topUsers} users`);
  if (reference.topItems !== undefined) parts.push(`top ${reference.topItems} items`);
  if (reference.minRatings !== undefined) parts.push(`at least ${reference.minRatings} ratings`);
  return parts.length ? `${reference.of} (${parts.join(', ')})` : reference.of;
}

/**
 * The data set that a reference `{ of, topUsers, topItems, minRatings }` describes, with a fingerprint of its
 * own; `source` is the one that `reference.of` names. Top users and items are ranked by the file's counts
 * where the import kept them. Scale and shift stay those of the source.
 * @throws LabError bad-input when nothing is left.
 */
export function subsetDataset(source: RatingsDataset, reference: SubsetReference): RatingsDataset {
  const { topUsers, topItems, minRatings } = reference;
  const subset = filterDataset(source, { topUsers, topItems, minRatings });
  if (subset.ratings.rowItem.length === 0) {
    throw new LabError(
      'bad-input',
      `${subsetName(reference)} holds no rating; lower minRatings or raise the tops`,
      [{ path: 'dataset', message: 'no rating is left in this subset' }],
    );
  }
  return { ...subset, name: subsetName(reference), layout: 'subset' };
}

/**
 * A data set without what the filters leave out; its report goes on counting from the source's. The name and
 * layout stay. Filters that leave out nothing give the source itself.
 */
export function filterDataset(source: RatingsDataset, filters: RatingFilters): RatingsDataset {
  const whole = { ...source, ratings: { ...source.ratings, values: source.ratings.rowValue } };
  const kept = filterUnfinished(whole, filters);
  return kept === whole ? source : finishDataset(kept);
}

/** As {@link filterDataset}, before the work that only the ratings that stay are worth. */
export function filterUnfinished(source: UnfinishedDataset, filters: RatingFilters): UnfinishedDataset {
  const counts = countsForFilters(source);
  const filtered = filterRatings(source.ratings, counts, filters);
  if (!filtered) return source;
  const { ratings, users, items, entries, droppedByReason } = filtered;
  const { report, u1 } = source;
  return {
    ratings,
    userIds: Array.from(users, (i) => source.userIds[i]),
    itemIds: Array.from(items, (j) => source.itemIds[j]),
    scale: source.scale,
    shift: source.shift,
    name: source.name,
    layout: source.layout,
    titles: Array.from(items, (j) => source.titles[j]),
    genres: Array.from(items, (j) => source.genres[j]),
    report: {
      rows: report.rows,
      kept: ratings.rowItem.length,
      droppedByReason: addCounts(report.droppedByReason, droppedByReason),
      usersLeftOut: (report.usersLeftOut ?? 0) + source.ratings.users - ratings.users,
      itemsLeftOut: (report.itemsLeftOut ?? 0) + source.ratings.items - ratings.items,
    },
    fileCounts: { users: users.map((i) => counts.users[i]), items: items.map((j) => counts.items[j]) },
    ...(u1 ? { u1: { test: Uint8Array.from(entries, (at) => u1.test[at]) } } : {}),
  };
}

/**
 * Decodes the ratings, sorts them by column too, and hashes the content.
 * @param room memory that nobody else needs any more, to be used where its size suits
 */
export function finishDataset(dataset: UnfinishedDataset, room?: ColumnMemory): RatingsDataset {
  const { values, ...pattern } = dataset.ratings;
  const ratings = sortedByColumn({ ...pattern, rowValue: decodeOnce(values) }, room);
  return { ...dataset, ratings, fingerprint: fingerprintOf({ ...dataset, ratings }) };
}

/**
 * Ratings with their column form.
 * @param room as for {@link finishDataset}
 * @param itemCounts number of ratings of every item, where it is known
 */
export function sortedByColumn(
  { users, items, rowStart, rowItem, rowValue }: RatingsByRow,
  room?: ColumnMemory,
  itemCounts?: Int32Array,
): SparseRatings {
  const count = rowItem.length;
  const capacity = room?.colEntry.length ?? 0;
  const suits = capacity >= count && capacity <= mostSpare * count;
  return withColumns(users, items, rowStart, rowItem, rowValue, suits ? room : undefined, itemCounts);
}

/** Memory that stays with a data set without being needed is no more than half of what is. */
const mostSpare = 1.5;

function addCounts(a: Record<string, number>, b: Record<string, number>): Record<string, number> {
  const sum = { ...a };
  for (const [reason, count] of Object.entries(b)) sum[reason] = (sum[reason] ?? 0) + count;
  return sum;
}
