import type { RatingScale, RatingShift } from '../../shared/domain/dataset.ts';

/**
 * The linear map from stars to shifted units: shifted = stars * multiply + add takes [min, max] to [-2, 2].
 * Whole stars 1..5 give `stars - 3`; half stars 0.5..5 give `(stars - 2.75) * 4 / 4.5`.
 * Source: the paper's "we shift the rating range to [-2, 2]", made precise by the mathematics document.
 */
export function shiftOf(scale: Pick<RatingScale, 'min' | 'max'>): RatingShift {
  const multiply = 4 / (scale.max - scale.min);
  return { multiply, add: -middle(scale) * multiply };
}

/**
 * Stars to shifted units. Evaluated as (stars - mid) * 4 / (max - min), so that both ends of the scale
 * become exactly -2 and 2, which the product form of {@link shiftOf} misses by a rounding.
 */
export function shiftedFromStars(scale: Pick<RatingScale, 'min' | 'max'>, stars: number): number {
  return Math.max(-2, Math.min(2, shiftedBeyondScale(scale, stars)));
}

/** As {@link shiftedFromStars} for ratings that may lie off the scale, as foreign profiles' may: not held to [-2, 2]. */
export function shiftedBeyondScale(scale: Pick<RatingScale, 'min' | 'max'>, stars: number): number {
  return ((stars - middle(scale)) * 4) / (scale.max - scale.min);
}

/** Shifted units to stars, rounded to 1e-9 so that a rating reads as it stood in the file. */
export function starsFromShifted(scale: Pick<RatingScale, 'min' | 'max'>, shifted: number): number {
  const stars = (shifted * (scale.max - scale.min)) / 4 + middle(scale);
  return Math.round(stars * 1e9) / 1e9;
}

function middle(scale: Pick<RatingScale, 'min' | 'max'>): number {
  return (scale.min + scale.max) / 2;
}
