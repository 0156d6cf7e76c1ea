import type { SparseRatings } from '../../src-main/numeric/sparse-ratings.ts';
import type { RatingsDataset } from '../../src-main/ratings/ratings-dataset.ts';
import { ordinaryMemory } from '../numeric/kernels/case-ratings.ts';
import { generatedRatings, movieLensShapes, type ShapeName } from './kernels/generated-ratings.ts';

/** Ratings of a MovieLens shape as a data set holds them, outside kernel memory; the same on every call. */
export function generatedSparseRatings(name: ShapeName): SparseRatings {
  const { byUser, byItem } = generatedRatings(ordinaryMemory, movieLensShapes[name]);
  const colEntry = new Int32Array(byUser.index.length);
  const cursor = byItem.rowStart.slice(0, byItem.rows);
  for (let at = 0; at < byUser.index.length; at++) colEntry[cursor[byUser.index[at]]++] = at;
  return {
    users: byUser.rows,
    items: byItem.rows,
    rowStart: byUser.rowStart,
    rowItem: byUser.index,
    rowValue: Float64Array.from(byUser.values),
    colStart: byItem.rowStart,
    colUser: byItem.index,
    colEntry,
  };
}

/** The same as a data set with ids, as an import would have made it. */
export function generatedDataset(name: ShapeName): RatingsDataset {
  const ratings = generatedSparseRatings(name);
  const ids = (count: number) => Array.from({ length: count }, (_, at) => String(at + 1));
  const rows = ratings.rowItem.length;
  return {
    name: `generated ${name}`,
    fingerprint: rows.toString(16).padStart(64, '0'),
    layout: 'synthetic',
    ratings,
    userIds: ids(ratings.users),
    itemIds: ids(ratings.items),
    titles: Array.from({ length: ratings.items }, () => null),
    genres: Array.from({ length: ratings.items }, () => []),
    scale: { min: 1, max: 5, step: 1, observed: false },
    shift: { multiply: 1, add: -3 },
    report: { rows, kept: rows, droppedByReason: {} },
  };
}
