import type { ImportReport, RatingScale, RatingShift } from '../../shared/domain/dataset.ts';
import type { SparseRatings } from '../numeric/sparse-ratings.ts';

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
}
