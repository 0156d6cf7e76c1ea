import { describe, expect, it } from 'vitest';
import { relativeError, engineGradient, retrainedUtility, slopes, smallAttack } from './small-attack.ts';
import { dice } from '../../oracle/dice.ts';
import { worstKktResidual } from '../../oracle/factorization.ts';

const wishes = {
  availability: { availability: 1, integrity: 0, targets: [], weight: 2 },
  'integrity, pushing': { availability: 0, integrity: 1, targets: [2, 5], weight: 2 },
  'integrity, pulling': { availability: 0, integrity: 1, targets: [0], weight: -1 },
  'hybrid with a light trace': { availability: -1, integrity: 1, targets: [5], weight: 2 },
};
const tight = { tolerance: 1e-12, maxProducts: 500 };

describe.each(['sparse', 'dense'] as const)('the exact gradient of a %s block', (form) => {
  const attack = smallAttack(5, form);

  it('stands at an optimum', () => {
    expect(worstKktResidual(attack.blocks, attack.poisoned, attack.lambda)).toBeLessThan(1e-11);
  });

  it.each(Object.entries(wishes))('of %s agrees with central differences through full retraining', (_, wish) => {
    const { values, warnings } = engineGradient(attack, 'exact', wish, tight);
    const expected = slopes(attack.blocks.fakes, (fakes) => retrainedUtility(attack, fakes, wish), 1e-4);
    expect(values).toHaveLength(expected.length);
    expect(expected).toHaveLength(form === 'dense' ? 24 : 9);
    expect(relativeError(values, expected)).toBeLessThan(1e-4);
    expect(warnings).toEqual([]);
  });

  it('is nearly the same at its default tolerance, and is not the one-step gradient', () => {
    const whole = [...engineGradient(attack, 'exact', wishes.availability, tight).values];
    expect(relativeError(engineGradient(attack, 'exact', wishes.availability).values, whole)).toBeLessThan(1e-3);
    expect(relativeError(engineGradient(attack, 'one-step', wishes.availability).values, whole)).toBeGreaterThan(0.05);
  });

  it('is linear in the wish', () => {
    const [shift, push] = [wishes.availability, wishes['integrity, pushing']].map(
      (wish) => engineGradient(attack, 'exact', wish, tight).values,
    );
    const both = engineGradient(attack, 'exact', { availability: -3, integrity: 0.5, targets: [2, 5], weight: 2 }, tight).values;
    expect(relativeError(both, Array.from(shift, (value, at) => -3 * value + 0.5 * push[at]))).toBeLessThan(1e-8);
  });

  it('says when its cap on products ended it', () => {
    const cut = engineGradient(attack, 'exact', wishes.availability, { tolerance: 1e-10, maxProducts: 2 });
    expect(cut.products).toBe(2);
    expect(cut.warnings).toEqual([expect.stringMatching(/stopped at 2 products/)]);
  });
});

describe('the exact gradient', () => {
  it('is the same for a dense block and a sparse one with every item rated', () => {
    const dense = smallAttack(5, 'dense');
    const { data } = dense;
    if (data.malicious?.kind !== 'dense') throw new Error('no dense block');
    const { users, items, values } = data.malicious;
    const rowStart = Int32Array.from({ length: users + 1 }, (_, i) => i * items);
    const rowItem = Int32Array.from(values, (_, at) => at % items);
    const colStart = Int32Array.from({ length: items + 1 }, (_, j) => j * users);
    const colUser = Int32Array.from(values, (_, at) => at % users);
    const colEntry = Int32Array.from(values, (_, at) => (at % users) * items + Math.floor(at / users));
    const ratings = { users, items, rowStart, rowItem, rowValue: values, colStart, colUser, colEntry };
    const sparse = { ...dense, data: { ...data, malicious: { kind: 'sparse' as const, ratings } } };
    for (const [id, config] of [['exact', tight], ['one-step', {}]] as const) {
      const [a, b] = [dense, sparse].map((attack) => engineGradient(attack, id, wishes['hybrid with a light trace'], config).values);
      expect(a).toHaveLength(24);
      expect(relativeError(a, [...b])).toBeLessThan(1e-9);
    }
  });

  it('does not depend on the rotation of the model that it is taken at', () => {
    const attack = smallAttack(9, 'sparse', 3);
    const angle = 2 * Math.PI * dice(1).uniform();
    const turn = (rows: Float64Array) =>
      rows.map((value, at) => {
        if (at % 3 === 2) return value;
        const [x, y] = [rows[at - (at % 3)], rows[at - (at % 3) + 1]];
        return at % 3 === 0 ? x * Math.cos(angle) - y * Math.sin(angle) : x * Math.sin(angle) + y * Math.cos(angle);
      });
    const { rank, userFactors, maliciousFactors, itemFactors } = attack.model;
    const model = { rank, userFactors: turn(userFactors), maliciousFactors: turn(maliciousFactors), itemFactors: turn(itemFactors) };
    const here = engineGradient(attack, 'exact', wishes.availability, tight).values;
    const there = engineGradient({ ...attack, model }, 'exact', wishes.availability, tight).values;
    expect(relativeError(there, [...here])).toBeLessThan(1e-7);
  });

  it('holds at other ranks', () => {
    for (const rank of [1, 4]) {
      const attack = smallAttack(7, 'sparse', rank);
      const wish = wishes['hybrid with a light trace'];
      const { values } = engineGradient(attack, 'exact', wish, tight);
      const expected = slopes(attack.blocks.fakes, (fakes) => retrainedUtility(attack, fakes, wish), 1e-4);
      expect(relativeError(values, expected)).toBeLessThan(1e-4);
    }
  });
});
