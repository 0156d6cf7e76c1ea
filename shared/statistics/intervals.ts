import { studentTQuantile } from './student-t.ts';

/** A sample in four numbers; `sd` (n - 1 in the denominator) is null below two values, `mean` without any. */
export interface Summary {
  n: number;
  mean: number | null;
  sd: number | null;
}

/** Both ends of an interval. */
export interface Interval {
  low: number;
  high: number;
}

/** Mean and standard deviation in two passes; values in any unit, in the order given. */
export function summarize(values: readonly number[]): Summary {
  const n = values.length;
  if (n === 0) return { n, mean: null, sd: null };
  const mean = sum(values) / n;
  if (n === 1) return { n, mean, sd: null };
  const squares = values.map((value) => (value - mean) * (value - mean));
  return { n, mean, sd: Math.sqrt(sum(squares) / (n - 1)) };
}

/**
 * Student's t interval of a mean, in the unit of the values; null below two values.
 * `level` is the confidence, default 0.95.
 */
export function meanInterval(summary: Summary, level = 0.95): Interval | null {
  if (summary.mean === null || summary.sd === null) return null;
  const half = (studentTQuantile((1 + level) / 2, summary.n - 1) * summary.sd) / Math.sqrt(summary.n);
  return { low: summary.mean - half, high: summary.mean + half };
}

/**
 * Wilson's score interval of a share: `successes` of `n`, both ends in [0, 1]; [0, 1] for n = 0.
 * `z` is the normal quantile, default that of 95 %. Source: E. B. Wilson, JASA 22 (1927) 209-212.
 */
export function wilsonInterval(successes: number, n: number, z = 1.959963984540054): Interval {
  if (!(successes >= 0 && successes <= n)) throw new RangeError(`cannot have ${successes} successes of ${n}`);
  if (n === 0) return { low: 0, high: 1 };
  const share = successes / n;
  const scale = 1 + (z * z) / n;
  const centre = (share + (z * z) / (2 * n)) / scale;
  const half = (z / scale) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  return {
    low: successes === 0 ? 0 : Math.max(0, centre - half),
    high: successes === n ? 1 : Math.min(1, centre + half),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
