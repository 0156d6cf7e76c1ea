import type { CalibrationRow } from '../../../shared/domain/audit.ts';
import { LabError } from '../../../shared/domain/errors.ts';
import { sparseRatings, type SparseRatings } from '../../numeric/sparse-ratings.ts';
import type { PublishedSplit, RatingsDataset } from '../../ratings/ratings-dataset.ts';
import { predictFromFactors, predictFromMeans, type Predictor } from './calibration/predictors.ts';
import { als } from '../learners/als/als.ts';
import { orientationRows } from './calibration/published-values.ts';
import type { JobHooks } from './job.ts';

/** What calibration measures on. */
export interface CalibrateInput {
  /** MovieLens 100K, imported whole; null (or any other data) leaves its rows without a measurement. */
  ml100k: RatingsDataset | null;
}

const wholeCount = 100_000;
const alsSweeps = 20;

/**
 * Measures what others have published of means and of ALS on MovieLens 100K, so that the learner is believed
 * before any attack is. Errors are in stars, which for whole stars are shifted units. Rows that this lab cannot
 * measure keep their published values, for orientation.
 * @throws LabError 'cancelled' within one sweep
 */
export function calibrate({ ml100k }: CalibrateInput, hooks: JobHooks): CalibrationRow[] {
  const whole = ml100k && isWhole(ml100k) ? ml100k : null;
  const split = whole?.u1 ? splitRatings(whole.ratings, whole.u1) : null;
  const checks = [...meanChecks(whole?.ratings ?? null, split), ...alsChecks(split, hooks)];
  const rows = checks.map((check, done): CalibrationRow => {
    if (hooks.cancelled()) throw new LabError('cancelled', 'Calibration was cancelled.');
    hooks.progress({ phase: check.check, iteration: done, iterations: checks.length });
    return judge(check);
  });
  return [...rows, ...orientationRows];
}

interface Check {
  check: string;
  protocol: string;
  published: number;
  digits: number;
  /** Largest distance from the published value that passes. */
  tolerance: number;
  /** Null without the data. */
  measure: (() => number) | null;
}

interface Split {
  base: SparseRatings;
  test: SparseRatings;
}

/** Whole-star MovieLens 100K with nothing filtered away. */
function isWhole({ layout, ratings, scale }: RatingsDataset): boolean {
  return layout === 'ml-100k' && ratings.rowItem.length === wholeCount && scale.min === 1 && scale.max === 5;
}

function meanChecks(all: SparseRatings | null, split: Split | null): Check[] {
  const resubstitution = 'all of ml-100k, resubstitution, RMSE';
  const exact = { digits: 3, tolerance: 0.0005 };
  const onSplit = (measure: (split: Split) => number) => (split ? () => measure(split) : null);
  const onAll = (by: 'global' | 'item' | 'user') =>
    all ? () => errorsOf(all, predictFromMeans(all, by)).rmse : null;
  const userError = ({ base, test }: Split) => errorsOf(test, predictFromMeans(base, 'user'));
  return [
    {
      check: 'user average, RMSE',
      protocol: 'ml-100k u1.base / u1.test',
      published: 1.063,
      ...exact,
      measure: onSplit((parts) => userError(parts).rmse),
    },
    {
      check: 'user average, MAE',
      protocol: 'ml-100k u1.base / u1.test',
      published: 0.85,
      ...exact,
      measure: onSplit((parts) => userError(parts).mae),
    },
    { check: 'global mean', protocol: resubstitution, published: 1.126, ...exact, measure: onAll('global') },
    { check: 'item mean', protocol: resubstitution, published: 1, ...exact, measure: onAll('item') },
    { check: 'user mean', protocol: resubstitution, published: 1.031, ...exact, measure: onAll('user') },
  ];
}

function alsChecks(split: Split | null, hooks: JobHooks): Check[] {
  const check = (rank: number, lambda: number, published: number): Check => ({
    check: `ALS as in the paper, k=${rank} λ=${lambda}`,
    protocol: `ml-100k u1, plain λ, shift 3, unclipped, ${alsSweeps} iterations, RMSE`,
    published,
    digits: 4,
    tolerance: 0.004,
    measure: split ? () => alsError(split, rank, lambda, hooks) : null,
  });
  return [check(8, 5, 0.9586), check(10, 10, 0.9531)];
}

/** Held-out RMSE after 20 plain sweeps from the learner's fixed random start, users solved once more. */
function alsError({ base, test }: Split, rank: number, lambda: number, hooks: JobHooks): number {
  const config = als.config.parse({ rank, lambdaUsers: lambda, lambdaItems: lambda });
  const limits = { tolerance: 0, maxSweeps: alsSweeps + 1, accelerate: false, cancelled: hooks.cancelled };
  const { model } = als.train({ normal: base, malicious: null }, config, null, limits);
  return errorsOf(test, predictFromFactors(model)).rmse;
}

function judge({ check, protocol, published, digits, tolerance, measure }: Check): CalibrationRow {
  const measured = measure ? measure() : null;
  const band: [number, number] = [published - tolerance, published + tolerance];
  const ok = measured === null ? 'no data' : measured >= band[0] && measured <= band[1] ? 'yes' : 'no';
  return { check, protocol, published: published.toFixed(digits), measured, band, ok };
}

/** Training and test part of a published split, in the shape of the whole. */
function splitRatings(ratings: SparseRatings, { test }: PublishedSplit): Split {
  const part = (mark: number): SparseRatings => {
    const user: number[] = [];
    const item: number[] = [];
    const value: number[] = [];
    for (let i = 0; i < ratings.users; i++) {
      for (let at = ratings.rowStart[i]; at < ratings.rowStart[i + 1]; at++) {
        if (test[at] !== mark) continue;
        user.push(i);
        item.push(ratings.rowItem[at]);
        value.push(ratings.rowValue[at]);
      }
    }
    return sparseRatings(ratings.users, ratings.items, user, item, value);
  };
  return { base: part(0), test: part(1) };
}

function errorsOf(ratings: SparseRatings, predict: Predictor): { rmse: number; mae: number } {
  let squares = 0;
  let absolute = 0;
  for (let i = 0; i < ratings.users; i++) {
    for (let at = ratings.rowStart[i]; at < ratings.rowStart[i + 1]; at++) {
      const error = predict(i, ratings.rowItem[at]) - ratings.rowValue[at];
      squares += error * error;
      absolute += Math.abs(error);
    }
  }
  const count = ratings.rowItem.length;
  return { rmse: Math.sqrt(squares / count), mae: absolute / count };
}
