/** Places of an axis and the decimals that tell them apart. */
export interface Ticks {
  values: number[];
  decimals: number;
}

/**
 * Round values inside [min, max]: steps of 1, 2, 2.5 or 5 times a power of ten, about `wanted` of them
 * (3 to 6 for the usual 4). A range without width, or of one that float64 has no steps for (too narrow for its own
 * size, narrower than 1e-300, wider than 1e300), gives its first value.
 */
export function roundTicks(min: number, max: number, wanted = 4): Ticks {
  if (!hasSteps(min, max)) return { values: [min], decimals: 2 };
  const rough = (max - min) / wanted;
  const power = powerBelow(rough);
  const multiple = factors.find((factor) => factor * power >= rough * 0.999) ?? 10;
  const step = multiple * power;
  return multiplesOf(step, Math.ceil(min / step - 1e-9), Math.floor(max / step + 1e-9));
}

/**
 * Round values that cover [low, high], the ends of an axis on which all of it can be read off: the first is at or below
 * `low`, the last at or above `high`, either by less than a step. Of the steps that make three to `most` of them, the one
 * that leaves the least of the axis empty, and of several the one with one tick fewer than `most`, or about. A range without
 * width is taken with room on both sides; one that is wider than float64 has steps for gives its two ends.
 * @param most ticks; default 6, at least 4
 * @param beyond share of a step by which `low` and `high` may lie outside, where some steps then fit; default only rounding dust
 */
export function coveringTicks(low: number, high: number, most = 6, beyond = 1e-9): Ticks {
  if (!(high - low < 1e300)) return { values: [low, high], decimals: 2 };
  if (!hasSteps(low, high)) {
    const room = Math.max(0.5, 1e-6 * Math.abs(low));
    return coveringTicks(low - room, high + room, most, beyond);
  }
  const power = powerBelow((high - low) / most);
  const fitting = [power, 10 * power]
    .flatMap((unit) => factors.map((factor) => factor * unit))
    .map((step) => ({ step, first: Math.floor(low / step + beyond), last: Math.ceil(high / step - beyond) }))
    .filter(({ first, last }) => last - first >= 2 && last - first < most);
  // Of few ticks none may be left between one step that now has two of them and the next that has too many.
  if (fitting.length === 0) return coveringTicks(low, high, most);
  const span = ({ step, first, last }: (typeof fitting)[number]): number => step * (last - first);
  const least = Math.min(...fitting.map(span)) * (1 + 1e-9);
  const spare = ({ first, last }: (typeof fitting)[number]): number => Math.abs(most - 2 - (last - first));
  const { step, first, last } = fitting.filter((one) => span(one) <= least).reduce((best, one) => (spare(one) < spare(best) ? one : best));
  return multiplesOf(step, first, last);
}

/**
 * Round values inside [min, max] as {@link roundTicks} has them, and `max` itself, where a line ends, if none stands there
 * or so near that their texts would touch, nor where it needs so many decimals that all texts would grow.
 */
export function endedTicks(min: number, max: number, wanted = 4): number[] {
  const { values, decimals } = roundTicks(min, max, wanted);
  const last = values[values.length - 1];
  const isLong = Number(max.toFixed(decimals + 1)) !== max;
  return values.length < 2 || isLong || max - last < (max - min) / 10 ? values : [...values, max];
}

/** The ends of an axis and its ticks. */
export interface TickedRange {
  range: [number, number];
  ticks: Ticks;
}

/**
 * The axis on which all of [low, high] can be read off: from its first tick to its last one. What lies beyond them by less
 * than a point with its ring, where another tick would be of an empty part, makes it that much longer.
 * @param most ticks; default 6, at least 4
 */
export function readableRange(low: number, high: number, most = 6): TickedRange {
  const ticks = coveringTicks(low, high, most, pointShare);
  const { values } = ticks;
  return { range: [Math.min(low, values[0]), Math.max(high, values[values.length - 1])], ticks };
}

/** About what the radius of a point's ring is of a step, in a plot of some 200 px. */
const pointShare = 0.125;

/** Round steps by a power of ten. */
const factors = [1, 2, 2.5, 5, 10];

/** Whether float64 tells steps of [min, max] apart. */
function hasSteps(min: number, max: number): boolean {
  const width = max - min;
  return width > Math.max(1e-300, 1e-12 * Math.max(Math.abs(min), Math.abs(max))) && width < 1e300;
}

/** The greatest power of ten that is not above `value`. */
function powerBelow(value: number): number {
  let power = 1;
  while (power > value) power /= 10;
  while (power * 10 <= value) power *= 10;
  return power;
}

function multiplesOf(step: number, first: number, last: number): Ticks {
  const decimals = decimalsOf(step);
  const values = Array.from({ length: last - first + 1 }, (_, k) => Number(((first + k) * step).toFixed(decimals)));
  return { values, decimals };
}

function decimalsOf(step: number): number {
  for (let decimals = 0; decimals < 15; decimals++) {
    if (Math.abs(Number(step.toFixed(decimals)) / step - 1) < 1e-9) return decimals;
  }
  return 15;
}
