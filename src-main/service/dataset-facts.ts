import { readRatingsCache } from '../ratings/cache.ts';
import { differences } from '../ratings/filters.ts';
import type { Store } from '../store/store.ts';

/** What pages of runs need of a data set. */
export interface DatasetFacts {
  users: number;
  itemIds: readonly string[];
  titles: readonly (string | null)[];
  /** Ratings of each item, by column. */
  counts: Int32Array;
  /** How often each rating occurs, shifted units, ascending. */
  normal: { shifted: number; count: number }[];
}

/** Reads data sets, and keeps what was read of the last one: pages of runs ask for the same one again and again. */
export function datasetFactsOf({ datasets }: Pick<Store, 'datasets'>): (fingerprint: string) => DatasetFacts {
  let last: { fingerprint: string; facts: DatasetFacts } | null = null;
  return (fingerprint) => {
    if (last?.fingerprint !== fingerprint) last = { fingerprint, facts: read(datasets.cachePath(fingerprint)) };
    return last.facts;
  };
}

function read(path: string): DatasetFacts {
  const { ratings, itemIds, titles } = readRatingsCache(path);
  const counts = new Map<number, number>();
  for (const value of ratings.rowValue) counts.set(value, (counts.get(value) ?? 0) + 1);
  const normal = [...counts].sort(([a], [b]) => a - b).map(([shifted, count]) => ({ shifted, count }));
  return { users: ratings.users, itemIds, titles, counts: differences(ratings.colStart), normal };
}
