import { describe, expect, it } from 'vitest';
import { als } from '../../../src-main/engine/learners/als/als.ts';
import type { TrainingData } from '../../../src-main/engine/learners/factored/factor-model.ts';
import { learners } from '../../../src-main/engine/learners/list.ts';
import { dice, type Dice } from '../../oracle/dice.ts';
import { alternate, objectiveOf, predictions, worstKktResidual, type Blocks, type Factors } from '../../oracle/factorization.ts';
import { fromRowMajor } from '../../oracle/matrix.ts';
import { randomFakes, randomTable } from '../../oracle/rating-table.ts';
import { factorsOf, trainingData } from './from-tables.ts';

const never = { cancelled: () => false };
const tight = { tolerance: 1e-10, maxSweeps: 5000, ...never };

interface Case {
  name: string;
  rank: number;
  lambdaUsers: number;
  lambdaItems: number;
  form: 'sparse' | 'dense' | 'none';
  blocks(random: Dice): Blocks;
}

const ordinary = (random: Dice, size: number): Blocks => ({
  normal: randomTable(random, 14, 11, 0.5),
  fakes: randomFakes(random, 3, 11, size),
});
const cases: Case[] = [
  { name: 'clean data', rank: 2, lambdaUsers: 0.8, lambdaItems: 0.8, form: 'none', blocks: (random) => ({ ...ordinary(random, 0), fakes: [] }) },
  { name: 'rank 1', rank: 1, lambdaUsers: 0.5, lambdaItems: 2, form: 'sparse', blocks: (random) => ordinary(random, 4) },
  { name: 'fakes with few ratings', rank: 3, lambdaUsers: 1.5, lambdaItems: 0.7, form: 'sparse', blocks: (random) => ordinary(random, 4) },
  { name: 'fakes with one rating', rank: 2, lambdaUsers: 1, lambdaItems: 1, form: 'sparse', blocks: (random) => ordinary(random, 1) },
  { name: 'fakes with no rating', rank: 2, lambdaUsers: 1, lambdaItems: 1, form: 'sparse', blocks: (random) => ordinary(random, 0) },
  { name: 'no fakes in a block', rank: 2, lambdaUsers: 1, lambdaItems: 1, form: 'sparse', blocks: (random) => ({ ...ordinary(random, 0), fakes: [] }) },
  { name: 'dense fakes', rank: 2, lambdaUsers: 2, lambdaItems: 1.2, form: 'dense', blocks: (random) => ordinary(random, 11) },
  { name: 'more fakes than users, dense', rank: 3, lambdaUsers: 3, lambdaItems: 2, form: 'dense', blocks: (random) => ({ ...ordinary(random, 11), fakes: randomFakes(random, 20, 11, 11) }) },
  { name: 'a rank beyond both sides', rank: 12, lambdaUsers: 1.5, lambdaItems: 1.5, form: 'sparse', blocks: (random) => ({ normal: randomTable(random, 10, 9, 0.6), fakes: randomFakes(random, 2, 9, 5) }) },
  {
    name: 'empty rows and columns, rows of one rating',
    rank: 2,
    lambdaUsers: 0.7,
    lambdaItems: 0.9,
    form: 'sparse',
    blocks(random) {
      const { normal, fakes } = ordinary(random, 3);
      normal[0] = normal[0].map(() => null);
      normal[5] = normal[5].map((_, j) => (j === 3 ? 2 : null));
      for (const row of [...normal, ...fakes]) row[7] = null;
      return { normal, fakes };
    },
  },
];

function startFor(data: TrainingData, config: { rank: number; lambdaUsers: number; lambdaItems: number }, seed: number) {
  return als.randomStart(data.normal.items, config, seed);
}

function largestDifference(a: Factors, b: Factors): number {
  const left = predictions([...a.U, ...a.fakes], a.V).flat();
  const right = predictions([...b.U, ...b.fakes], b.V).flat();
  return Math.max(...left.map((value, at) => Math.abs(value - right[at])));
}

describe.each(cases)('ALS on $name', ({ rank, lambdaUsers, lambdaItems, form, blocks: build }) => {
  const config = { rank, lambdaUsers, lambdaItems };
  const lambda = { users: lambdaUsers, items: lambdaItems };
  const blocks = build(dice(31));
  const data = trainingData(blocks, form);
  const items = data.normal.items;
  const start = startFor(data, config, 1);
  const trained = als.train(data, config, start, tight);
  const factors = factorsOf(trained.model);

  it('predicts what plain alternation from the same start predicts', () => {
    const oracle = alternate(blocks, fromRowMajor(start, items, rank), lambda);
    expect(largestDifference(factors, oracle)).toBeLessThan(1e-6);
  });

  it('meets the KKT conditions and reports the objective', () => {
    expect(trained.converged).toBe(true);
    expect(trained.relativeGradient).toBeLessThanOrEqual(tight.tolerance);
    expect(worstKktResidual(blocks, factors, lambda)).toBeLessThan(1e-8);
    const expected = objectiveOf(blocks, factors, lambda);
    expect(Math.abs(trained.objective - expected)).toBeLessThan(1e-10 * expected);
  });

  it('never raises the objective on its way', () => {
    const { objectiveTrace } = trained;
    expect(objectiveTrace.at(-1)).toBe(trained.objective);
    for (let at = 1; at < objectiveTrace.length; at++) {
      expect(objectiveTrace[at]).toBeLessThanOrEqual(objectiveTrace[at - 1] * (1 + 1e-12));
    }
  });

  it('does not change its start, and is there at once from its own solution', () => {
    expect(start).toEqual(startFor(data, config, 1));
    const warm = als.train(data, config, trained.model.itemFactors, { ...tight, tolerance: 2e-10 });
    expect(warm.sweeps).toBe(1);
    expect(warm.model.itemFactors).toEqual(trained.model.itemFactors);
    expect(warm.model.userFactors).toEqual(trained.model.userFactors);
  });

  it('needs fewer sweeps than plain alternation, which ends in the same model', () => {
    const plain = als.train(data, config, start, { ...tight, accelerate: false });
    expect(plain.products).toBe(0);
    expect(largestDifference(factorsOf(plain.model), factors)).toBeLessThan(1e-6);
    expect(trained.sweeps).toBeLessThan(plain.sweeps);
  });
});

describe('ALS at the edges', () => {
  const random = dice(44);
  const blocks = ordinary(random, 5);
  const data = trainingData(blocks);

  it('gives the same model for a dense block and for a sparse one with every item rated', () => {
    const full = { normal: blocks.normal, fakes: randomFakes(random, 4, 11, 11) };
    const config = { rank: 3, lambdaUsers: 1.4, lambdaItems: 1.1 };
    const start = startFor(data, config, 2);
    const [sparse, dense] = (['sparse', 'dense'] as const).map((form) => als.train(trainingData(full, form), config, start, tight));
    expect(largestDifference(factorsOf(sparse.model), factorsOf(dense.model))).toBeLessThan(1e-9);
    expect(Math.abs(sparse.objective - dense.objective)).toBeLessThan(1e-10 * sparse.objective);
  });

  it('shrinks everything to 0 under a huge ridge, and nearly interpolates under a tiny one', () => {
    const huge = als.train(data, { rank: 4, lambdaUsers: 1e6, lambdaItems: 1e6 }, null, tight);
    expect(Math.max(...huge.model.itemFactors.map(Math.abs))).toBeLessThan(1e-6);
    expect(Number.isFinite(huge.objective)).toBe(true);
    const config = { rank: 11, lambdaUsers: 1e-3, lambdaItems: 1e-3 };
    const tiny = als.train(data, config, null, { ...tight, tolerance: 1e-6, maxSweeps: 4000 });
    const { U, V } = factorsOf(tiny.model);
    const fitted = predictions(U, V);
    blocks.normal.forEach((row, i) =>
      row.forEach((value, j) => value !== null && expect(Math.abs(fitted[i][j] - value)).toBeLessThan(0.05)),
    );
    expect(worstKktResidual(blocks, factorsOf(tiny.model), { users: 1e-3, items: 1e-3 })).toBeLessThan(1e-5);
  });

  it('keeps a rating of 0 observed: dropping it is another model', () => {
    const config = { rank: 2, lambdaUsers: 0.5, lambdaItems: 0.5 };
    const zeros = blocks.normal.flat().filter((value) => value === 0).length;
    expect(zeros).toBeGreaterThan(3);
    const dropped = { ...blocks, normal: blocks.normal.map((row) => row.map((value) => (value === 0 ? null : value))) };
    const start = startFor(data, config, 1);
    const kept = als.train(data, config, start, tight);
    const without = als.train(trainingData(dropped), config, start, tight);
    expect(largestDifference(factorsOf(kept.model), factorsOf(without.model))).toBeGreaterThan(0.05);
    expect(largestDifference(factorsOf(kept.model), alternate(blocks, fromRowMajor(start, 11, 2), { users: 0.5, items: 0.5 }))).toBeLessThan(1e-6);
  });

  it('gives items that nobody rates a factor of 0, and refits items that no fake rates', () => {
    const { normal, fakes } = { normal: blocks.normal.map((row) => [...row]), fakes: randomFakes(random, 3, 11, 3) };
    for (const row of [...normal, ...fakes]) row[2] = null;
    for (const row of fakes) row[9] = null;
    expect(normal.some((row) => row[9] !== null)).toBe(true);
    const config = { rank: 2, lambdaUsers: 0.6, lambdaItems: 0.6 };
    const clean = als.train(trainingData({ normal, fakes: [] }, 'none'), config, null, tight);
    const poisoned = als.train(trainingData({ normal, fakes }), config, clean.model.itemFactors, tight);
    expect([...poisoned.model.itemFactors.subarray(4, 6)]).toEqual([0, 0]);
    const before = clean.model.itemFactors.subarray(18, 20);
    const after = poisoned.model.itemFactors.subarray(18, 20);
    expect(Math.hypot(before[0] - after[0], before[1] - after[1])).toBeGreaterThan(1e-3);
  });

  it('leaves every prediction alone when the fakes rate nothing', () => {
    const config = { rank: 2, lambdaUsers: 1, lambdaItems: 1 };
    const silent = trainingData({ normal: blocks.normal, fakes: blocks.fakes.map((row) => row.map(() => null)) });
    const clean = als.train({ normal: data.normal, malicious: null }, config, null, tight);
    const same = als.train(silent, config, null, tight);
    expect(same.model.itemFactors).toEqual(clean.model.itemFactors);
    expect([...same.model.maliciousFactors].every((value) => value === 0)).toBe(true);
  });

  it('polls once a sweep and once a Hessian product, and stops at the first yes', () => {
    const config = { rank: 3, lambdaUsers: 0.3, lambdaItems: 0.3 };
    let polls = 0;
    const whole = als.train(data, config, null, { ...tight, cancelled: () => (polls++, false) });
    expect(polls).toBe(whole.sweeps + whole.products);
    for (const stop of [1, 2, whole.sweeps]) {
      polls = 0;
      expect(() => als.train(data, config, null, { ...tight, cancelled: () => ++polls >= stop })).toThrow(
        expect.objectContaining({ code: 'cancelled' }),
      );
      expect(polls).toBe(stop);
    }
  });

  it('ends at the cap on sweeps, but for those of a step taken back, says so, and still never raises the objective', () => {
    const config = { rank: 4, lambdaUsers: 0.05, lambdaItems: 0.05 };
    for (let maxSweeps = 1; maxSweeps <= 40; maxSweeps++) {
      const cut = als.train(data, config, null, { tolerance: 1e-14, maxSweeps, ...never });
      expect(cut.converged).toBe(false);
      expect(cut.sweeps).toBeGreaterThanOrEqual(maxSweeps);
      expect(cut.sweeps).toBeLessThanOrEqual(maxSweeps + 6);
      const { objectiveTrace } = cut;
      for (let at = 1; at < objectiveTrace.length; at++) {
        expect(objectiveTrace[at]).toBeLessThanOrEqual(objectiveTrace[at - 1] * (1 + 1e-12));
      }
    }
  });

  it('has random starts of its own scale, fixed where none is given', () => {
    const config = { rank: 4, lambdaUsers: 1, lambdaItems: 1 };
    const start = als.randomStart(5000, config, 3);
    const square = start.reduce((sum, value) => sum + value * value, 0) / start.length;
    expect(Math.abs(square - 1 / 4)).toBeLessThan(0.01);
    expect(als.randomStart(5000, config, 4)).not.toEqual(start);
    const [a, b] = [als.train(data, config, null, tight), als.train(data, config, als.randomStart(11, config, 0), tight)];
    expect(a.model.itemFactors).toEqual(b.model.itemFactors);
  });
});

it('every learner is a ridge problem of positive ridge', () => {
  for (const learner of learners.all()) {
    const { lambdaUsers, lambdaItems } = learner.ridge(learner.config.parse({}));
    expect(Math.min(lambdaUsers, lambdaItems)).toBeGreaterThan(0);
  }
});
