import { describe, expect, it } from 'vitest';
import type { AttackContext } from '../../../src-main/engine/attacks/define-attack.ts';
import { allUsersPrior } from '../../../src-main/engine/attacks/langevin/prior.ts';
import { projectOntoBudget } from '../../../src-main/engine/attacks/sgld/largest-entries.ts';
import { sgld } from '../../../src-main/engine/attacks/sgld/sgld.ts';
import { randomStream } from '../../../src-main/numeric/random.ts';
import { dice } from '../../oracle/dice.ts';
import { nearestFeasible, preconditionedStep, printedPrior, printedStep } from '../../oracle/langevin.ts';
import { randomTable } from '../../oracle/rating-table.ts';
import { sparseForm } from '../learners/from-tables.ts';

const random = dice(71);
const items = 9;
const users = 15;
const table = randomTable(random, users, items, 0.5);
for (const row of table) {
  row[2] = null;
  row[4] = -1;
  row[5] = row[5] === null ? null : 0;
}
const held = [2, 4, 5];
const context: AttackContext = {
  normal: sparseForm(table, items),
  scale: { min: 1, max: 5, step: 1 },
  budget: { maliciousShare: 0.2, fillerSize: 4, maxRating: 2 },
  maliciousUsers: 3,
  targets: [],
  seed: 6,
};
const prior = printedPrior(table);
const configFor = (change: Record<string, unknown>) => sgld.config.parse(change);

describe('the prior', () => {
  it('counts unrated as 0 over all users, as printed', () => {
    const { mean, variance } = allUsersPrior(context.normal);
    prior.mean.forEach((value, j) => expect(mean[j]).toBeCloseTo(value, 12));
    prior.variance.forEach((value, j) => expect(variance[j]).toBeCloseTo(value, 12));
    for (const j of held) expect(variance[j]).toBe(0);
    expect(variance.filter((value) => value > 0)).toHaveLength(items - held.length);
  });

  it('is where the first ratings come from; items with σ = 0 start at their mean', () => {
    const many = { ...context, maliciousUsers: 4000 };
    const values = sgld.initialValues(many, configFor({}), 'dense');
    for (let j = 0; j < items; j++) {
      const column = values.filter((_, at) => at % items === j);
      const mean = column.reduce((a, b) => a + b, 0) / column.length;
      const variance = column.reduce((a, b) => a + (b - mean) ** 2, 0) / column.length;
      expect(Math.abs(mean - prior.mean[j])).toBeLessThanOrEqual(4.5 * Math.sqrt(prior.variance[j] / 4000));
      expect(Math.abs(variance - prior.variance[j])).toBeLessThanOrEqual(4.5 * prior.variance[j] * Math.sqrt(2 / 4000));
    }
    for (const j of held) expect(values[j]).toBe(prior.mean[j]);
  });
});

describe.each([
  { preconditioned: true, formula: preconditionedStep },
  { preconditioned: false, formula: printedStep },
])('a Langevin step, preconditioned $preconditioned', ({ preconditioned, formula }) => {
  it('is the formula with the noise of its iteration; items with σ = 0 stay', () => {
    const config = configFor({ preconditioned, beta: 0.8 });
    const values = Float64Array.from({ length: 27 }, () => 2 * random.bell());
    const gradient = Float64Array.from({ length: 27 }, () => 5 * random.bell());
    for (const iteration of [0, 7]) {
      const noise = randomStream(6, 'sgld.noise', iteration);
      const before = values.slice();
      const moved = sgld.propose(context, config, { values, utility: 0, step: 0.05, iteration }, gradient, 'dense');
      expect(values).toEqual(before);
      moved.forEach((value, at) => {
        const j = at % items;
        const epsilon = noise.normal();
        if (held.includes(j)) expect(value).toBe(values[at]);
        else expect(value).toBeCloseTo(formula(values[at], prior.mean[j], prior.variance[j], 0.8, gradient[at], 0.05, epsilon), 10);
      });
    }
  });

  it('has the prior for its stationary distribution at β = 0, but for the known bias of the step', () => {
    const fakes = 4000;
    const many = { ...context, maliciousUsers: fakes };
    const config = configFor({ preconditioned, beta: 0 });
    const step = preconditioned ? 1 : 1.2 * Math.min(...prior.variance.filter((value) => value > 0));
    const none = new Float64Array(fakes * items);
    let values = new Float64Array(fakes * items).fill(1.7);
    for (let iteration = 0; iteration < 60; iteration++) {
      values = sgld.propose(many, config, { values, utility: 0, step, iteration }, none, 'dense') as typeof values;
    }
    for (let j = 0; j < items; j++) {
      if (held.includes(j)) continue;
      const mixed = (1 - (preconditioned ? step / 2 : step / (2 * prior.variance[j]))) ** 60;
      const bias = 1 / (1 - step / 4 / (preconditioned ? 1 : prior.variance[j]));
      const column = values.filter((_, at) => at % items === j);
      const mean = column.reduce((a, b) => a + b, 0) / fakes;
      const variance = column.reduce((a, b) => a + (b - mean) ** 2, 0) / fakes;
      const expectedMean = prior.mean[j] + (1.7 - prior.mean[j]) * mixed;
      const expectedVariance = prior.variance[j] * bias * (1 - mixed * mixed);
      expect(Math.abs(mean - expectedMean)).toBeLessThan(4.5 * Math.sqrt(expectedVariance / fakes));
      expect(Math.abs(variance / expectedVariance - 1)).toBeLessThan(4.5 * Math.sqrt(2 / fakes));
      if (preconditioned) expect(variance / prior.variance[j]).toBeGreaterThan(1.15);
    }
  });
});

describe('the schedule', () => {
  it('accepts every step, decays as asked, and ends after the last', () => {
    const iterate = { values: new Float64Array(0), utility: 5, step: 0.3, iteration: 0 };
    const constant = configFor({ iterations: 3 });
    expect(sgld.initialStep(context, constant)).toBe(0.3);
    expect(sgld.decide(context, constant, iterate, -100)).toEqual({ accept: true, step: 0.3, finished: null });
    const decaying = configFor({ iterations: 3, decay: 0.5 });
    expect(sgld.decide(context, decaying, { ...iterate, iteration: 1 }, 0).step).toBeCloseTo(0.3 / 2, 14);
    expect(sgld.decide(context, decaying, { ...iterate, iteration: 2 }, 0).finished).toMatch(/all iterations/);
  });
});

describe('the projection', () => {
  it('is the nearest feasible row, by trying them all', () => {
    for (let trial = 0; trial < 60; trial++) {
      const n = 1 + random.integer(8);
      const size = 1 + random.integer(n);
      const bound = 0.5 + 1.5 * random.uniform();
      const x = Array.from({ length: n }, () => 2 * random.bell());
      const banned = random.integer(2 * n);
      const allowed = (j: number) => j !== banned;
      const found = projectOntoBudget(Float64Array.from(x), 1, n, { fillerSize: size, maxRating: bound, allowed, included: [] });
      const row = new Array<number>(n).fill(0);
      found.rowItem.forEach((j, at) => (row[j] = found.rowValue[at]));
      const best = nearestFeasible(x, size, bound, allowed);
      const distance = row.reduce((sum, value, j) => sum + (value - x[j]) ** 2, 0);
      expect(distance).toBeCloseTo(best.distance, 10);
      expect(found.rowItem.length).toBe(Math.min(size, n - (banned < n ? 1 : 0)));
      expect(found.rowItem).not.toContain(banned);
      for (const value of found.rowValue) expect(Math.abs(value)).toBeLessThanOrEqual(bound);
    }
  });

  const all = { fillerSize: 2, maxRating: 2, allowed: () => true, included: [] };
  it('breaks ties by ascending item, keeps rows apart and items ascending', () => {
    const found = projectOntoBudget(Float64Array.of(1, -3, 3, 1, 5, 0, 0.1, 5), 2, 4, all);
    expect([...found.rowStart]).toEqual([0, 2, 4]);
    expect([...found.rowItem]).toEqual([1, 2, 0, 3]);
    expect([...found.rowValue]).toEqual([-2, 2, 2, 2]);
    const tied = projectOntoBudget(Float64Array.of(2, 2, -2, 2), 1, 4, all);
    expect([...tied.rowItem]).toEqual([0, 1]);
  });

  it('never picks an item with σ = 0, however large its mean', () => {
    const values = Float64Array.from({ length: 27 }, (_, at) => (held.includes(at % items) ? 100 : 0.01 * random.bell()));
    const profiles = sgld.project({ ...context, budget: { ...context.budget, fillerSize: 9 } }, configFor({}), values, 'dense');
    expect(profiles.users).toBe(3);
    expect([...profiles.rowItem.subarray(0, 6)]).toEqual([0, 1, 3, 6, 7, 8]);
    expect(profiles.rowItem).toHaveLength(18);
  });
});
