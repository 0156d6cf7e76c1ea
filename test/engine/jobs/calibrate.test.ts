import { beforeAll, describe, expect, it } from 'vitest';
import { calibrationRowSchema, type CalibrationRow } from '../../../shared/domain/audit.ts';
import { calibrate, calibrationChecks } from '../../../src-main/engine/jobs/calibrate.ts';
import { judge } from '../../../src-main/engine/jobs/calibration/check.ts';
import { errorsOf } from '../../../src-main/engine/jobs/calibration/errors.ts';
import { predictFromFactors } from '../../../src-main/engine/jobs/calibration/predictors.ts';
import { randomSplit } from '../../../src-main/engine/jobs/calibration/splits.ts';
import { als } from '../../../src-main/engine/learners/als/als.ts';
import type { RatingsDataset } from '../../../src-main/ratings/ratings-dataset.ts';
import { generateRatings } from '../../../src-main/ratings/synthetic.ts';
import { realData } from '../../real-data.ts';
import { importFile } from '../../ratings/miniature.ts';

const quiet = { progress: () => {}, checkpoint: () => {}, cancelled: () => false };
const judged = (rows: CalibrationRow[]): CalibrationRow[] => rows.filter(({ ok }) => ok !== 'orientation');

describe('calibration without the data', () => {
  it('says so, and shows every published value with its band', () => {
    const rows = calibrate({ ml100k: null }, quiet);
    for (const row of rows) expect(calibrationRowSchema.parse(row)).toEqual(row);
    expect(judged(rows).map(({ published }) => published)).toEqual([
      ...['1.063', '0.850', '1.126', '1.000', '1.031', '0.965-0.967', '0.9586', '0.9531', '0.89-0.99'],
      ...['0.862', '0.7913-0.7915'],
    ]);
    for (const { ok, status, measured, band } of judged(rows)) {
      expect([ok, status, measured]).toEqual(['no data', 'no data', null]);
      expect(band![0]).toBeLessThan(band![1]);
    }
    const orientation = rows.filter(({ status }) => status === 'orientation');
    expect(orientation.map(({ published }) => published)).toEqual(['0.934', '0.919', '0.963', '0.944', '0.8105']);
    expect(judged(rows).length + orientation.length).toBe(rows.length);
    expect(new Set(rows.map(({ check }) => check)).size).toBe(rows.length);
  });

  it('does not take other data, or a part, for MovieLens 100K', () => {
    const part = generateRatings({ users: 30, items: 40, ratings: 600, rank: 2, noise: 0.5, seed: 1 });
    const rows = calibrate({ ml100k: { ...part, layout: 'ml-100k' } }, quiet);
    for (const { measured } of judged(rows)) expect(measured).toBeNull();
  });
});

describe('calibration on the larger releases', () => {
  const part = generateRatings({ users: 120, items: 150, ratings: 6000, rank: 2, noise: 0.5, seed: 1 });
  /** The same ratings as half stars: stars do not change, shifted units do. */
  const stars = part.ratings.rowValue.map((value) => (value - part.shift.add) / part.shift.multiply);
  const shift = { multiply: 4 / 4.5, add: (-2.75 * 4) / 4.5 };
  const rowValue = stars.map((star) => star * shift.multiply + shift.add);
  const halves = { ...part, shift, ratings: { ...part.ratings, rowValue } };

  it('opens each when its turn comes, and measures in stars whatever the shift', () => {
    const opened: string[] = [];
    const open = (name: string, dataset: RatingsDataset) => () => {
      opened.push(name);
      return dataset;
    };
    const measured = (dataset: RatingsDataset) => {
      const checks = calibrationChecks(
        { ml100k: null, ml1m: open('ml-1m', dataset), ml10m: open('ml-10m', dataset) },
        quiet.cancelled,
      );
      return checks.filter(({ measure }) => measure !== null).map((check) => judge(check).measured!);
    };
    const whole = measured(part);
    expect(opened).toEqual(['ml-1m', 'ml-10m']);
    const spread = deviation(stars);
    for (const rmse of whole) {
      expect(rmse).toBeGreaterThan(0.3);
      expect(rmse).toBeLessThan(spread);
    }
    measured(halves).forEach((rmse, at) => expect(rmse).toBeCloseTo(whole[at], 9));
  });
});

function deviation(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

describe.skipIf(!realData('ml-100k.zip'))('calibration on ml-100k', () => {
  let dataset: RatingsDataset;
  beforeAll(async () => {
    dataset = await importFile(realData('ml-100k.zip')!, { minRatings: 20 });
  });

  it('measures every published value within its band', () => {
    const rows = judged(calibrate({ ml100k: dataset }, quiet)).filter(({ protocol }) => protocol.includes('ml-100k'));
    expect(rows).toHaveLength(9);
    for (const { check, measured, band, ok, status } of rows) {
      expect([ok, status], check).toEqual(['yes', 'ok']);
      expect(measured!).toBeGreaterThanOrEqual(band![0]);
      expect(measured!).toBeLessThanOrEqual(band![1]);
    }
    expect(rows.find(({ check }) => check === 'global mean')!.measured).toBeCloseTo(1.125668, 5);
    const spark = rows.find(({ check }) => check.includes('Spark'))!;
    expect(spark.values).toHaveLength(3);
    expect(new Set(spark.values).size).toBe(3);
    expect(spark.measured).toBeCloseTo(spark.values!.reduce((sum, value) => sum + value, 0) / 3, 12);
  });

  it('fails where a learner is off: ratings of another shift', () => {
    const rowValue = dataset.ratings.rowValue.map((value) => value + 1);
    const shifted = { ...dataset, ratings: { ...dataset.ratings, rowValue } };
    const verdicts = calibrationChecks({ ml100k: shifted }, quiet.cancelled)
      .filter(({ check }) => check === 'global mean' || check.endsWith('k=8 λ=5'))
      .map((check) => judge(check).status);
    expect(verdicts).toEqual(['ok', 'off']);
  });

  it('fails where λ is not scaled by count', () => {
    const { base, test } = randomSplit(dataset.ratings, 0.25, 1);
    const plain = als.train(
      { normal: base, malicious: null },
      als.config.parse({ rank: 10, lambdaUsers: 0.05, lambdaItems: 0.05 }),
      null,
      { tolerance: 0, maxSweeps: 20, accelerate: false, cancelled: () => false },
    );
    const spark = calibrationChecks({ ml100k: dataset }, quiet.cancelled).find(({ check }) => check.includes('Spark'))!;
    const measure = () => [errorsOf(test, predictFromFactors(plain.model)).rmse];
    expect(judge({ ...spark, measure }).status).toBe('off');
  });

  it('leaves the u1 rows out where the split is not known', () => {
    const checks = calibrationChecks({ ml100k: { ...dataset, u1: undefined } }, quiet.cancelled);
    const without = checks.filter(({ measure }) => measure === null).map(({ protocol }) => protocol.slice(0, 10));
    expect(without.filter((protocol) => protocol === 'ml-100k u1')).toHaveLength(4);
    expect(without).toHaveLength(6);
  });

  it('stops when it is cancelled', () => {
    const cancelled = { ...quiet, cancelled: () => true };
    expect(() => calibrate({ ml100k: dataset }, cancelled)).toThrow(
      expect.objectContaining({ code: 'cancelled' }),
    );
  });
});
