import { LabError } from '../../../shared/domain/errors.ts';
import { shiftedFromStars, starsFromShifted } from '../../ratings/shift.ts';
import type { AttackContext } from './define-attack.ts';

/** Which ratings an attacker may give, and the one nearest to what is wanted; all in shifted units. */
export interface AllowedRatings {
  lowest: number;
  highest: number;
  /** The allowed rating nearest to `wanted`; halfway between two, the higher. */
  nearest(wanted: number): number;
}

/**
 * Ratings of the data's scale within ±Λ: with `rounding` 'grid' only min, min + step, ..., max, with the very
 * bits that the data's own ratings have; with 'none' all between the scale's ends.
 * @throws LabError 'bad-input' when no rating of the scale lies within ±Λ
 */
export function allowedRatings(
  { scale, budget: { maxRating } }: Pick<AttackContext, 'scale' | 'budget'>,
  rounding: 'grid' | 'none',
): AllowedRatings {
  if (rounding === 'none') {
    const lowest = Math.max(-maxRating, shiftedFromStars(scale, scale.min));
    const highest = Math.min(maxRating, shiftedFromStars(scale, scale.max));
    return { lowest, highest, nearest: (wanted) => Math.min(highest, Math.max(lowest, wanted)) };
  }
  const rungs = Math.round((scale.max - scale.min) / scale.step);
  const rating = (rung: number) => shiftedFromStars(scale, decimal(scale.min + rung * scale.step));
  let first = 0;
  let last = rungs;
  while (first <= rungs && rating(first) < -maxRating) first++;
  while (last >= 0 && rating(last) > maxRating) last--;
  if (first > last) {
    const message = `No rating of the scale lies within ±${maxRating} shifted units; raise budget.maxRating, or do not round.`;
    throw new LabError('bad-input', message, [{ path: 'budget.maxRating', message }]);
  }
  return {
    lowest: rating(first),
    highest: rating(last),
    nearest(wanted) {
      const rung = Math.floor((starsFromShifted(scale, wanted) - scale.min) / scale.step + 0.5);
      return rating(Math.min(last, Math.max(first, rung)));
    },
  };
}

/** A number of few decimals without the last bits that products leave, so that 1 + 2 · 0.1 is 1.2. */
function decimal(value: number): number {
  return Math.round(value * 1e9) / 1e9;
}
