import { existsSync } from 'node:fs';
import type { DatasetReference } from '../../../shared/domain/campaign.ts';
import type { Dataset } from '../../../shared/domain/dataset.ts';
import { LabError } from '../../../shared/domain/errors.ts';
import { didYouMean } from '../../../shared/domain/nearest-name.ts';
import { readDatasetHeader, readRatingsCache, writeRatingsCache } from '../../ratings/cache.ts';
import type { RatingsDataset } from '../../ratings/ratings-dataset.ts';
import { subsetDataset, type SubsetReference } from '../../ratings/subset.ts';
import { syntheticDataset } from '../../ratings/synthetic.ts';
import type { Store } from '../../store/store.ts';

/** What a campaign's `dataset` turned out to be. */
export interface KnownDataset {
  record: Dataset;
  /** False for the built-in set or a subset that was only looked at: it lies in no library yet. */
  stored: boolean;
  /** The data set; its `ratings` are read from the disk when they are first asked for. */
  dataset: RatingsDataset;
}

/** Turns names, fingerprints and subsets into data sets; keeps the last few in memory. */
export interface DatasetResolver {
  /**
   * @param make whether a subset, or the built-in set, that the library lacks is put into it; looking
   *   computes it in memory instead and changes nothing
   * @throws LabError with paths from `dataset` on: 'bad-input' when there is no such data set, 'not-found' or
   *   'failed' when its cache is gone or damaged.
   */
  resolve(reference: DatasetReference, options: { make: boolean }): KnownDataset;
}

/** Name of the synthetic data set that every library can make. */
export const builtInName = 'built-in';

/** About 400 MB; one data set is kept however large it is. */
const keptRatings = 16_000_000;

/** A resolver for one library; it may live as long as the store does. */
export function createDatasetResolver(store: Store): DatasetResolver {
  const memory = new Map<string, RatingsDataset>();

  function remembered(key: string, read: () => RatingsDataset): RatingsDataset {
    const dataset = memory.get(key) ?? read();
    memory.delete(key);
    memory.set(key, dataset);
    let total = 0;
    for (const [name, { ratings }] of [...memory].reverse()) {
      total += ratings.rowItem.length;
      if (name !== key && total > keptRatings) memory.delete(name);
    }
    return dataset;
  }
  function fromLibrary(record: Dataset): KnownDataset {
    const path = store.datasets.cachePath(record.fingerprint);
    const { fingerprint, layout, userIds, itemIds, titles, genres, scale, shift, report } =
      readDatasetHeader(path);
    const whole = () => remembered(record.fingerprint, () => readRatingsCache(path));
    const dataset: RatingsDataset = {
      name: record.name,
      ...{ fingerprint, layout, userIds, itemIds, titles, genres, scale, shift, report },
      get ratings() {
        return whole().ratings;
      },
      get fileCounts() {
        return whole().fileCounts;
      },
      get u1() {
        return whole().u1;
      },
    };
    return { record, stored: true, dataset };
  }
  /** False when its cache was deleted behind the library's back; what can be made is then made again. */
  function isThere({ fingerprint }: Dataset): boolean {
    return existsSync(store.datasets.cachePath(fingerprint));
  }
  function keep(dataset: RatingsDataset): KnownDataset {
    writeRatingsCache(store.datasets.cachePath(dataset.fingerprint), dataset);
    const record = recordOf(dataset);
    const taken = store.datasets.find(record.name);
    // A subset of a data set that has since been replaced under the same name keeps the plain name.
    const free =
      taken && taken.fingerprint !== record.fingerprint
        ? `${record.name} ${record.fingerprint.slice(0, 8)}`
        : record.name;
    return fromLibrary(store.datasets.add({ ...record, name: free }));
  }
  function made(key: string, make: boolean, compute: () => RatingsDataset): KnownDataset {
    const dataset = remembered(key, compute);
    const known = store.datasets.find(dataset.fingerprint);
    if (known && isThere(known)) return fromLibrary(known);
    return make ? keep(dataset) : { record: recordOf(dataset), stored: false, dataset };
  }
  function named(reference: string, path: string, make: boolean): KnownDataset {
    const known = store.datasets.find(reference);
    if (known && (known.layout !== builtInName || isThere(known))) return fromLibrary(known);
    if (reference === builtInName || known) return made(builtInName, make, syntheticDataset);
    const names = [...new Set([...store.datasets.list().map(({ name }) => name), builtInName])];
    const binned = store.datasets
      .list({ deleted: true })
      .some(({ name, fingerprint }) => name === reference || fingerprint === reference);
    const advice = binned
      ? ' It is in the bin; restore it.'
      : didYouMean(reference, names) || ` Known: ${names.join(', ')}.`;
    const message = `There is no data set "${reference}".${advice}`;
    throw new LabError('bad-input', message, [{ path, message }]);
  }
  function subset(reference: SubsetReference, make: boolean): KnownDataset {
    const { of, ...selection } = reference;
    const parent = named(of, 'dataset.of', make);
    const before = store.datasets.subset(parent.record.fingerprint, selection);
    const known = before === null ? null : store.datasets.find(before);
    if (known && isThere(known)) return fromLibrary(known);
    const key = JSON.stringify([parent.record.fingerprint, selection]);
    const result = made(key, make, () => subsetDataset(parent.dataset, reference));
    if (make) store.datasets.recordSubset(parent.record.fingerprint, selection, result.record.fingerprint);
    return result;
  }

  return {
    resolve(reference, { make }) {
      try {
        return typeof reference === 'string' ? named(reference, 'dataset', make) : subset(reference, make);
      } catch (error) {
        if (!(error instanceof LabError) || error.complaints.length > 0) throw error;
        throw new LabError(error.code, error.message, [{ path: 'dataset', message: error.message }]);
      }
    },
  };
}

function recordOf(dataset: RatingsDataset): Dataset {
  const { name, fingerprint, ratings, scale, shift, report, layout, titles } = dataset;
  return {
    name,
    fingerprint,
    users: ratings.users,
    items: ratings.items,
    ratings: ratings.rowItem.length,
    scale,
    shift,
    report,
    layout,
    importedAt: new Date().toISOString(),
    hasTitles: titles.some((title) => title !== null),
    deletedAt: null,
  };
}
