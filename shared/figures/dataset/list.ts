import type { DatasetFigure } from './dataset-figure.ts';
import { itemPopularity, userActivity } from './ratings-by-rank.ts';
import { ratingsHistogram } from './ratings-histogram.ts';

/** Every figure of a data set, in the order in which its page shows them. */
export const datasetFigures: readonly DatasetFigure[] = [ratingsHistogram, itemPopularity, userActivity];
