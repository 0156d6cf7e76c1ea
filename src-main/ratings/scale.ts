import type { RatingScale } from '../../shared/domain/dataset.ts';
import { LabError } from '../../shared/domain/errors.ts';
import { codeValues, type NumberList } from './distinct-values.ts';

/** A scale as declared: by a known data set or by the person. */
export type DeclaredScale = Omit<RatingScale, 'observed'>;

/** Distances below this count as none, in stars. */
const resolution = 1e-6;

/**
 * Checks a scale that a person declared.
 * @throws LabError bad-input unless min < max and the step divides the range.
 */
export function checkScale(scale: DeclaredScale): DeclaredScale {
  const { min, max, step } = scale;
  const text = describeScale(scale);
  if (!(min < max)) throw badScale(`scale ${text}: the minimum must be below the maximum`);
  if (!(step > 0) || !isMultiple(max - min, step))
    throw badScale(`scale ${text}: the step must divide the range`);
  return { min, max, step };
}

/** Whether a rating is one of min, min + step, ..., max. */
export function isOnScale({ min, max, step }: DeclaredScale, stars: number): boolean {
  return stars >= min - resolution && stars <= max + resolution && isMultiple(stars - min, step);
}

/**
 * The scale that ratings of an unknown kind show: their range, and the largest step that reaches all of them.
 * Null when all ratings are equal, which says nothing about a scale.
 */
export function observedScale(stars: NumberList): RatingScale | null {
  const values = stars instanceof Float64Array ? (codeValues(stars)?.distinct ?? stars) : stars.distinct;
  let min = Infinity;
  let max = -Infinity;
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  if (!(max - min >= resolution)) return null;
  let step = 0;
  for (const value of values) {
    const units = Math.round((value - min) / resolution);
    if (step === 0 || units % step !== 0) step = greatestDivisor(step, units);
  }
  return { min, max, step: Number((step * resolution).toPrecision(12)), observed: true };
}

/** `MIN:MAX:STEP`, as on the command line. */
export function describeScale({ min, max, step }: DeclaredScale): string {
  return `${min}:${max}:${step}`;
}

function isMultiple(distance: number, step: number): boolean {
  return Math.abs(distance - Math.round(distance / step) * step) <= resolution;
}

function greatestDivisor(a: number, b: number): number {
  while (b > 0) [a, b] = [b, a % b];
  return a;
}

function badScale(message: string): LabError {
  return new LabError('bad-input', message, [{ path: 'scale', message }]);
}
