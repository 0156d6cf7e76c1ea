import { describe, expect, it } from 'vitest';
import { datasetRecord, profileDataset } from '../../src-main/ratings/profile.ts';
import { generateRatings, syntheticDataset } from '../../src-main/ratings/synthetic.ts';

describe('the built-in data set', () => {
  const dataset = syntheticDataset();
  const profile = profileDataset(dataset, datasetRecord(dataset, '2026-01-01T00:00:00.000Z'));

  it('is the same on every machine', () => {
    expect(dataset.fingerprint).toBe('ce63a78cee40103ebce645f55f02e560b85e50fce42c17133d522a71d101e67f');
  });

  it('has the shape of MovieLens 100K', () => {
    expect(dataset).toMatchObject({ name: 'built-in', layout: 'built-in' });
    expect([dataset.ratings.users, dataset.ratings.items, dataset.ratings.rowItem.length]).toEqual([
      943, 1682, 100_000,
    ]);
    expect(profile.perUser.min).toBeGreaterThanOrEqual(20);
    expect(profile.perItem.min).toBeGreaterThanOrEqual(1);
    expect(profile.histogram.map((bar) => bar.stars)).toEqual([1, 2, 3, 4, 5]);
    expect(profile.histogram.map((bar) => bar.shifted)).toEqual([-2, -1, 0, 1, 2]);
  });

  it('has marginals near those of ml-100k: mean 3.53, sd 1.126, median item 27, head 583', () => {
    const mean = profile.histogram.reduce((sum, bar) => sum + bar.stars * bar.share, 0);
    const variance = profile.histogram.reduce((sum, bar) => sum + (bar.stars - mean) ** 2 * bar.share, 0);
    expect(mean).toBeCloseTo(3.53, 1);
    expect(Math.sqrt(variance)).toBeCloseTo(1.126, 1);
    expect(profile.perItem.median).toBeGreaterThan(15);
    expect(profile.perItem.median).toBeLessThan(40);
    expect(profile.perItem.max).toBeGreaterThan(350);
    expect(profile.perItem.topTenthShare).toBeGreaterThan(0.4);
  });
});

describe('generateRatings', () => {
  const shape = { users: 12, items: 9, ratings: 60, rank: 2, noise: 0.5, seed: 7 };

  it('meets the wanted counts and rates every item', () => {
    const { ratings } = generateRatings(shape);
    expect([ratings.users, ratings.items, ratings.rowItem.length]).toEqual([12, 9, 60]);
    for (let j = 0; j < 9; j++) expect(ratings.colStart[j + 1]).toBeGreaterThan(ratings.colStart[j]);
    for (let i = 0; i < 12; i++)
      expect(ratings.rowStart[i + 1] - ratings.rowStart[i]).toBeGreaterThanOrEqual(5);
  });

  it('depends on the seed and on nothing else', () => {
    expect(generateRatings(shape).fingerprint).toBe(generateRatings(shape).fingerprint);
    expect(generateRatings(shape).fingerprint).not.toBe(generateRatings({ ...shape, seed: 8 }).fingerprint);
  });

  it('fills a whole matrix and refuses what does not fit', () => {
    expect(generateRatings({ ...shape, ratings: 108 }).ratings.rowItem.length).toBe(108);
    expect(() => generateRatings({ ...shape, ratings: 109 })).toThrow(/do not fit/);
    expect(() => generateRatings({ ...shape, ratings: 8 })).toThrow(/do not fit/);
  });
});
