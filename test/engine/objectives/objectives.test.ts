import { describe, expect, it } from 'vitest';
import type { UtilityInput } from '../../../src-main/engine/objectives/define-objective.ts';
import { objectives } from '../../../src-main/engine/objectives/list.ts';
import { dice } from '../../oracle/dice.ts';
import { numericalGradient } from '../../oracle/finite-differences.ts';
import { fromRowMajor, matrix, toRowMajor } from '../../oracle/matrix.ts';
import { randomTable } from '../../oracle/rating-table.ts';
import { hybridOf, shiftOfUnseen, type Wish } from '../../oracle/utilities.ts';
import { sparseForm } from '../learners/from-tables.ts';

const users = 9;
const items = 7;
const k = 3;
const random = dice(12);
const table = randomTable(random, users, items, 0.4);
table[2] = table[2].map(() => null);
table[3] = table[3].map(() => 1);
const clean = { U: matrix(users, k, () => random.bell()), V: matrix(items, k, () => random.bell()) };
const poisoned = { U: matrix(users, k, () => random.bell()), V: matrix(items, k, () => random.bell()) };
const normal = sparseForm(table, items);

function input(targets: number[], by = poisoned): UtilityInput {
  const flat = ({ U, V }: typeof clean) => ({ rank: k, userFactors: toRowMajor(U), itemFactors: toRowMajor(V) });
  return { normal, clean: flat(clean), poisoned: flat(by), targets };
}

function objective(id: string) {
  const found = objectives.find(id);
  if (!found) throw new Error(`no objective ${id}`);
  return found;
}

interface Case {
  id: string;
  config: Record<string, unknown>;
  wish: Wish;
}
const hybrid = (availability: number, integrity: number, targets: number[], weight: number): Case => ({
  id: 'hybrid',
  config: { availability, integrity, targets: [], weight },
  wish: { availability, integrity, targets, weight },
});
const integrity = (targets: number[], weight: number): Case => ({
  id: 'integrity',
  config: { targets: [], weight },
  wish: { availability: 0, integrity: 1, targets, weight },
});
const cases: Case[] = [
  { id: 'availability', config: {}, wish: { availability: 1, integrity: 0, targets: [], weight: 2 } },
  integrity([4], 2),
  integrity([0, 5, 6], -1.5),
  integrity([], 2),
  hybrid(1, 0, [2], 2),
  hybrid(-1, 1, [2], 2),
  hybrid(0.5, -3, [1, 2], 2),
  hybrid(0, 2, [6], -0.5),
  hybrid(-2, 0, [], 2),
];

describe.each(cases)('$id with $config', ({ id, config, wish }) => {
  const { value, gradient } = objective(id);
  const judged = input(wish.targets);

  it('is the sum over entries that the paper defines', () => {
    const expected = hybridOf(table, clean, poisoned, wish);
    expect(Math.abs(value(judged, config) - expected)).toBeLessThan(1e-11 * (1 + Math.abs(expected)));
  });

  it('has the gradient that finite differences in the model find', () => {
    const { userGradient, itemGradient } = gradient(judged, config);
    const at = (U: Float64Array, V: Float64Array) =>
      hybridOf(table, clean, { U: fromRowMajor(U, users, k), V: fromRowMajor(V, items, k) }, wish);
    const U = toRowMajor(poisoned.U);
    const V = toRowMajor(poisoned.V);
    const along = numericalGradient((x) => at(x, V), U);
    const across = numericalGradient((x) => at(U, x), V);
    expect(userGradient).toHaveLength(users * k);
    expect(itemGradient).toHaveLength(items * k);
    along.forEach((slope, c) => expect(userGradient[c]).toBeCloseTo(slope, 5));
    across.forEach((slope, c) => expect(itemGradient[c]).toBeCloseTo(slope, 5));
  });
});

describe('hybrid', () => {
  it('is linear in both weights, value and gradient alike', () => {
    const { value, gradient } = objective('hybrid');
    const judged = input([1, 4]);
    const at = (availability: number, weight: number) => ({ availability, integrity: weight, targets: [], weight: 2 });
    const combined = -0.7 * value(judged, at(1, 0)) + 2.5 * value(judged, at(0, 1));
    expect(value(judged, at(-0.7, 2.5))).toBeCloseTo(combined, 10);
    const [first, second, both] = [at(1, 0), at(0, 1), at(-0.7, 2.5)].map((config) => gradient(judged, config));
    for (const part of ['userGradient', 'itemGradient'] as const) {
      both[part].forEach((slope, c) => expect(slope).toBeCloseTo(-0.7 * first[part][c] + 2.5 * second[part][c], 10));
    }
    expect(value(judged, at(1, 0))).toBe(objective('availability').value(judged, {}));
    expect(value(judged, at(0, 1))).toBe(objective('integrity').value(judged, { targets: [], weight: 2 }));
  });
});

describe('the prediction shift', () => {
  const { value } = objective('availability');

  it('is exactly 0 for the clean model itself', () => {
    expect(value(input([], clean), {})).toBe(0);
  });

  it('keeps nine digits of a shift of 1e-9, which subtracting predictions of order one would lose', () => {
    const nudge = matrix(items, k, () => 1e-9 * random.bell());
    const near = { U: clean.U, V: clean.V.map((row, j) => row.map((x, c) => x + nudge[j][c])) };
    const moved = { U: clean.U, V: near.V.map((row, j) => row.map((x, c) => x - clean.V[j][c])) };
    const expected = shiftOfUnseen(table, { U: clean.U, V: matrix(items, k, () => 0) }, moved);
    expect(Math.abs(value(input([], near), {}) / expected - 1)).toBeLessThan(1e-9);
  });

  it('is 0 when everything is seen', () => {
    const full = { ...input([]), normal: sparseForm(table.map((row) => row.map(() => 0)), items) };
    expect(value(full, {})).toBeLessThan(1e-10);
  });
});
