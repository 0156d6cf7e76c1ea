import { countRatings } from '../ratings/rating-counts.ts';
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

/** Gives the facts of a data set by its fingerprint. */
export type DatasetFactsOf = (fingerprint: string) => Promise<DatasetFacts>;

/** Reads data sets without holding up the thread, and keeps what was read of the last one: pages of runs ask for the same one again and again. */
export function datasetFactsOf({ datasets }: Pick<Store, 'datasets'>): DatasetFactsOf {
  let last: { fingerprint: string; facts: Promise<DatasetFacts> } | null = null;
  return (fingerprint) => {
    if (last?.fingerprint === fingerprint) return last.facts;
    const kept = { fingerprint, facts: read(datasets.cachePath(fingerprint)) };
    last = kept;
    // What could not be read is read anew the next time.
    kept.facts.catch(() => {
      if (last === kept) last = null;
    });
    return kept.facts;
  };
}

async function read(path: string): Promise<DatasetFacts> {
  const { header, perItem, values } = await countRatings(path);
  const { users, itemIds, titles } = header;
  return { users, itemIds, titles, counts: perItem, normal: values };
}
