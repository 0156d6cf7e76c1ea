import { describe, expect, it } from 'vitest';
import { resolveTargetItems, targetsNeedModel, targetsSchema } from '../../../src-main/engine/objectives/targets.ts';
import { predictedItemMeans } from '../../../src-main/ratings/items.ts';
import { trainClean } from '../../../src-main/engine/jobs/train-clean.ts';
import { generateRatings } from '../../../src-main/ratings/synthetic.ts';
import { inner } from '../../oracle/matrix.ts';
import { factorsOf } from '../learners/from-tables.ts';

const dataset = generateRatings({ users: 40, items: 60, ratings: 900, rank: 2, noise: 0.5, seed: 4 });
const quiet = { progress: () => {}, checkpoint: () => {}, cancelled: () => false };
const clean = trainClean({ dataset, learner: { id: 'als', config: { rank: 3, lambdaUsers: 2, lambdaItems: 2 } } }, quiet);
const choose = (choice: Record<string, unknown>) => targetsSchema.parse({ choose: choice });

/** Mean prediction per item, prediction by prediction. */
const { U, V } = factorsOf({ ...clean, maliciousFactors: new Float64Array(0) });
const means = V.map((v) => U.reduce((sum, u) => sum + inner(u, v), 0) / U.length);

describe('targets', () => {
  it('named by id are columns, ascending and without repeats; numbers and strings are alike', () => {
    expect(resolveTargetItems(targetsSchema.parse(['12', 3, 12]), dataset, null)).toEqual([2, 11]);
    expect(resolveTargetItems([], dataset, null)).toEqual([]);
    const columns = { ...dataset, itemIds: dataset.itemIds.map((id) => `m${61 - Number(id)}`) };
    expect(resolveTargetItems(['m1'], columns, null)).toEqual([59]);
  });

  it('that the data lacks are refused by name and path', () => {
    expect(() => resolveTargetItems(['999'], dataset, null)).toThrow(
      expect.objectContaining({
        code: 'bad-input',
        message: expect.stringContaining('999'),
        complaints: [expect.objectContaining({ path: 'objective.config.targets' })],
      }),
    );
  });

  it('chosen by predicted mean lie within the band, depend on draw alone, and come from the whole band', () => {
    expect(predictedItemMeans(clean)).toHaveLength(60);
    predictedItemMeans(clean).forEach((mean, j) => expect(mean).toBeCloseTo(means[j], 12));
    const config = { predictedMean: 0.3, within: 0.2, count: 2 };
    const eligible = means.flatMap((mean, j) => (Math.abs(mean - 0.3) <= 0.2 ? [j] : []));
    expect(eligible.length).toBeGreaterThan(4);
    const drawn = Array.from({ length: 60 }, (_, draw) => resolveTargetItems(choose({ ...config, draw }), dataset, clean));
    for (const pair of drawn) {
      expect(pair).toHaveLength(2);
      expect(pair[0]).toBeLessThan(pair[1]);
    }
    expect(resolveTargetItems(choose({ ...config, draw: 7 }), dataset, clean)).toEqual(drawn[7]);
    expect(new Set(drawn.flat())).toEqual(new Set(eligible));
  });

  it('chosen by popularity come from the most and the least rated items', () => {
    const { colStart } = dataset.ratings;
    const counts = Array.from({ length: 60 }, (_, j) => colStart[j + 1] - colStart[j]);
    const sorted = counts.toSorted((a, b) => b - a);
    for (let draw = 0; draw < 20; draw++) {
      const [head] = resolveTargetItems(choose({ popularity: 'head', draw }), dataset, null);
      const [tail] = resolveTargetItems(choose({ popularity: 'tail', draw }), dataset, null);
      expect(counts[head]).toBeGreaterThanOrEqual(sorted[5]);
      expect(counts[tail]).toBeLessThanOrEqual(sorted[30]);
    }
    expect(resolveTargetItems(choose({ popularity: 'any', count: 60 }), dataset, null)).toEqual(means.map((_, j) => j));
  });

  it('that are too few are refused; a choice needs exactly one criterion', () => {
    expect(() => resolveTargetItems(choose({ predictedMean: 50 }), dataset, clean)).toThrow(/Only 0 items/);
    expect(() => choose({ count: 1 })).toThrow(/predictedMean/);
    expect(() => choose({ predictedMean: 1, popularity: 'head' })).toThrow(/predictedMean/);
    expect(targetsNeedModel(choose({ predictedMean: 1 }))).toBe(true);
    expect(targetsNeedModel(choose({ popularity: 'tail' }))).toBe(false);
    expect(targetsNeedModel(['1'])).toBe(false);
  });
});
