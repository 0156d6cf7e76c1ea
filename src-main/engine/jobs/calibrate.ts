import type { CalibrationRow } from '../../../shared/domain/audit.ts';
import { LabError } from '../../../shared/domain/errors.ts';
import type { SparseRatings } from '../../numeric/sparse-ratings.ts';
import type { RatingsDataset } from '../../ratings/ratings-dataset.ts';
import { biasedAlsCheck, countedCheck10m, paperAlsCheck, sparkCheck100k, sparkCheck1m } from './calibration/als-checks.ts';
import { around, judge, type Check } from './calibration/check.ts';
import { errorsOf } from './calibration/errors.ts';
import { predictFromMeans } from './calibration/predictors.ts';
import { orientationRows } from './calibration/published-values.ts';
import { splitAt, type Split } from './calibration/splits.ts';
import type { JobHooks } from './job.ts';

/** What calibration measures on; what is null leaves its rows without a measurement. */
export interface CalibrateInput {
  /** MovieLens 100K, imported whole; any other data count as none. */
  ml100k: RatingsDataset | null;
  /** Whole, opened when their turn comes. */
  ml1m?: (() => RatingsDataset) | null;
  ml10m?: (() => RatingsDataset) | null;
}

/** Raised whenever a check may give another number for the same data and learners. */
export const calibrationRevision = 1;

const wholeCount = 100_000;

/**
 * Measures what others have published of means and of ALS on MovieLens, so that the learner is believed before any
 * attack is. Errors are in stars, which for whole stars are shifted units. Values that this lab cannot measure are
 * listed for orientation.
 * @throws LabError 'cancelled' within one sweep
 */
export function calibrate(input: CalibrateInput, hooks: JobHooks): CalibrationRow[] {
  const checks = calibrationChecks(input, hooks.cancelled);
  const rows = checks.map((check, done): CalibrationRow => {
    if (hooks.cancelled()) throw new LabError('cancelled', 'Calibration was cancelled.');
    hooks.progress({ phase: check.check, iteration: done, iterations: checks.length });
    return judge(check);
  });
  return [...rows, ...orientationRows];
}

/** What is measured on these data, and what would be on others. */
export function calibrationChecks(
  { ml100k, ml1m = null, ml10m = null }: CalibrateInput,
  cancelled: () => boolean,
): Check[] {
  const whole = ml100k && isWhole(ml100k) ? ml100k : null;
  const split = whole?.u1 ? splitAt(whole.ratings, whole.u1.test) : null;
  return [
    ...meanChecks(whole?.ratings ?? null, split),
    sparkCheck100k(whole, cancelled),
    paperAlsCheck(8, 5, 0.9586, split, cancelled),
    paperAlsCheck(10, 10, 0.9531, split, cancelled),
    biasedAlsCheck(whole, cancelled),
    sparkCheck1m(ml1m, cancelled),
    countedCheck10m(ml10m, cancelled),
  ];
}

/** Whole-star MovieLens 100K with nothing filtered away. */
function isWhole({ layout, ratings, scale }: RatingsDataset): boolean {
  return layout === 'ml-100k' && ratings.rowItem.length === wholeCount && scale.min === 1 && scale.max === 5;
}

function meanChecks(all: SparseRatings | null, split: Split | null): Check[] {
  const userError = ({ base, test }: Split) => errorsOf(test, predictFromMeans(base, 'user'));
  const release = 'ml-100k';
  const onSplit = { release, protocol: 'ml-100k u1.base / u1.test', source: 'MyMediaLite, UserAverage in the documentation of its command line' };
  const resubstitution = (by: 'global' | 'item' | 'user') => ({
    release,
    protocol: 'all of ml-100k, resubstitution, RMSE',
    source: 'plain arithmetic on the ratings, which anyone can repeat',
    measure: all && (() => [errorsOf(all, predictFromMeans(all, by)).rmse]),
  });
  return [
    {
      check: 'user average, RMSE',
      ...onSplit,
      ...exactly(1.063),
      measure: split && (() => [userError(split).rmse]),
    },
    {
      check: 'user average, MAE',
      ...onSplit,
      ...exactly(0.85),
      measure: split && (() => [userError(split).mae]),
    },
    { check: 'global mean', ...exactly(1.126), ...resubstitution('global') },
    { check: 'item mean', ...exactly(1), ...resubstitution('item') },
    { check: 'user mean', ...exactly(1.031), ...resubstitution('user') },
  ];
}

/** To the three decimals that were published. */
function exactly(value: number): Pick<Check, 'published' | 'band'> {
  return around(value, 0.0005, 3);
}
