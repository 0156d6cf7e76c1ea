import { describe, expect, it } from 'vitest';
import { allowedRatings } from '../../../src-main/engine/attacks/rating-grid.ts';
import { shiftedFromStars } from '../../../src-main/ratings/shift.ts';

const budget = (maxRating: number) => ({ maliciousShare: 0.1, fillerSize: 5, maxRating });

describe.each([
  { name: 'whole stars', scale: { min: 1, max: 5, step: 1 }, stars: ['1', '2', '3', '4', '5'] },
  { name: 'half stars', scale: { min: 0.5, max: 5, step: 0.5 }, stars: ['0.5', '1', '1.5', '2', '2.5', '3', '3.5', '4', '4.5', '5'] },
  { name: 'tenths', scale: { min: 0, max: 1, step: 0.1 }, stars: ['0', '0.1', '0.2', '0.3', '0.4', '0.5', '0.6', '0.7', '0.8', '0.9', '1.0'] },
])('ratings on $name', ({ scale, stars }) => {
  const shifted = stars.map((text) => shiftedFromStars(scale, Number(text)));
  const wanted = Array.from({ length: 997 }, (_, at) => -2.6 + (5.2 * at) / 996);

  it('have the bits of the data’s own ratings, and are the nearest of them', () => {
    const { lowest, highest, nearest } = allowedRatings({ scale, budget: budget(2) }, 'grid');
    expect([lowest, highest]).toEqual([-2, 2]);
    for (const value of wanted) {
      const found = nearest(value);
      expect(shifted).toContain(found);
      expect(Math.abs(found - value)).toBeLessThanOrEqual(Math.min(...shifted.map((each) => Math.abs(each - value))) + 1e-9);
    }
    for (const value of shifted) expect(nearest(value)).toBe(value);
    expect(new Set(wanted.map(nearest)).size).toBe(stars.length);
  });

  it('stay within ±Λ, and take the higher of two that are as near', () => {
    const { lowest, highest, nearest } = allowedRatings({ scale, budget: budget(1.2) }, 'grid');
    const within = shifted.filter((each) => Math.abs(each) <= 1.2);
    expect([lowest, highest]).toEqual([within[0], within.at(-1)]);
    expect(new Set(wanted.map(nearest))).toEqual(new Set(within));
    expect(nearest((within[0] + within[1]) / 2)).toBe(within[1]);
  });

  it('not rounded are clipped to the scale and to ±Λ', () => {
    const wide = allowedRatings({ scale, budget: budget(3) }, 'none');
    expect([wide.lowest, wide.highest, wide.nearest(0.123), wide.nearest(-2.5), wide.nearest(9)]).toEqual([-2, 2, 0.123, -2, 2]);
    const narrow = allowedRatings({ scale, budget: budget(0.7) }, 'none');
    expect([narrow.lowest, narrow.highest, narrow.nearest(0.123), narrow.nearest(1)]).toEqual([-0.7, 0.7, 0.123, 0.7]);
  });
});

it('refuses a Λ within which the scale has no rating, at the field', () => {
  const scale = { min: 0.5, max: 5, step: 0.5 };
  expect(() => allowedRatings({ scale, budget: budget(0.2) }, 'grid')).toThrow(
    expect.objectContaining({ code: 'bad-input', complaints: [expect.objectContaining({ path: 'budget.maxRating' })] }),
  );
  expect(allowedRatings({ scale, budget: budget(0.2) }, 'none').highest).toBe(0.2);
});
