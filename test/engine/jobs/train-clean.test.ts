import { describe, expect, it } from 'vitest';
import { trainClean } from '../../../src-main/engine/jobs/train-clean.ts';
import { objectiveOf, worstKktResidual } from '../../oracle/factorization.ts';
import { fromRowMajor } from '../../oracle/matrix.ts';
import { quiet, smallCleanModel, smallData } from './small-run.ts';

describe('training the clean model', () => {
  it('gives an optimum, the same bits every time', () => {
    const learner = { id: 'als', config: { rank: 3, lambdaUsers: 2, lambdaItems: 2 } };
    const model = trainClean({ dataset: smallData, learner }, quiet);
    expect(model).toEqual(smallCleanModel());
    expect(model.relativeGradient).toBeLessThanOrEqual(1e-8);
    const { rowStart, rowItem, rowValue } = smallData.ratings;
    const normal = Array.from({ length: 36 }, (_, i) => {
      const row = new Array<number | null>(30).fill(null);
      for (let at = rowStart[i]; at < rowStart[i + 1]; at++) row[rowItem[at]] = rowValue[at];
      return row;
    });
    const factors = { U: fromRowMajor(model.userFactors, 36, 3), fakes: [], V: fromRowMajor(model.itemFactors, 30, 3) };
    const lambda = { users: 2, items: 2 };
    expect(worstKktResidual({ normal, fakes: [] }, factors, lambda)).toBeLessThan(1e-6);
    expect(model.objective / objectiveOf({ normal, fakes: [] }, factors, lambda)).toBeCloseTo(1, 10);
  });

  it('reports a learner that does not exist, and cancels at the first poll that says so', () => {
    expect(() => trainClean({ dataset: smallData, learner: { id: 'nosuch', config: {} } }, quiet)).toThrow(
      expect.objectContaining({ code: 'bad-input' }),
    );
    let polls = 0;
    const learner = { id: 'als', config: { rank: 3 } };
    expect(() => trainClean({ dataset: smallData, learner }, { ...quiet, cancelled: () => ++polls >= 3 })).toThrow(
      expect.objectContaining({ code: 'cancelled' }),
    );
    expect(polls).toBe(3);
  });
});
