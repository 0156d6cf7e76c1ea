import { readDatasetHeader } from '../ratings/cache.ts';
import type { Store } from '../store/store.ts';

/**
 * Gives the title of an item by the data set's fingerprint and the item's id; null without one, and where the data set
 * is not in the library any more. Each data set is read once, and only when it is asked for.
 */
export function itemTitlesOf({ datasets }: Pick<Store, 'datasets'>): (dataset: string, item: string) => string | null {
  const known = new Map<string, ReadonlyMap<string, string | null>>();
  return (dataset, item) => {
    const titles = known.get(dataset) ?? read(datasets.cachePath(dataset));
    known.set(dataset, titles);
    return titles.get(item) ?? null;
  };
}

function read(path: string): ReadonlyMap<string, string | null> {
  try {
    const { itemIds, titles } = readDatasetHeader(path);
    return new Map(itemIds.map((id, column) => [id, titles[column]]));
  } catch {
    // A figure is drawn without the words of a data set that is gone or damaged: who needs its ratings says why they cannot be read.
    return new Map();
  }
}
