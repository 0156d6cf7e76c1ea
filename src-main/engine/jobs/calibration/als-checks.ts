import { als } from '../../learners/als/als.ts';
import type { SparseRatings } from '../../../numeric/sparse-ratings.ts';
import type { RatingsDataset } from '../../../ratings/ratings-dataset.ts';
import { dampedBiases, withoutBiases } from './biases.ts';
import { around, type Check } from './check.ts';
import { trainCountedAls, type CountedAlsSetting } from './counted-als.ts';
import { errorsOf, userRmses } from './errors.ts';
import { predictFromFactors, predictSeen } from './predictors.ts';
import { randomSplit, userFolds, type Split } from './splits.ts';

type Cancelled = CountedAlsSetting['cancelled'];

const paperSweeps = 20;
const splitSeeds = [1, 2, 3];
/** Of checks that draw once. */
const oneSeed = 1;

/** The paper's learner on the published split, after 20 plain sweeps from its fixed start. */
export function paperAlsCheck(rank: number, lambda: number, published: number, split: Split | null, cancelled: Cancelled): Check {
  return {
    check: `ALS as in the paper, k=${rank} λ=${lambda}`,
    protocol: `ml-100k u1, plain λ, shift 3, unclipped, ${paperSweeps} iterations, RMSE`,
    ...around(published, 0.004, 4),
    source: 'one independent implementation; the paper gives no such value',
    release: 'ml-100k',
    measure: split && (() => [paperAlsError(split, rank, lambda, cancelled)]),
  };
}

/** ALS with λ scaled by count on raw stars, as Spark's, on ml-100k: three splits. */
export function sparkCheck100k(dataset: RatingsDataset | null, cancelled: Cancelled): Check {
  return {
    check: 'ALS, λ 0.05 x count, rank 10 (Spark)',
    protocol: 'ml-100k, random 75/25, 20 iterations, mean RMSE of three splits',
    published: '0.965-0.967',
    source: 'Spark MLlib; an independent run on three seeds gave 0.966 to 0.972',
    band: [0.955, 0.975],
    release: 'ml-100k',
    seeds: splitSeeds,
    measure: dataset && (() => splitSeeds.map((seed) => sparkError(inStars(dataset), { seed, sweeps: 20, cancelled }))),
  };
}

/** The same on ml-1m with Spark's usual benchmark setting. */
export function sparkCheck1m(open: (() => RatingsDataset) | null, cancelled: Cancelled): Check {
  return {
    check: 'ALS, λ 0.05 x count, rank 10 (Spark), ml-1m',
    protocol: 'ml-1m, random 75/25, 15 iterations, RMSE',
    ...around(0.862, 0.01, 3),
    source: 'Spark MLlib',
    release: 'ml-1m',
    seeds: [oneSeed],
    measure: open && (() => [sparkError(inStars(open()), { seed: oneSeed, sweeps: 15, cancelled })]),
  };
}

/** ALS with λ scaled by count on centred stars; a random part stands in for the split that was published with the data. */
export function countedCheck10m(open: (() => RatingsDataset) | null, cancelled: Cancelled): Check {
  const setting = { rank: 50, lambda: 0.05, sweeps: 15, seed: oneSeed, cancelled };
  return {
    check: 'ALS, λ 0.05 x count, rank 50 (cmfrec, Spark), ml-10m',
    protocol: 'ml-10m, random 80/20, centred, 15 iterations, RMSE',
    published: '0.7913-0.7915',
    source: 'Spark MLlib 0.7913, cmfrec 0.7915',
    band: [0.7863, 0.7965],
    release: 'ml-10m',
    seeds: [oneSeed],
    measure: open && (() => {
      const { base, test } = randomSplit(inStars(open()), 0.2, setting.seed);
      const mean = base.rowValue.reduce((sum, value) => sum + value, 0) / base.rowValue.length;
      const centred = { ...base, rowValue: base.rowValue.map((value) => value - mean) };
      const predict = predictFromFactors(trainCountedAls(centred, setting));
      return [errorsOf(test, predictSeen(base, (user, item) => mean + predict(user, item))).rmse];
    }),
  };
}

/** LensKit's own accuracy test of its biased ALS. */
export function biasedAlsCheck(dataset: RatingsDataset | null, cancelled: Cancelled): Check {
  return {
    check: 'biased ALS (LensKit)',
    protocol: 'ml-100k, k=25, λ 0.1 x count, damping 5, 20 iterations, five folds of users with a fifth held out, mean RMSE of users',
    published: '0.89-0.99',
    source: 'LensKit’s own test of its biased ALS',
    band: [0.89, 0.99],
    release: 'ml-100k',
    seeds: [oneSeed],
    measure: dataset && (() => [biasedAlsError(inStars(dataset), cancelled)]),
  };
}

function paperAlsError({ base, test }: Split, rank: number, lambda: number, cancelled: Cancelled): number {
  const config = als.config.parse({ rank, lambdaUsers: lambda, lambdaItems: lambda });
  // One more than the sweeps: users are solved once more at the last item factors.
  const limits = { tolerance: 0, maxSweeps: paperSweeps + 1, accelerate: false, cancelled };
  const { model } = als.train({ normal: base, malicious: null }, config, null, limits);
  return errorsOf(test, predictFromFactors(model)).rmse;
}

function sparkError(ratings: SparseRatings, { seed, sweeps, cancelled }: Pick<CountedAlsSetting, 'seed' | 'sweeps' | 'cancelled'>): number {
  const { base, test } = randomSplit(ratings, 0.25, seed);
  const model = trainCountedAls(base, { rank: 10, lambda: 0.05, sweeps, seed, cancelled });
  return errorsOf(test, predictSeen(base, predictFromFactors(model))).rmse;
}

function biasedAlsError(ratings: SparseRatings, cancelled: Cancelled): number {
  const rmses = userFolds(ratings, 5, 0.2, oneSeed).flatMap(({ base, test }) => {
    const biases = dampedBiases(base, 5);
    const setting = { rank: 25, lambda: 0.1, sweeps: 20, seed: oneSeed, cancelled };
    const deviation = predictFromFactors(trainCountedAls(withoutBiases(base, biases), setting));
    const { global, items, users } = biases;
    return userRmses(test, (user, item) => global + items[item] + users[user] + deviation(user, item));
  });
  return rmses.reduce((sum, rmse) => sum + rmse, 0) / rmses.length;
}

/** Ratings as people gave them. */
function inStars({ ratings, shift }: RatingsDataset): SparseRatings {
  return { ...ratings, rowValue: ratings.rowValue.map((value) => (value - shift.add) / shift.multiply) };
}
