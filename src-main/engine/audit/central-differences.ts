import { randomStream } from '../../numeric/random.ts';

/** Half the distance between the two sides of a central difference along a direction, per entry, in shifted units. */
const directionWidth = 2e-4;

/** The same where a single rating moves: it moves the model so much less. */
const entryWidth = 1e-2;

/** Random directions of ±1 in every entry; direction d depends on (seed, d) alone. */
export function randomDirections(count: number, entries: number, seed: number): Float64Array[] {
  return Array.from({ length: count }, (_, d) => {
    const stream = randomStream(seed, 'audit.direction', d);
    return Float64Array.from({ length: entries }, () => (stream.uniform() < 0.5 ? -1 : 1));
  });
}

/**
 * (R(M̃ + h d) - R(M̃ - h d)) / 2h, h = 2e-4.
 * @param utilityAt R after full retraining on other ratings of the same entries
 */
export function differenceAlong(
  utilityAt: (values: Float64Array) => number,
  values: Float64Array,
  direction: Float64Array,
): number {
  const moved = (h: number) => utilityAt(values.map((value, at) => value + h * direction[at]));
  return (moved(directionWidth) - moved(-directionWidth)) / (2 * directionWidth);
}

/** The same for one malicious rating, h = 0.01. */
export function differenceAtEntry(
  utilityAt: (values: Float64Array) => number,
  values: Float64Array,
  entry: number,
): number {
  const moved = (h: number) => utilityAt(values.map((value, at) => (at === entry ? value + h : value)));
  return (moved(entryWidth) - moved(-entryWidth)) / (2 * entryWidth);
}
