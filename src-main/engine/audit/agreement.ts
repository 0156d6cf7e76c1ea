import { dot } from '../../numeric/conjugate-gradient.ts';

/** How far directional derivatives are from the differences that they should be. */
export interface Agreement {
  /** g·d of every direction. */
  derivatives: number[];
  /** |g·d - difference| / |difference| of every direction. */
  relativeErrors: number[];
  /** |deviations| / |differences| as vectors; null where all differences are 0. */
  error: number | null;
  /** Cosine between both vectors; null with one direction, 0 where either is 0. */
  cosine: number | null;
}

/** Holds a gradient against central differences along directions. */
export function agreement(
  gradient: Float64Array,
  directions: readonly Float64Array[],
  differences: readonly number[],
): Agreement {
  const derivatives = directions.map((direction) => dot(gradient, direction));
  const deviations = derivatives.map((value, d) => value - differences[d]);
  const length = norm(differences);
  return {
    derivatives,
    relativeErrors: deviations.map((deviation, d) => Math.abs(deviation) / Math.abs(differences[d])),
    error: length === 0 ? null : norm(deviations) / length,
    cosine: directions.length < 2 ? null : cosine(derivatives, differences),
  };
}

/**
 * Entries worth a central difference of their own: where each gradient is farthest from the reference, where the
 * reference is largest, and the entries that are given. Ascending, without repeats.
 */
export function tellingEntries(
  reference: Float64Array,
  gradients: readonly Float64Array[],
  others: readonly number[],
): number[] {
  const farthest = gradients.map((gradient) => largest(reference, (at) => Math.abs(gradient[at] - reference[at])));
  const largestSlope = largest(reference, (at) => Math.abs(reference[at]));
  return [...new Set([...farthest, largestSlope, ...others])].sort((a, b) => a - b);
}

function largest(values: Float64Array, size: (at: number) => number): number {
  let found = 0;
  for (let at = 1; at < values.length; at++) if (size(at) > size(found)) found = at;
  return found;
}

function cosine(a: readonly number[], b: readonly number[]): number {
  const lengths = norm(a) * norm(b);
  return lengths === 0 ? 0 : a.reduce((sum, value, at) => sum + value * b[at], 0) / lengths;
}

/** Euclidean length, summed in index order. */
export function norm(values: ArrayLike<number>): number {
  let squares = 0;
  for (let at = 0; at < values.length; at++) squares += values[at] * values[at];
  return Math.sqrt(squares);
}
