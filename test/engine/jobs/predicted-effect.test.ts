import { describe, expect, it } from 'vitest';
import { predictedEffect } from '../../../src-main/engine/jobs/predicted-effect.ts';
import { run } from '../../../src-main/engine/jobs/run.ts';
import type { SparseRatings } from '../../../src-main/numeric/sparse-ratings.ts';
import { plainAls, product, type Entry } from '../../oracle/plain-als.ts';
import { quiet, smallCleanModel, smallConfig, smallData, smallRun } from './small-run.ts';

function entriesOf({ users, rowStart, rowItem, rowValue }: SparseRatings, firstUser: number): Entry[] {
  return Array.from({ length: users }, (_, user) => user).flatMap((user) =>
    Array.from({ length: rowStart[user + 1] - rowStart[user] }, (_, place) => {
      const at = rowStart[user] + place;
      return { user: firstUser + user, item: rowItem[at], value: rowValue[at] };
    }),
  );
}

/** Predictions users x items of plain ALS on data + profiles, from the clean model's V. */
function retrained(profiles: SparseRatings): number[][] {
  const { ratings } = smallData;
  const { rank, itemFactors } = smallCleanModel();
  const start = Array.from({ length: ratings.items }, (_, j) => itemFactors.slice(j * rank, (j + 1) * rank));
  const entries = [...entriesOf(ratings, 0), ...entriesOf(profiles, ratings.users)];
  const { U, V } = plainAls(entries, ratings.users + profiles.users, start, 2, 1e-12, 20_000);
  return U.slice(0, ratings.users).map((u) => V.map((v) => product(u, v)));
}

describe('the predicted effect of a run', () => {
  const input = smallRun({ attack: { id: 'pga', config: { iterations: 3, includeTargets: true } } });
  const { metrics, profiles, targets } = run(input, quiet);
  const effect = predictedEffect({ ...input, config: input.config, profiles }, quiet);

  it('is of the model that the run measured, bit for bit', () => {
    expect(effect.predictionShiftRmse).toBe(metrics.predictionShiftRmse);
    expect(effect.relativeGradient).toBe(metrics.relativeGradient);
    expect([...effect.targets]).toEqual(targets);
    const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(effect.targetBefore)).toBeCloseTo(metrics.targetMeanBefore!, 12);
    expect(mean(effect.targetAfter)).toBeCloseTo(metrics.targetMeanAfter!, 12);
  });

  it('agrees with plain ALS on the data and the profiles, for every item and every user of the target', () => {
    const after = retrained(profiles);
    const { rank, userFactors, itemFactors } = smallCleanModel();
    const { users, items } = smallData.ratings;
    const before = Array.from({ length: users }, (_, i) =>
      Array.from({ length: items }, (__, j) => product(userFactors.slice(i * rank, (i + 1) * rank), itemFactors.slice(j * rank, (j + 1) * rank))),
    );
    for (let j = 0; j < items; j++) {
      expect(effect.before[j]).toBeCloseTo(before.reduce((sum, row) => sum + row[j], 0) / users, 10);
      expect(effect.after[j]).toBeCloseTo(after.reduce((sum, row) => sum + row[j], 0) / users, 6);
    }
    const [target] = targets;
    for (let i = 0; i < users; i++) {
      expect(effect.targetBefore[i]).toBeCloseTo(before[i][target], 10);
      expect(effect.targetAfter[i]).toBeCloseTo(after[i][target], 6);
    }
    expect(Math.max(...effect.after.map((mean, j) => Math.abs(mean - effect.before[j])))).toBeGreaterThan(0.01);
  });

  it('is of items alone where the objective names no target', () => {
    const config = smallConfig({ objective: { id: 'availability', config: {} }, attack: { id: 'uniform', config: {} }, gradient: null });
    const uniform = run({ ...input, config }, quiet);
    const { targetBefore, targetAfter, before } = predictedEffect({ ...input, config, profiles: uniform.profiles }, quiet);
    expect([targetBefore.length, targetAfter.length, before.length]).toEqual([0, 0, smallData.ratings.items]);
  });

  it('is that of the nuclear norm too', () => {
    const learner = { id: 'nuclear-norm', config: { lambda: 4 } };
    const config = smallConfig({ learner, attack: { id: 'uniform', config: {} }, gradient: null });
    const norm = run({ ...input, config }, quiet);
    expect(predictedEffect({ ...input, config, profiles: norm.profiles }, quiet).predictionShiftRmse).toBeCloseTo(norm.metrics.predictionShiftRmse, 9);
  });

  it('ends when it is cancelled', () => {
    expect(() => predictedEffect({ ...input, profiles }, { ...quiet, cancelled: () => true })).toThrow(/cancelled/);
  });
});
