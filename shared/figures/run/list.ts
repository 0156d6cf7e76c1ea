import type { RunFigure } from './run-figure.ts';
import { ratedItems } from './rated-items.ts';
import { ratingShares } from './rating-shares.ts';
import { ratingsByPopularity } from './ratings-by-popularity.ts';
import { runConvergence } from './run-convergence.ts';
import { targetPredictions } from './target-predictions.ts';

/** Every figure of one run, in the order in which its page shows them. */
export const runFigures: readonly RunFigure[] = [runConvergence, targetPredictions, ratingsByPopularity, ratedItems, ratingShares];
