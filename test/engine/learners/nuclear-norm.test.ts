import { describe, expect, it } from 'vitest';
import { certificateOf } from '../../../src-main/engine/learners/factored/certificate.ts';
import { singularForm } from '../../../src-main/engine/learners/factored/singular-form.ts';
import type { FactorModel, TrainingData } from '../../../src-main/engine/learners/factored/factor-model.ts';
import { als } from '../../../src-main/engine/learners/als/als.ts';
import { dualityGap } from '../../../src-main/engine/learners/nuclear-norm/duality-gap.ts';
import { nuclearNorm } from '../../../src-main/engine/learners/nuclear-norm/nuclear-norm.ts';
import { trainClean } from '../../../src-main/engine/jobs/train-clean.ts';
import { dice, type Dice } from '../../oracle/dice.ts';
import { predictions } from '../../oracle/factorization.ts';
import { multiply, transpose } from '../../oracle/matrix.ts';
import { certified, proximalNuclearNorm, valuesOf } from '../../oracle/nuclear-norm.ts';
import { randomFakes, randomTable, type RatingTable } from '../../oracle/rating-table.ts';
import { importFile } from '../../ratings/miniature.ts';
import { realData } from '../../real-data.ts';
import { quiet } from '../jobs/small-run.ts';
import { factorsOf, trainingData } from './from-tables.ts';

const tight = { tolerance: 1e-10, maxSweeps: 4000, cancelled: () => false };
const configured = (lambda: number, maxRank = 256) => ({ lambda, maxRank });
const ridge = (lambda: number) => ({ lambdaUsers: lambda, lambdaItems: lambda });

interface Problem {
  table: RatingTable;
  data: TrainingData;
}

function problem(random: Dice, users: number, items: number, density: number, form: 'sparse' | 'dense' | 'none' = 'sparse'): Problem {
  const normal = randomTable(random, users, items, density);
  const fakes = form === 'none' ? [] : randomFakes(random, 4, items, form === 'dense' ? items : 6);
  return { table: [...normal, ...fakes], data: trainingData({ normal, fakes }, form) };
}

function predictionsOf(model: FactorModel): number[][] {
  const { U, fakes, V } = factorsOf(model);
  return predictions([...U, ...fakes], V);
}

const largestDifference = (a: number[][], b: number[][]) => Math.max(...a.flatMap((row, i) => row.map((value, j) => Math.abs(value - b[i][j]))));

describe('nuclear-norm minimization against a dense proximal gradient', () => {
  const cases: [string, Problem, number[]][] = [
    ['30 x 20 and sparse fakes', problem(dice(7), 30, 20, 0.5), [10, 6, 4, 2, 0.8, 0.3]],
    ['20 x 16 and dense fakes', problem(dice(8), 20, 16, 0.5, 'dense'), [5, 2]],
    ['more items than users', problem(dice(9), 12, 25, 0.6, 'none'), [4, 1]],
    ['60 x 40', problem(dice(10), 60, 40, 0.3), [4]],
  ];

  describe.each(cases)('on %s', (_, { table, data }, lambdas) => {
    let rankBefore = 0;

    it.each(lambdas)('reaches the optimum at λ = %d', { timeout: 60_000 }, (lambda) => {
      const oracle = proximalNuclearNorm(table, lambda, 1e-7);
      const { model, objective, converged, certificate, warnings } = nuclearNorm.train(data, configured(lambda), null, tight);
      expect(converged).toBe(true);
      expect(warnings).toEqual([]);
      expect(Math.abs(objective - oracle.objective)).toBeLessThan(1e-6 * oracle.objective);
      // Judged by the textbook too: the objective of the predictions, and how far they are from the optimum.
      const judged = certified(table, predictionsOf(model), lambda);
      expect(Math.abs(judged.objective - objective)).toBeLessThan(1e-9 * objective);
      expect(judged.gap).toBeLessThan(1e-6 * objective);

      expect(certificate!.ratio).toBeLessThanOrEqual(1 + 1e-6);
      const again = certificateOf(data, model, ridge(lambda));
      expect(again.ratio).toBeCloseTo(certificate!.ratio, 8);
      expect(again.rank).toBe(certificate!.rank);
      expect(certificate!.rank).toBe(judged.singularValues.filter((value) => value > 1e-6).length);
      expect(certificate!.rank).toBeGreaterThanOrEqual(rankBefore);
      rankBefore = certificate!.rank;
    });

    it('has a gap that is no less than what is missing, near the optimum and far from it', () => {
      const [lambda] = lambdas.slice(-1);
      const { objective: best } = nuclearNorm.train(data, configured(lambda), null, tight);
      for (const tolerance of [1e-1, 1e-2, 1e-4]) {
        const { model, objective } = als.train(data, { rank: 4, lambdaUsers: lambda, lambdaItems: lambda }, null, { ...tight, tolerance });
        const found = dualityGap(data, model, lambda, 1e-4);
        expect(Math.abs(found.objective - objective)).toBeLessThan(1e-9 * objective);
        expect(found.gap).toBeGreaterThanOrEqual(objective - best - 1e-10 * objective);
        const exactly = certified(table, predictionsOf(model), lambda);
        // The oracle takes |X|_*, which N exceeds until A and B are balanced.
        const ridgeExcess = objective - exactly.objective;
        expect(Math.abs(found.gap - ridgeExcess - exactly.gap)).toBeLessThan(1e-8 * objective);
      }
      const { model } = nuclearNorm.train(data, configured(lambda), null, tight);
      const { relative } = dualityGap(data, model, lambda, 1e-4);
      expect(relative).toBeLessThan(1e-7);
      expect(relative).toBeGreaterThan(-1e-12);
    });
  });
});

describe('nuclear-norm minimization', () => {
  it('reaches the optimum of rank a hundred and more, by the textbook’s dual', { timeout: 120_000 }, () => {
    const { table, data } = problem(dice(11), 200, 160, 0.9, 'none');
    const lambda = 2;
    const { model, objective, converged, certificate } = nuclearNorm.train(data, configured(lambda), null, tight);
    expect(converged).toBe(true);
    const judged = certified(table, predictionsOf(model), lambda);
    expect(judged.gap).toBeLessThan(1e-6 * objective);
    expect(Math.abs(judged.objective - objective)).toBeLessThan(1e-9 * objective);
    expect(judged.singularValues.filter((value) => value > 1e-4)).toHaveLength(certificate!.rank);
    expect(certificate!.rank).toBeGreaterThan(100);
  });

  const { table, data } = problem(dice(7), 30, 20, 0.5);
  const items = 20;

  it('ends in one model from any start, and at once from its own', () => {
    const config = configured(2.5);
    const { model } = nuclearNorm.train(data, config, null, tight);
    for (const seed of [1, 2]) {
      const other = nuclearNorm.train(data, config, nuclearNorm.randomStart(items, config, seed), tight);
      expect(largestDifference(predictionsOf(other.model), predictionsOf(model))).toBeLessThan(1e-7);
    }
    const warm = nuclearNorm.train(data, config, model.itemFactors, { ...tight, tolerance: 2e-10 });
    expect(warm.model.itemFactors).toEqual(model.itemFactors);
    expect(warm.products).toBe(0);
  });

  it('is what ALS finds where k does not bind, and not where it does', () => {
    const { model, certificate } = nuclearNorm.train(data, configured(3), null, tight);
    const { rank } = certificate!;
    const alsOf = (k: number) => als.train(data, { rank: k, lambdaUsers: 2, lambdaItems: 4.5 }, null, tight).model;
    expect(rank).toBeGreaterThan(3);
    expect(largestDifference(predictionsOf(alsOf(rank + 2)), predictionsOf(model))).toBeLessThan(1e-6);
    const bound = alsOf(rank - 2);
    expect(largestDifference(predictionsOf(bound), predictionsOf(model))).toBeGreaterThan(1e-3);
    expect(certificateOf(data, bound, { lambdaUsers: 2, lambdaItems: 4.5 }).ratio).toBeGreaterThan(1.001);
    expect(certificateOf(data, alsOf(rank + 2), { lambdaUsers: 2, lambdaItems: 4.5 }).ratio).toBeLessThan(1);
  });

  it('is 0 from the largest singular value of the ratings on, and not below', () => {
    const largest = valuesOf(table.map((row) => row.map((value) => value ?? 0)))[0];
    const zero = nuclearNorm.train(data, configured(1.001 * largest), null, tight);
    expect([...zero.model.itemFactors, ...zero.model.userFactors].every((value) => value === 0)).toBe(true);
    expect(zero.certificate).toMatchObject({ rank: 0 });
    expect(zero.certificate!.ratio).toBeCloseTo(1 / 1.001, 9);
    expect(zero.converged).toBe(true);
    expect(nuclearNorm.train(data, configured(0.99 * largest), null, tight).certificate!.rank).toBe(1);
  });

  it('says so where the cap on the rank binds', () => {
    const { certificate, warnings, model } = nuclearNorm.train(data, configured(1.5, 4), null, tight);
    expect(certificate!.rank).toBe(4);
    expect(certificate!.ratio).toBeGreaterThan(1.01);
    expect(warnings).toEqual([expect.stringMatching(/^The cap of 4 on the rank binds: .* λ/)]);
    expect(certificateOf(data, model, ridge(1.5)).ratio).toBeCloseTo(certificate!.ratio, 8);
    const higher = nuclearNorm.train(data, configured(1.5), null, tight).model;
    expect(nuclearNorm.train(data, configured(1.5, 4), higher.itemFactors, tight).certificate!.rank).toBe(4);
    expect(nuclearNorm.randomStart(items, configured(1.5, 4), 1)).toHaveLength(4 * items);
  });

  it('is presented as U Σ Vᵀ with orthonormal columns that E maps onto each other', () => {
    const lambda = 2.5;
    const { model, certificate } = nuclearNorm.train(data, configured(lambda), null, tight);
    const { rank, values, userVectors, maliciousVectors, itemVectors } = singularForm(model);
    expect(rank).toBe(certificate!.rank);
    const U = chunks(Float64Array.of(...userVectors, ...maliciousVectors), rank);
    const V = chunks(itemVectors, rank);
    for (const a of [U, V]) multiply(transpose(a), a).forEach((row, r) => row.forEach((value, c) => expect(value).toBeCloseTo(r === c ? 1 : 0, 10)));
    const X = multiply(U.map((row) => row.map((value, c) => value * values[c])), transpose(V));
    expect(largestDifference(X, predictionsOf(model))).toBeLessThan(1e-10);
    valuesOf(X).slice(0, rank).forEach((value, c) => expect(values[c]).toBeCloseTo(value, 7));
    const E = table.map((row, i) => row.map((value, j) => (value === null ? 0 : value - X[i][j])));
    expect(largestDifference(multiply(E, V), U.map((row) => row.map((value) => lambda * value)))).toBeLessThan(1e-7);
  });

  it('keeps columns beyond its rank at exactly 0', () => {
    const { model, certificate } = nuclearNorm.train(data, configured(4), null, tight);
    expect(model.rank).toBe(8);
    expect(certificate!.rank).toBeLessThan(8);
    for (const factors of [model.userFactors, model.maliciousFactors, model.itemFactors]) {
      chunks(factors, 8).forEach((row) => expect(row.slice(certificate!.rank).every((value) => value === 0)).toBe(true));
    }
  });

  it('polls, and stops at the first yes', () => {
    let polls = 0;
    nuclearNorm.train(data, configured(2), null, { ...tight, cancelled: () => (polls++, false) });
    for (const stop of [1, 5, Math.floor(polls / 2), polls]) {
      let asked = 0;
      expect(() => nuclearNorm.train(data, configured(2), null, { ...tight, cancelled: () => ++asked >= stop })).toThrow(
        expect.objectContaining({ code: 'cancelled' }),
      );
      expect(asked).toBe(stop);
    }
  });

  it('says that it did not converge at the cap on sweeps', () => {
    const cut = nuclearNorm.train(data, configured(1), null, { ...tight, maxSweeps: 3 });
    expect(cut.converged).toBe(false);
  });
});

describe.skipIf(!realData('ml-100k.zip'))('nuclear-norm minimization of ml-100k', () => {
  it('has the ranks that an independent implementation found', { timeout: 600_000 }, async () => {
    const dataset = await importFile(realData('ml-100k.zip')!, { minRatings: 20 });
    const data = { normal: dataset.ratings, malicious: null };
    const expected = { 34: 5, 31: 7, 28: 8, 26: 12, 25: 13, 20: 34 };
    for (const [lambda, rank] of Object.entries(expected)) {
      const begun = performance.now();
      const trained = nuclearNorm.train(data, configured(Number(lambda)), null, { ...tight, tolerance: 1e-8 });
      const seconds = (performance.now() - begun) / 1000;
      const { relative, residuals: { steps } } = dualityGap(data, trained.model, Number(lambda), 4e-3);
      console.log(`λ = ${lambda}: rank ${trained.certificate!.rank}, ω/λ ${trained.certificate!.ratio.toFixed(5)}, ${trained.sweeps} sweeps, ${trained.products} products, ${seconds.toFixed(1)} s, relative gap below ${relative.toExponential(1)} after ${steps} steps`);
      expect(trained.converged).toBe(true);
      expect(trained.certificate!.rank).toBe(rank);
      expect(trained.certificate!.ratio).toBeLessThanOrEqual(1);
      expect(relative).toBeGreaterThan(0);
      expect(relative).toBeLessThan(5e-3);
    }
    const clean = trainClean({ dataset, learner: { id: 'nuclear-norm', config: { lambda: 28, maxRank: 256 } } }, quiet);
    const { model } = als.train(data, { rank: 8, lambdaUsers: 28, lambdaItems: 28 }, null, { ...tight, tolerance: 1e-8 });
    expect(Math.abs(clean.objective / als.train(data, { rank: 8, lambdaUsers: 28, lambdaItems: 28 }, model.itemFactors, { ...tight, tolerance: 1e-7 }).objective - 1)).toBeLessThan(1e-9);
  });
});

function chunks(values: Float64Array, k: number): number[][] {
  return Array.from({ length: values.length / k }, (_, row) => [...values.subarray(row * k, row * k + k)]);
}
