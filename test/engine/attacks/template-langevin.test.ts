import { describe, expect, it } from 'vitest';
import type { AttackContext } from '../../../src-main/engine/attacks/define-attack.ts';
import { randomSupport } from '../../../src-main/engine/attacks/random-profiles.ts';
import { templateLangevin } from '../../../src-main/engine/attacks/template-langevin/template-langevin.ts';
import { templateSupport, templateUsers } from '../../../src-main/engine/attacks/template-langevin/templates.ts';
import { ratedItems } from '../../../src-main/engine/detectors/rated-items/rated-items.ts';
import { randomStream } from '../../../src-main/numeric/random.ts';
import { sparseRatings, withValues, type SparseRatings } from '../../../src-main/numeric/sparse-ratings.ts';
import { generateRatings } from '../../../src-main/ratings/synthetic.ts';
import { dice } from '../../oracle/dice.ts';
import { preconditionedStep, printedStep, ratersPriorOf } from '../../oracle/langevin.ts';
import { randomTable } from '../../oracle/rating-table.ts';
import { importFile } from '../../ratings/miniature.ts';
import { realData } from '../../real-data.ts';
import { sparseForm } from '../learners/from-tables.ts';

const scale = { min: 1, max: 5, step: 1 };
const rowsOf = ({ users, rowStart, rowItem }: SparseRatings) =>
  Array.from({ length: users }, (_, i) => Array.from(rowItem.subarray(rowStart[i], rowStart[i + 1])));

/** A context on users with so many ratings each, on the items from their own number on. */
function contextOf(sizes: number[], items: number, change: Partial<AttackContext> & { fillerSize: number }): AttackContext {
  const entries = sizes.flatMap((size, i) => Array.from({ length: size }, (_, at) => [i, (i + at) % items]));
  const normal = sparseRatings(sizes.length, items, entries.map(([i]) => i), entries.map(([, j]) => j), entries.map(([i, j]) => ((i * 7 + j * 3) % 5) - 2));
  const { fillerSize, ...rest } = change;
  return { normal, scale, budget: { maliciousShare: 1, fillerSize, maxRating: 2 }, maliciousUsers: 4, targets: [], seed: 1, ...rest };
}

describe('templates', () => {
  it('are users with at most B ratings, nearest B first, ties in a seeded order', () => {
    const sizes = [3, 9, 6, 0, 7, 6, 4, 6, 12];
    const context = contextOf(sizes, 20, { fillerSize: 7 });
    const orders = Array.from({ length: 40 }, (_, seed) => Array.from(templateUsers({ ...context, maliciousUsers: 6, seed })));
    for (const order of orders) {
      expect(order.map((i) => sizes[i])).toEqual([7, 6, 6, 6, 4, 3]);
      expect(new Set(order).size).toBe(6);
    }
    expect(new Set(orders.map(String)).size).toBeGreaterThan(3);
    expect([...templateUsers({ ...context, maliciousUsers: 3 })]).toEqual(orders[1].slice(0, 3));
  });

  it('come again where there are fewer than fakes', () => {
    const users = [...templateUsers(contextOf([9, 5, 9, 4], 20, { fillerSize: 5, maliciousUsers: 5 }))];
    expect(users).toEqual([1, 3, 1, 3, 1]);
  });

  it('are cut only where nobody rated so little, and then the shortest first', () => {
    const context = contextOf([9, 5, 6, 8], 20, { fillerSize: 3, maliciousUsers: 4 });
    expect([...templateUsers(context)]).toEqual([1, 2, 3, 0]);
    const real = rowsOf(context.normal);
    const rows = rowsOf(templateSupport(context, false));
    rows.forEach((row, i) => {
      expect(row).toHaveLength(3);
      expect(real[templateUsers(context)[i]]).toEqual(expect.arrayContaining(row));
    });
    const seen = new Set(Array.from({ length: 30 }, (_, seed) => String(rowsOf(templateSupport({ ...context, seed }, false))[0])));
    expect(seen.size).toBeGreaterThan(5);
  });

  it('are taken whole otherwise', () => {
    const context = contextOf([3, 9, 6, 1, 7], 20, { fillerSize: 7 });
    const real = rowsOf(context.normal);
    const users = templateUsers(context);
    const rows = rowsOf(templateSupport(context, false));
    rows.forEach((row, i) => expect(row).toEqual(real[users[i]]));
    expect(rows.map(({ length }) => length)).toEqual([7, 6, 3, 1]);
  });

  it('give places to targets when asked, and grow only for those', () => {
    const context = contextOf([3, 9, 6, 1, 7], 20, { fillerSize: 7, targets: [1, 18] });
    const real = rowsOf(context.normal);
    const users = templateUsers(context);
    rowsOf(templateSupport(context, true)).forEach((row, i) => {
      expect(row).toHaveLength(Math.max(2, real[users[i]].length));
      expect(row).toEqual([...new Set(row)].sort((a, b) => a - b));
      expect(row).toEqual(expect.arrayContaining([1, 18]));
      for (const j of row) expect([...real[users[i]], 1, 18]).toContain(j);
    });
    const many = { ...context, budget: { ...context.budget, fillerSize: 1 }, targets: [4, 9] };
    for (const row of rowsOf(templateSupport(many, true))) expect(row).toEqual([4]);
  });

  it('are nobody without ratings', () => {
    const context = contextOf([0, 0], 5, { fillerSize: 3 });
    expect(templateSupport(context, false).rowItem).toHaveLength(0);
  });
});

describe('template Langevin', () => {
  const table = randomTable(dice(5), 30, 12, 0.5);
  const context: AttackContext = {
    normal: sparseForm(table, 12),
    scale,
    budget: { maliciousShare: 0.1, fillerSize: 6, maxRating: 1.5 },
    maliciousUsers: 3,
    targets: [],
    seed: 4,
  };

  it.each([
    { preconditioned: true, formula: preconditionedStep },
    { preconditioned: false, formula: printedStep },
  ])('steps on its rated entries alone, with raters’ priors, clamped, preconditioned $preconditioned', ({ preconditioned, formula }) => {
    const config = templateLangevin.config.parse({ preconditioned, beta: 0.7, shrinkage: 2 });
    const support = templateLangevin.support(context, config);
    if (support === 'dense') throw new Error('dense');
    const { mean, variance } = ratersPriorOf(table, 2);
    const values = templateLangevin.initialValues(context, config, support);
    expect(values).toHaveLength(support.rowItem.length);
    expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(1.5);
    const gradient = values.map((_, at) => (at % 3) - 1);
    const noise = randomStream(4, 'template-langevin.noise', 2);
    const moved = templateLangevin.propose(context, config, { values, utility: 0, step: 0.6, iteration: 2 }, gradient, support);
    moved.forEach((value, at) => {
      const j = support.rowItem[at];
      const free = formula(values[at], mean[j], variance[j], 0.7, gradient[at], 0.6, noise.normal());
      expect(value).toBeCloseTo(Math.max(-1.5, Math.min(1.5, free)), 10);
    });
    expect(moved.some((value) => Math.abs(value) === 1.5)).toBe(true);
    expect(templateLangevin.project(context, config, moved, support)).toEqual(withValues(support, moved));
  });

  it('draws its first ratings from raters’ priors', () => {
    const config = templateLangevin.config.parse({ shrinkage: 3 });
    const wide = { ...context, maliciousUsers: 6000, budget: { ...context.budget, maxRating: 100 } };
    const support = templateLangevin.support(wide, config);
    if (support === 'dense') throw new Error('dense');
    const values = templateLangevin.initialValues(wide, config, support);
    const { mean, variance } = ratersPriorOf(table, 3);
    for (let j = 0; j < 12; j++) {
      const column = values.filter((_, at) => support.rowItem[at] === j);
      if (column.length < 100) continue;
      const average = column.reduce((a, b) => a + b, 0) / column.length;
      const spread = column.reduce((a, b) => a + (b - average) ** 2, 0) / column.length;
      expect(Math.abs(average - mean[j])).toBeLessThan(4.5 * Math.sqrt(variance[j] / column.length));
      expect(Math.abs(spread / variance[j] - 1)).toBeLessThan(4.5 * Math.sqrt(2 / column.length));
    }
  });
});

/** p of Welch's test on the popularity of the rated items, by seed, of template profiles and of uniform ones. */
function popularityPs(normal: SparseRatings, fillerSize: number, maliciousUsers: number) {
  const p = (profiles: SparseRatings, seed: number) =>
    ratedItems.measure({ normal, profiles, seed }, ratedItems.config.parse({})).welchP!;
  return [1, 2, 3, 4, 5].map((seed) => {
    const context: AttackContext = { normal, scale, budget: { maliciousShare: 1, fillerSize, maxRating: 2 }, maliciousUsers, targets: [], seed };
    return { template: p(templateSupport(context, false), seed), uniform: p(randomSupport(context, false), seed) };
  });
}

describe('the popularity of rated items', () => {
  it('gives uniform profiles away and templates not, on generated data', () => {
    const { ratings } = generateRatings({ users: 400, items: 300, ratings: 9000, rank: 3, noise: 0.5, seed: 2 });
    const ps = popularityPs(ratings, 20, 20);
    expect(ps.filter(({ template, uniform }) => template > uniform)).toHaveLength(5);
    expect(ps.filter(({ uniform }) => uniform < 0.05)).toHaveLength(5);
    expect(ps.filter(({ template }) => template < 0.05).length).toBeLessThanOrEqual(1);
  });

  it.skipIf(!realData('ml-100k.zip'))('gives uniform profiles away and templates not, on ml-100k', async () => {
    const { ratings } = await importFile(realData('ml-100k.zip')!, { minRatings: 20 });
    const ps = popularityPs(ratings, 50, 47);
    expect(ps.filter(({ uniform }) => uniform < 1e-6)).toHaveLength(5);
    expect(ps.filter(({ template }) => template < 0.05).length).toBeLessThanOrEqual(1);
    const context: AttackContext = { normal: ratings, scale, budget: { maliciousShare: 0.05, fillerSize: 50, maxRating: 2 }, maliciousUsers: 47, targets: [], seed: 1 };
    const real = new Set(rowsOf(ratings).map(String));
    const rows = rowsOf(templateSupport(context, false));
    for (const row of rows) expect(real.has(String(row))).toBe(true);
    expect(new Set(rows.map(String)).size).toBe(47);
    expect(Math.min(...rows.map(({ length }) => length))).toBeGreaterThan(40);
  });
});
