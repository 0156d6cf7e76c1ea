import type { ImportReport, RatingScale, RatingShift } from '../../shared/domain/dataset.ts';
import type { SparseRatings } from '../numeric/sparse-ratings.ts';
import type { NumberList } from './distinct-values.ts';

/** Ratings without their column form. */
export type RatingsByRow = Pick<SparseRatings, 'users' | 'items' | 'rowStart' | 'rowItem' | 'rowValue'>;

/** The same, with a value for every item in `rowItem` that may be coded still. */
export type CodedByRow = Omit<RatingsByRow, 'rowValue'> & { values: NumberList };

/** A data set in memory: ratings in shifted units, and what is needed to speak of users and items. */
export interface RatingsDataset {
  name: string;
  fingerprint: string;
  layout: string;
  ratings: SparseRatings;
  /** The data file's own ids, in row and column order: ascending (numeric when all are integers). */
  userIds: string[];
  itemIds: string[];
  /** Title per item, null where the set has none. */
  titles: (string | null)[];
  /** Genres per item, empty where the set has none. */
  genres: string[][];
  scale: RatingScale;
  shift: RatingShift;
  report: ImportReport;
  /** Ratings per user and per item in the file, before any filter; subsets rank by them. */
  fileCounts?: FileCounts;
  /** The published u1 split of ml-100k, where the imported file held it whole; serves calibration only. */
  u1?: PublishedSplit;
}

/** Counts over the imported file as it is, in row and column order of the data set. */
export interface FileCounts {
  users: Int32Array;
  items: Int32Array;
}

/** Which entries (row form order) a published split puts in its test part: 1 = test, 0 = training. */
export interface PublishedSplit {
  test: Uint8Array;
}
