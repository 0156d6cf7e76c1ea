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
 * less than two of them 1, 2 and 5 times a power, and over less than half a power round steps.
 */
export function logarithmicTicks(min: number, max: number): number[] {
  const powers = powersBetween(min, max);
  if (powers.length > 2) {
    const every = Math.ceil(powers.length / 6);
    return powers.filter((_, i) => (powers.length - 1 - i) % every === 0);
  }
  const fine = powersBetween(min / 10, max * 10)
    .flatMap((power) => [1, 2, 5].map((factor) => Number((factor * power).toPrecision(1))))
    .filter((value) => value >= min * (1 - 1e-9) && value <= max * (1 + 1e-9));
  return fine.length > 1 ? fine : roundTicks(min, max).values.filter((value) => value > 0);
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
