import { describe, expect, it } from 'vitest';
import { dampedBiases, withoutBiases } from '../../../src-main/engine/jobs/calibration/biases.ts';
import { around, judge } from '../../../src-main/engine/jobs/calibration/check.ts';
import { trainCountedAls } from '../../../src-main/engine/jobs/calibration/counted-als.ts';
import { errorsOf, userRmses } from '../../../src-main/engine/jobs/calibration/errors.ts';
import { predictSeen } from '../../../src-main/engine/jobs/calibration/predictors.ts';
import { randomSplit, userFolds } from '../../../src-main/engine/jobs/calibration/splits.ts';
import { sparseRatings, type SparseRatings } from '../../../src-main/numeric/sparse-ratings.ts';
import { generateRatings } from '../../../src-main/ratings/synthetic.ts';

const { ratings } = generateRatings({ users: 40, items: 25, ratings: 420, rank: 2, noise: 0.6, seed: 4 });

/** Every entry as user, item, value. */
function entries({ users, rowStart, rowItem, rowValue }: SparseRatings): [number, number, number][] {
  return Array.from({ length: users }, (_, i) => i).flatMap((i) =>
    Array.from(rowItem.subarray(rowStart[i], rowStart[i + 1]), (j, at): [number, number, number] => [i, j, rowValue[rowStart[i] + at]]),
  );
}

describe('ALS with λ scaled by count', () => {
  const setting = { rank: 3, lambda: 0.1, sweeps: 400, seed: 1, cancelled: () => false };

  it('ends where the gradient of its own objective is 0, by finite differences', () => {
    const model = trainCountedAls(ratings, setting);
    const all = entries(ratings);
    const count = (side: 0 | 1, row: number) => all.filter((entry) => entry[side] === row).length;
    const objective = (U: Float64Array, V: Float64Array): number => {
      const norm = (F: Float64Array, row: number) => F.subarray(row * 3, row * 3 + 3).reduce((sum, x) => sum + x * x, 0);
      let sum = 0;
      for (const [i, j, value] of all) {
        let predicted = 0;
        for (let c = 0; c < 3; c++) predicted += U[i * 3 + c] * V[j * 3 + c];
        sum += (value - predicted) ** 2;
      }
      for (let i = 0; i < 40; i++) sum += setting.lambda * count(0, i) * norm(U, i);
      for (let j = 0; j < 25; j++) sum += setting.lambda * count(1, j) * norm(V, j);
      return sum;
    };
    const { userFactors: U, itemFactors: V } = model;
    const at = objective(U, V);
    for (const [factors, place] of [[U, 4], [U, 61], [V, 7], [V, 40]] as const) {
      const kept = factors[place];
      const h = 1e-4;
      factors[place] = kept + h;
      const above = objective(U, V);
      factors[place] = kept - h;
      const below = objective(U, V);
      factors[place] = kept;
      expect(Math.abs(above - below) / (2 * h)).toBeLessThan(1e-5 * at);
      expect(above + below).toBeGreaterThan(2 * at);
    }
  });

  it('gives what nobody rated a factor of 0, and stops when it is cancelled', () => {
    const gap = sparseRatings(3, 3, [0, 0, 2], [0, 2, 2], [1, -1, 2]);
    const { userFactors, itemFactors } = trainCountedAls(gap, { ...setting, rank: 2, sweeps: 3 });
    expect([...userFactors.subarray(2, 4), ...itemFactors.subarray(2, 4)]).toEqual([0, 0, 0, 0]);
    expect(() => trainCountedAls(gap, { ...setting, cancelled: () => true })).toThrow(
      expect.objectContaining({ code: 'cancelled' }),
    );
  });
});

describe('biases', () => {
  it('are those done by hand', () => {
    // Mean 3; item residuals 1 + 0 over 2 + 1 and -1 over 1 + 1; then the users'.
    const table = sparseRatings(2, 3, [0, 1, 1], [0, 0, 1], [4, 3, 2]);
    const { global, items, users } = dampedBiases(table, 1);
    expect(global).toBe(3);
    expect([...items]).toEqual([1 / 3, -1 / 2, 0]);
    expect(users[0]).toBeCloseTo((1 - 1 / 3) / 2, 14);
    expect(users[1]).toBeCloseTo((-1 / 3 + -1 / 2) / 3, 14);
    const rest = withoutBiases(table, { global, items, users });
    expect(rest.rowValue[0]).toBeCloseTo(4 - 3 - 1 / 3 - 1 / 3, 14);
    expect(table.rowValue[0]).toBe(4);
  });
});

describe('splits', () => {
  const key = ([i, j, value]: [number, number, number]) => `${i} ${j} ${value}`;

  it('part the ratings, at random and by the seed alone', () => {
    const { base, test } = randomSplit(ratings, 0.25, 1);
    expect(test.rowItem).toHaveLength(Math.round(ratings.rowItem.length / 4));
    expect([...entries(base), ...entries(test)].map(key).sort()).toEqual(entries(ratings).map(key).sort());
    expect(entries(randomSplit(ratings, 0.25, 1).test)).toEqual(entries(test));
    expect(entries(randomSplit(ratings, 0.25, 2).test)).not.toEqual(entries(test));
  });

  it('hold out a share of each user in one fold of users', () => {
    const folds = userFolds(ratings, 5, 0.2, 1);
    const tested = folds.map(({ test }) => [...new Set(entries(test).map(([i]) => i))]);
    expect(tested.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, i) => i));
    for (const { base, test } of folds) {
      expect([...entries(base), ...entries(test)].map(key).sort()).toEqual(entries(ratings).map(key).sort());
    }
    const [first] = tested[0];
    const own = (part: SparseRatings) => part.rowStart[first + 1] - part.rowStart[first];
    expect(own(folds[0].test)).toBe(Math.round(0.2 * own(ratings)));
  });
});

describe('errors', () => {
  const test = sparseRatings(2, 2, [0, 0, 1], [0, 1, 1], [1, 2, 3]);

  it('leave out what has no prediction', () => {
    const training = sparseRatings(2, 2, [0], [1], [1]);
    const predict = predictSeen(training, () => 0);
    expect(errorsOf(test, predict)).toEqual({ rmse: 2, mae: 2 });
    expect(userRmses(test, predict)).toEqual([2]);
    expect(userRmses(test, () => 0)).toEqual([Math.sqrt(2.5), 3]);
  });
});

describe('a verdict', () => {
  const check = { check: 'x', protocol: 'y', release: 'z', source: 'somebody', ...around(0.9, 0.01, 3) };

  it('is that of the mean against the band', () => {
    expect(judge({ ...check, measure: () => [0.88, 0.93] })).toMatchObject({ ok: 'yes', status: 'ok', values: [0.88, 0.93] });
    expect(judge({ ...check, measure: () => [0.92] })).toMatchObject({ ok: 'no', status: 'off', measured: 0.92 });
    expect(judge({ ...check, measure: null })).toMatchObject({ ok: 'no data', status: 'no data', measured: null, published: '0.900', source: 'somebody' });
  });
});
