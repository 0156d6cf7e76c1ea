import type { RatingScale, RatingShift } from '../../shared/domain/dataset.ts';
import { formatNumber, formatPlain } from '../../shared/figures/drawing/format.ts';

/** A rating in shifted units back in the data's stars. */
export function toStars(shifted: number, shift: RatingShift): number {
  return (shifted - shift.add) / shift.multiply;
}

/** A rating in stars, as in "3.80 stars", from shifted units. */
export function stars(shifted: number | null, shift: RatingShift | null, decimals = 2): string {
  if (shifted === null || shift === null) return '–';
  return `${formatNumber(toStars(shifted, shift), decimals)} stars`;
}

/** A difference of shifted units in stars. */
export function starsDifference(shifted: number, shift: RatingShift): number {
  return shifted / shift.multiply;
}

/** What an RMSE in shifted units is in stars, as in "0.160 stars"; where one unit is one star the number is not said again. */
export function rmseInStars(shifted: number, shift: RatingShift): string {
  return shift.multiply === 1 ? 'stars' : `${formatNumber(starsDifference(shifted, shift), 3)} stars`;
}

/** A scale in words, as in "1 to 5 stars in steps of 0.5, as observed". */
export function scaleInWords(scale: RatingScale): string {
  return `${scale.min} to ${scale.max} stars in steps of ${scale.step}${scale.observed ? ', as observed' : ''}`;
}

/** On which scale predictions are, as in "where 1 to 5 stars are −2 to 2"; without the scale until a data set is known. */
export function predictionsInWords(of: { scale: RatingScale; shift: RatingShift } | null): string {
  return of === null ? 'in shifted units' : `where ${shiftInWords(of)}`;
}

/** What learners see of a scale, as in "1 to 5 stars are −2 to 2". */
export function shiftInWords({ scale, shift }: { scale: RatingScale; shift: RatingShift }): string {
  const [low, high] = [scale.min, scale.max].map((rating) => formatPlain(rating * shift.multiply + shift.add));
  return `${formatPlain(scale.min)} to ${formatPlain(scale.max)} stars are ${low} to ${high}`;
}
