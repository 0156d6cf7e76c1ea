import { statSync } from 'node:fs';
import { readDatasetHeader } from '../ratings/cache.ts';
import type { Store } from '../store/store.ts';

type Titles = ReadonlyMap<string, string | null>;

interface KeptTitles {
  /** When their file was written, in ms. */
  fileWritten: number;
  titles: Titles;
}

/** Data sets whose titles are kept between figures, the last ones that were asked for. */
const mostKept = 8;
const kept = new WeakMap<Store['datasets'], Map<string, KeptTitles>>();

/**
 * Gives the title of an item by the data set's fingerprint and the item's id; null without one, and where the data set
 * is not in the library any more. Each data set is read once, and only when it is asked for.
 */
export function itemTitlesOf({ datasets }: Pick<Store, 'datasets'>): (dataset: string, item: string) => string | null {
  const known = new Map<string, Titles>();
  return (dataset, item) => {
    const titles = known.get(dataset) ?? titlesIn(datasets, dataset);
    known.set(dataset, titles);
    return titles.get(item) ?? null;
  };
}

/** An item by the name of its data set. */
interface NamedItem {
  dataset: string;
  item: string;
  title: string | null;
}

/**
 * Items of every data set whose title holds a text, in any case, or whose id it is; none for an empty one.
 * @param most of each data set: an id first, then titles that begin with the text, shorter ones before longer ones
 */
export function itemsNamed({ datasets }: Pick<Store, 'datasets'>, text: string, most: number): NamedItem[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return [];
  const place = (item: string, title: string) => (item.toLowerCase() === wanted ? -2 : title.startsWith(wanted) ? -1 : title.includes(wanted) ? title.length : Infinity);
  return datasets.list().flatMap(({ name, fingerprint }) =>
    [...titlesIn(datasets, fingerprint)]
      .map(([item, title]) => ({ dataset: name, item, title, place: place(item, title?.toLowerCase() ?? '') }))
      .filter((found) => found.place < Infinity)
      .sort((a, b) => a.place - b.place || (a.title?.length ?? 0) - (b.title?.length ?? 0))
      .slice(0, most)
      .map(({ dataset, item, title }) => ({ dataset, item, title })),
  );
}

/** Kept as long as the same file lies there, so that a figure is the same in a host that has just started. */
function titlesIn(datasets: Store['datasets'], dataset: string): Titles {
  const own = kept.get(datasets) ?? new Map<string, KeptTitles>();
  kept.set(datasets, own);
  try {
    const path = datasets.cachePath(dataset);
    const fileWritten = statSync(path).mtimeMs;
    const before = own.get(dataset);
    const titles = before?.fileWritten === fileWritten ? before.titles : read(path);
    own.delete(dataset);
    own.set(dataset, { fileWritten, titles });
    if (own.size > mostKept) own.delete([...own.keys()][0]);
    return titles;
  } catch {
    // A figure is drawn without the words of a data set that is gone or damaged: who needs its ratings says why they cannot be read.
    own.delete(dataset);
    return new Map();
  }
}

function read(path: string): Titles {
  const { itemIds, titles } = readDatasetHeader(path);
  return new Map(itemIds.map((id, column) => [id, titles[column]]));
}
