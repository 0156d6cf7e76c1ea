import { describe, expect, it } from 'vitest';
import { fitItems } from '../../oracle/factorization.ts';
import { inner, matrix, solve } from '../../oracle/matrix.ts';
import { hybridOf } from '../../oracle/utilities.ts';
import { numericalGradient } from '../../oracle/finite-differences.ts';
import { engineGradient, relativeError, slopes, smallAttack } from './small-attack.ts';

const wishes = {
  availability: { availability: 1, integrity: 0, targets: [], weight: 2 },
  integrity: { availability: 0, integrity: 1, targets: [0, 1, 2, 3, 4, 5, 6, 7], weight: 2 },
  hybrid: { availability: -1, integrity: 1, targets: [5], weight: 2 },
};

describe.each(['sparse', 'dense'] as const)('the one-step gradient of a %s block', (form) => {
  const attack = smallAttack(5, form);
  const { blocks, clean, poisoned, lambda } = attack;

  it.each(Object.entries(wishes))('of %s differentiates the last item solve, users held', (_, wish) => {
    const { values, products } = engineGradient(attack, 'one-step', wish);
    const afterItems = (fakes: typeof blocks.fakes) =>
      hybridOf(blocks.normal, clean, { U: poisoned.U, V: fitItems({ ...blocks, fakes }, poisoned.U, poisoned.fakes, lambda.items) }, wish);
    const expected = slopes(blocks.fakes, afterItems, 1e-5);
    expect(relativeError(values, expected)).toBeLessThan(1e-6);
    expect(products).toBe(0);
  });

  it('uses the malicious row’s own factor, not that of a normal user', () => {
    const wish = wishes.availability;
    const { values } = engineGradient(attack, 'one-step', wish);
    const k = 2;
    const rows = [...blocks.normal, ...blocks.fakes];
    const factors = [...poisoned.U, ...poisoned.fakes];
    const slope = numericalGradient(
      (v) => hybridOf(blocks.normal, clean, { U: poisoned.U, V: matrix(8, k, (j, c) => v[j * k + c]) }, wish),
      Float64Array.from(poisoned.V.flat()),
    );
    const formula = (own: number[][]) =>
      blocks.fakes.flatMap((row, i) =>
        row.flatMap((value, j) => {
          if (value === null) return [];
          const g = matrix(k, k, (r, c) =>
            rows.reduce((sum, each, u) => (each[j] === null ? sum : sum + factors[u][r] * factors[u][c]), r === c ? lambda.items : 0),
          );
          return [inner(own[i], solve(g, [...slope.subarray(j * k, j * k + k)]))];
        }),
      );
    expect(relativeError(values, formula(poisoned.fakes))).toBeLessThan(1e-6);
    expect(relativeError(values, formula(poisoned.U))).toBeGreaterThan(0.3);
  });
});

describe('the one-step gradient', () => {
  it('of targets that no fake rates is exactly 0, while the exact one is not', () => {
    const attack = smallAttack(5, 'sparse');
    const unrated = attack.blocks.fakes[0].findIndex((_, j) => attack.blocks.fakes.every((row) => row[j] === null));
    expect(unrated).toBeGreaterThanOrEqual(0);
    const wish = { availability: 0, integrity: 1, targets: [unrated], weight: 2 };
    expect(engineGradient(attack, 'one-step', wish).values.every((value) => value === 0)).toBe(true);
    expect(Math.max(...engineGradient(attack, 'exact', wish).values.map(Math.abs))).toBeGreaterThan(1e-3);
  });

  it('needs a malicious block', () => {
    const attack = smallAttack(5, 'sparse');
    const bare = { ...attack, data: { ...attack.data, malicious: null } };
    for (const id of ['one-step', 'exact']) {
      expect(() => engineGradient(bare, id, wishes.availability)).toThrow(RangeError);
    }
  });
});
