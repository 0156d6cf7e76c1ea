import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantile } from '../../shared/statistics/quantile.ts';

describe('quantile', () => {
  it('is linear between neighbours in ascending order', () => {
    // Of 1 3 7 10 at places 0, 0.75, 1.5, 2.25 and 3.
    const values = [7, 1, 3, 10];
    expect([0, 0.25, 0.5, 0.75, 1].map((share) => quantile(values, share))).toEqual([1, 2.5, 5, 7.75, 10]);
    expect(values).toEqual([7, 1, 3, 10]);
  });

  it('is nothing without values, and the value of one', () => {
    expect(quantile([], 0.5)).toBeNull();
    expect(quantile([0.3], 0.9)).toBe(0.3);
  });

  it('stays between least and largest and never falls as the share grows', () => {
    const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 30 });
    const shares = fc.tuple(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
    );
    fc.assert(
      fc.property(values, shares, (list, pair) => {
        const [low, high] = [...pair].sort((a, b) => a - b).map((share) => quantile(list, share)!);
        expect(low).toBeLessThanOrEqual(high + 1e-9);
        expect(low).toBeGreaterThanOrEqual(Math.min(...list));
        expect(high).toBeLessThanOrEqual(Math.max(...list));
      }),
    );
  });
});
