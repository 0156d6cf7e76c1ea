import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shiftOf, shiftedFromStars, starsFromShifted } from '../../src-main/ratings/shift.ts';

const whole = { min: 1, max: 5 };
const half = { min: 0.5, max: 5 };

describe('the rating shift', () => {
  it('takes whole stars to stars - 3, a 3 to an observed 0', () => {
    expect([1, 2, 3, 4, 5].map((stars) => shiftedFromStars(whole, stars))).toEqual([-2, -1, 0, 1, 2]);
    expect(shiftOf(whole)).toEqual({ multiply: 1, add: -3 });
  });

  it('takes half stars to (stars - 2.75) * 4 / 4.5: exactly [-2, 2], no star to 0', () => {
    const stars = [0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5];
    const shifted = stars.map((star) => shiftedFromStars(half, star));
    expect(shifted).toEqual(stars.map((star) => ((star - 2.75) * 4) / 4.5));
    expect([shifted[0], shifted[9]]).toEqual([-2, 2]);
    expect(shifted).not.toContain(0);
    expect(shifted.map((value) => starsFromShifted(half, value))).toEqual(stars);
  });

  it('is what the stored linear map says, and stays within [-2, 2], on any scale', () => {
    const scales = fc.tuple(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: 1, max: 1000 }));
    fc.assert(
      fc.property(scales, fc.double({ min: 0, max: 1, noNaN: true }), ([low, span], share) => {
        const scale = { min: low / 10, max: low / 10 + span / 10 };
        const stars = Math.min(scale.max, scale.min + share * (scale.max - scale.min));
        const { multiply, add } = shiftOf(scale);
        const shifted = shiftedFromStars(scale, stars);
        expect(Math.abs(shifted)).toBeLessThanOrEqual(2);
        expect(shifted).toBeCloseTo(stars * multiply + add, 6);
        expect(starsFromShifted(scale, shifted)).toBeCloseTo(stars, 8);
        expect(shiftedFromStars(scale, scale.min)).toBeCloseTo(-2, 9);
        expect(shiftedFromStars(scale, scale.max)).toBeCloseTo(2, 9);
      }),
    );
  });
});
