import type { Dataset } from '../../shared/domain/dataset.ts';

/** What makes a subset out of another data set; absent fields do not filter. */
export interface SubsetSelection {
  topUsers?: number;
  topItems?: number;
  minRatings?: number;
}

/** Records of data sets. The ratings lie in `cachePath(fingerprint)`, written by whoever imports. */
export interface DatasetStore {
  /** By name. `deleted` lists the bin instead. */
  list(options?: { deleted?: boolean }): Dataset[];
  /** A live data set by name or fingerprint; null when there is none. */
  find(reference: string): Dataset | null;
  /** By fingerprint, in the bin or not. */
  get(fingerprint: string): Dataset | null;
  /**
   * Records a data set. Content that is known already keeps its record and name (and leaves the bin):
   * the answer is what the library holds now.
   * @throws LabError 'conflict' when another data set has the name.
   */
  add(dataset: Dataset): Dataset;
  /** @throws LabError 'conflict' when another data set has the name, 'not-found'. */
  rename(fingerprint: string, name: string): Dataset;
  /** Into the bin, by name or fingerprint; gone for good after 30 days. @throws LabError 'not-found'. */
  delete(reference: string): Dataset;
  /** Out of the bin, by name or fingerprint. @throws LabError 'not-found', 'conflict' when the name is taken. */
  restore(reference: string): Dataset;
  /** Where the binary cache of a data set lies: `<home>/datasets/<fingerprint>.ratings`. */
  cachePath(fingerprint: string): string;
  /** The fingerprint that a selection of `parent` gave before; null when it was never made. */
  subset(parent: string, selection: SubsetSelection): string | null;
  recordSubset(parent: string, selection: SubsetSelection, fingerprint: string): void;
}
