import { describe, expect, it } from 'vitest';
import { findItems, predictedItemMeans } from '../../src-main/ratings/items.ts';
import { generateRatings } from '../../src-main/ratings/synthetic.ts';

const dataset = {
  ...generateRatings({ users: 10, items: 4, ratings: 22, rank: 1, noise: 0.5, seed: 2 }),
  titles: ['Alien (1979)', 'Aliens (1986)', null, 'Brazil (1985)'],
};
const model = {
  rank: 2,
  userFactors: Float64Array.of(1, 0, 0, 1, 1, 1, 2, 0),
  itemFactors: Float64Array.of(1, 0, 0, 1, 0.5, 0.5, -1, 2),
};

describe('findItems', () => {
  it('predicts an item by its mean over all users', () => {
    const dense = [0, 1, 2, 3].map((j) => {
      let sum = 0;
      for (let i = 0; i < 4; i++) {
        sum += model.userFactors[2 * i] * model.itemFactors[2 * j];
        sum += model.userFactors[2 * i + 1] * model.itemFactors[2 * j + 1];
      }
      return sum / 4;
    });
    expect([...predictedItemMeans(model)]).toEqual(dense);
  });

  it('lists everything, the most rated first, with plain counts and means', () => {
    const rows = findItems(dataset, null);
    expect(rows).toHaveLength(4);
    expect(rows.map((row) => row.ratings)).toEqual(rows.map((row) => row.ratings).sort((a, b) => b - a));
    for (const row of rows) {
      const j = dataset.itemIds.indexOf(row.item);
      const values = [...dataset.ratings.rowValue].filter((_, at) => dataset.ratings.rowItem[at] === j);
      expect(row.ratings).toBe(values.length);
      expect(row.mean).toBeCloseTo(values.reduce((sum, value) => sum + value, 0) / values.length, 12);
      expect(row.predictedMean).toBeNull();
    }
  });

  it('searches titles in any case and whole ids', () => {
    const found = (text: string): string[] =>
      findItems(dataset, null, { text })
        .map((row) => row.item)
        .sort();
    expect(found('ALIEN')).toEqual(['1', '2']);
    expect(found('3')).toEqual(['3']);
    expect(found('nothing')).toEqual([]);
  });

  it('finds items near a predicted mean, the nearest first', () => {
    expect(findItems(dataset, model, { predictedMean: 0.9, within: 0.45 }).map((row) => row.item)).toEqual([
      '1',
      '3',
      '2',
    ]);
    expect(findItems(dataset, model, { predictedMean: 0.5 }).map((row) => row.item)).toEqual(['2']);
    expect(() => findItems(dataset, null, { predictedMean: 0.8 })).toThrow(/model/);
  });
});
