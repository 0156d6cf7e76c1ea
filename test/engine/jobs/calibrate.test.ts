import { beforeAll, describe, expect, it } from 'vitest';
import { calibrationRowSchema, type CalibrationRow } from '../../../shared/domain/audit.ts';
import { calibrate } from '../../../src-main/engine/jobs/calibrate.ts';
import type { RatingsDataset } from '../../../src-main/ratings/ratings-dataset.ts';
import { generateRatings } from '../../../src-main/ratings/synthetic.ts';
import { realData } from '../../real-data.ts';
import { importFile } from '../../ratings/miniature.ts';

const quiet = { progress: () => {}, checkpoint: () => {}, cancelled: () => false };
const judged = (rows: CalibrationRow[]): CalibrationRow[] => rows.filter(({ ok }) => ok !== 'orientation');

describe('calibration without the data', () => {
  it('says so, and shows every published value', () => {
    const rows = calibrate({ ml100k: null }, quiet);
    for (const row of rows) expect(calibrationRowSchema.parse(row)).toEqual(row);
    expect(judged(rows).map(({ published }) => published)).toEqual([
      '1.063',
      '0.850',
      '1.126',
      '1.000',
      '1.031',
      '0.9586',
      '0.9531',
    ]);
    for (const { ok, measured } of judged(rows)) expect([ok, measured]).toEqual(['no data', null]);
    expect(rows.length).toBeGreaterThan(judged(rows).length);
  });

  it('does not take other data, or a part, for MovieLens 100K', () => {
    const part = generateRatings({ users: 30, items: 40, ratings: 600, rank: 2, noise: 0.5, seed: 1 });
    const rows = calibrate({ ml100k: { ...part, layout: 'ml-100k' } }, quiet);
    for (const { measured } of judged(rows)) expect(measured).toBeNull();
  });
});

describe.skipIf(!realData('ml-100k.zip'))('calibration on ml-100k', () => {
  let dataset: RatingsDataset;
  beforeAll(async () => {
    dataset = await importFile(realData('ml-100k.zip')!, { minRatings: 20 });
  });

  it('measures every published value within its band', () => {
    const rows = judged(calibrate({ ml100k: dataset }, quiet));
    expect(rows).toHaveLength(7);
    for (const { check, measured, published, band, ok } of rows) {
      expect(ok, check).toBe('yes');
      expect(Math.abs(measured! - Number(published)), check).toBeLessThanOrEqual(0.0041);
      expect(measured!).toBeGreaterThanOrEqual(band![0]);
    }
    expect(rows.find(({ check }) => check === 'global mean')!.measured).toBeCloseTo(1.125668, 5);
  });

  it('fails where a learner is off: ratings of another shift', () => {
    const rowValue = dataset.ratings.rowValue.map((value) => value + 1);
    const rows = judged(
      calibrate({ ml100k: { ...dataset, ratings: { ...dataset.ratings, rowValue } } }, quiet),
    );
    const verdicts = new Map(rows.map(({ check, ok }) => [check, ok]));
    expect(verdicts.get('global mean')).toBe('yes');
    expect(verdicts.get('ALS as in the paper, k=8 λ=5')).toBe('no');
  });

  it('leaves the u1 rows out where the split is not known', () => {
    const rows = judged(calibrate({ ml100k: { ...dataset, u1: undefined } }, quiet));
    expect(rows.map(({ ok }) => ok)).toEqual([
      'no data',
      'no data',
      'yes',
      'yes',
      'yes',
      'no data',
      'no data',
    ]);
  });

  it('stops when it is cancelled', () => {
    const cancelled = { ...quiet, cancelled: () => true };
    expect(() => calibrate({ ml100k: dataset }, cancelled)).toThrow(
      expect.objectContaining({ code: 'cancelled' }),
    );
  });
});
