import { formatNumber, formatPlain } from './format.ts';
import { roundTicks } from './ticks.ts';

/** An axis as it is drawn: its ends, what is marked on it, and how far along it a value stands. */
export interface DrawnScale {
  logarithmic: boolean;
  min: number;
  max: number;
  ticks: number[];
  /** Text of a tick. */
  format(value: number): string;
  /** Monotone in the value and straight on the drawing: where something stands, in a unit of its own. */
  along(value: number): number;
  /** The value that stands there: the inverse of `along`. */
  back(position: number): number;
}

/** A linear axis with ticks of its own choice; `decimals` null writes each tick as short as it can be. */
export function linearScale(
  [min, max]: readonly [number, number],
  ticks: readonly number[],
  decimals: number | null,
): DrawnScale {
  return {
    logarithmic: false,
    min,
    max,
    ticks: [...ticks],
    format: (value) => (decimals === null ? formatPlain(value) : formatNumber(value, decimals)),
    along: (value) => value,
    back: (position) => position,
  };
}

/** A linear axis over part of the range, with round ticks. */
export function zoomedScale([min, max]: readonly [number, number], wanted: number): DrawnScale {
  const { values, decimals } = roundTicks(min, max, wanted);
  return linearScale([min, max], values, decimals);
}

/** A logarithmic axis; 0 < min < max. Without ticks of its own it has round ones, see {@link logarithmicTicks}. */
export function logarithmicScale(min: number, max: number, ticks = logarithmicTicks(min, max)): DrawnScale {
  return {
    logarithmic: true,
    min,
    max,
    ticks,
    format: formatPlain,
    along: (value) => Math.log(Math.max(value, min * 1e-6)),
    back: Math.exp,
  };
}

/**
 * Round values of a logarithmic axis inside [min, max], 0 < min < max: powers of ten, not more than about six; over
 * less than two of them 1, 2 and 5 times a power, 3 too where these are fewer than four, and over less than half a
 * power round steps.
 */
export function logarithmicTicks(min: number, max: number): number[] {
  const powers = powersBetween(min, max);
  if (powers.length > 2) {
    const every = Math.ceil(powers.length / 6);
    return powers.filter((_, i) => (powers.length - 1 - i) % every === 0);
  }
  const fine = timesPowers([1, 2, 5], min, max);
  const finer = fine.length < 4 ? timesPowers([1, 2, 3, 5], min, max) : fine;
  return finer.length > 1 ? finer : roundTicks(min, max).values.filter((value) => value > 0);
}

/**
 * Measured places of a logarithmic axis, ascending and above 0, with round values between where the places are few:
 * none so near to another that their texts would touch, and eight in all at most.
 */
export function filledTicks(places: readonly number[]): number[] {
  if (places.length === 0) return [];
  const [first, last] = [places[0], places[places.length - 1]];
  for (const factors of [[1, 2, 3, 5], [1, 2, 5], [1]]) {
    const between = timesPowers(factors, first, last).filter((value) => places.every((place) => Math.max(place / value, value / place) >= nearest));
    const all = [...places, ...between].sort((a, b) => a - b);
    if (places.length < 5 && all.length <= 8) return all;
  }
  return [...places];
}

/** Ratio of two values whose texts stand side by side. */
export const nearest = 1.25;

/** Multiples of powers of ten inside [min, max], ascending. */
function timesPowers(factors: readonly number[], min: number, max: number): number[] {
  return powersBetween(min / 10, max * 10)
    .flatMap((power) => factors.map((factor) => Number((factor * power).toPrecision(1))))
    .filter((value) => value >= min * (1 - 1e-9) && value <= max * (1 + 1e-9));
}

/** A level as its tag has it, on an axis from `min` to `max`: two decimals, more where it needs them, up to one more than the ticks. */
export function levelText(value: number, min: number, max: number): string {
  const most = Math.max(roundTicks(min, max).decimals + 1, 2);
  const wanted = Array.from({ length: most - 1 }, (_, i) => i + 2);
  const enough = wanted.find((decimals) => Math.abs(Number(value.toFixed(decimals)) - value) < 1e-9);
  return formatNumber(value, enough ?? most);
}

function powersBetween(min: number, max: number): number[] {
  const powers: number[] = [];
  for (let exponent = Math.floor(Math.log10(min)) - 1; exponent <= Math.ceil(Math.log10(max)); exponent++) {
    const power = Number(`1e${exponent}`);
    if (power >= min * (1 - 1e-9) && power <= max * (1 + 1e-9)) powers.push(power);
  }
  return powers;
}
