import { describe, expect, it } from 'vitest';
import { datasetProfileSchema } from '../../shared/domain/dataset.ts';
import { ascendingOrder } from '../../src-main/ratings/ids.ts';
import { datasetRecord, profileDataset, summarizeCounts } from '../../src-main/ratings/profile.ts';
import { observedScale } from '../../src-main/ratings/scale.ts';
import { generateRatings } from '../../src-main/ratings/synthetic.ts';

describe('a profile', () => {
  const dataset = generateRatings({ users: 30, items: 700, ratings: 3000, rank: 2, noise: 0.6, seed: 4 });
  const profile = profileDataset(dataset, datasetRecord(dataset, '2026-01-02T03:04:05.000Z'));

  it('is what the contract expects', () => {
    expect(datasetProfileSchema.parse(profile)).toEqual(profile);
    expect(profile.dataset).toMatchObject({
      users: 30,
      items: 700,
      ratings: 3000,
      hasTitles: false,
      deletedAt: null,
    });
  });

  it('counts every rating once', () => {
    expect(profile.density).toBe(3000 / 21_000);
    expect(profile.histogram.reduce((sum, bar) => sum + bar.count, 0)).toBe(3000);
    expect(profile.histogram.reduce((sum, bar) => sum + bar.share, 0)).toBeCloseTo(1, 12);
    for (const bar of profile.histogram) expect(bar.shifted).toBe(bar.stars - 3);
    expect(profile.perUser.mean).toBe(100);
    expect(profile.perUser.curve).toHaveLength(30);
    expect(profile.perUser.curve.reduce((sum, point) => sum + point.count, 0)).toBe(3000);
  });

  it('thins a long curve and keeps both of its ends', () => {
    const { curve, max, min } = profile.perItem;
    expect(curve).toHaveLength(512);
    expect(curve[0]).toEqual({ rank: 1, count: max });
    expect(curve[511]).toEqual({ rank: 700, count: min });
    expect(new Set(curve.map((point) => point.rank)).size).toBe(512);
  });

  it('summarizes counts as by hand', () => {
    const summary = summarizeCounts(Int32Array.of(3, 1, 10, 2, 4, 1, 1, 1, 1, 1, 5));
    expect(summary).toMatchObject({ min: 1, median: 1, max: 10, mean: 30 / 11, topTenthShare: 15 / 30 });
    expect(summarizeCounts(Int32Array.of(4, 1)).median).toBe(2.5);
  });
});

describe('ascendingOrder', () => {
  it('is numeric for integers, of any size and sign, and by code units otherwise', () => {
    const sorted = (ids: string[]): string[] => Array.from(ascendingOrder(ids), (index) => ids[index]);
    expect(sorted(['10', '9', '-3', '007'])).toEqual(['-3', '007', '9', '10']);
    expect(sorted(['20000000000000000001', '3', '20000000000000000000'])).toEqual([
      '3',
      '20000000000000000000',
      '20000000000000000001',
    ]);
    expect(sorted(['10', '9', 'a', 'B', 'ä'])).toEqual(['10', '9', 'B', 'a', 'ä']);
    expect(sorted(['1', '01', '1.5'])).toEqual(['01', '1', '1.5']);
  });
});

describe('observedScale', () => {
  it('finds range and step, also of uneven values', () => {
    expect(observedScale(Float64Array.of(5, 1, 2))).toEqual({ min: 1, max: 5, step: 1, observed: true });
    expect(observedScale(Float64Array.of(0.1, 0.7, 0.4))).toEqual({
      min: 0.1,
      max: 0.7,
      step: 0.3,
      observed: true,
    });
    expect(observedScale(Float64Array.of(-10, 10))).toEqual({ min: -10, max: 10, step: 20, observed: true });
    expect(observedScale(Float64Array.of(2, 2))).toBeNull();
  });
});
