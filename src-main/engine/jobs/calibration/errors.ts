import type { SparseRatings } from '../../../numeric/sparse-ratings.ts';
import type { Predictor } from './predictors.ts';

/** Root mean square and mean absolute error over the ratings of a test part that have a prediction, in their unit. */
export function errorsOf(ratings: SparseRatings, predict: Predictor): { rmse: number; mae: number } {
  let squares = 0;
  let absolute = 0;
  let count = 0;
  for (let i = 0; i < ratings.users; i++) {
    for (let at = ratings.rowStart[i]; at < ratings.rowStart[i + 1]; at++) {
      const predicted = predict(i, ratings.rowItem[at]);
      if (predicted === null) continue;
      const error = predicted - ratings.rowValue[at];
      squares += error * error;
      absolute += Math.abs(error);
      count++;
    }
  }
  return { rmse: Math.sqrt(squares / count), mae: absolute / count };
}

/** Root mean square error of each user with a tested rating that has a prediction, in row order. */
export function userRmses(ratings: SparseRatings, predict: Predictor): number[] {
  const rmses: number[] = [];
  for (let i = 0; i < ratings.users; i++) {
    let squares = 0;
    let count = 0;
    for (let at = ratings.rowStart[i]; at < ratings.rowStart[i + 1]; at++) {
      const predicted = predict(i, ratings.rowItem[at]);
      if (predicted === null) continue;
      const error = predicted - ratings.rowValue[at];
      squares += error * error;
      count++;
    }
    if (count > 0) rmses.push(Math.sqrt(squares / count));
  }
  return rmses;
}
