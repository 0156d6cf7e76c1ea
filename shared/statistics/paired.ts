import { meanInterval, summarize } from './intervals.ts';
import { studentTTwoSidedP } from './student-t.ts';

/** Mean difference of pairs with its 95 % t interval and two-sided p; null where too few pairs say nothing. */
export interface PairedDifference {
  n: number;
  mean: number | null;
  sd: number | null;
  low: number | null;
  high: number | null;
  t: number | null;
  p: number | null;
}

/**
 * Paired t-test of `left - right`: values in any one unit, matched by index, equally many.
 * Without spread t is infinite and p 0, unless every difference is 0 (t 0, p 1).
 * @throws RangeError when the lists differ in length.
 */
export function pairedDifference(left: readonly number[], right: readonly number[]): PairedDifference {
  if (left.length !== right.length)
    throw new RangeError(`cannot pair ${left.length} values with ${right.length}`);
  const summary = summarize(left.map((value, i) => value - right[i]));
  const interval = meanInterval(summary);
  if (summary.mean === null || summary.sd === null || interval === null) {
    return { ...summary, low: null, high: null, t: null, p: null };
  }
  const error = summary.sd / Math.sqrt(summary.n);
  const t = summary.mean === 0 ? 0 : summary.mean / error;
  return { ...summary, ...interval, t, p: studentTTwoSidedP(t, summary.n - 1) };
}
