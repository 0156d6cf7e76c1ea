import { summarize } from './intervals.ts';
import { studentTQuantile, studentTTwoSidedP } from './student-t.ts';

/** Welch's t for two independent samples of unequal variance. */
export interface WelchTest {
  /** Mean of the first minus mean of the second, in the unit of the values. */
  difference: number;
  t: number;
  /** Welch-Satterthwaite degrees of freedom. */
  df: number;
  /** Two-sided. */
  p: number;
}

/** Welch's test; null below two values a side, or where neither side varies. */
export function welchTest(left: readonly number[], right: readonly number[]): WelchTest | null {
  const a = summarize(left);
  const b = summarize(right);
  if (a.mean === null || b.mean === null || a.sd === null || b.sd === null) return null;
  const errorA = (a.sd * a.sd) / a.n;
  const errorB = (b.sd * b.sd) / b.n;
  const error = errorA + errorB;
  if (error === 0) return null;
  const difference = a.mean - b.mean;
  const t = difference / Math.sqrt(error);
  const df = (error * error) / ((errorA * errorA) / (a.n - 1) + (errorB * errorB) / (b.n - 1));
  return { difference, t, df, p: studentTTwoSidedP(t, df) };
}

/**
 * Difference of means that a two-sided test at `level` sees with probability `power`, where both samples vary by `sd`
 * (in its unit): (t_{1 - level/2} + t_power) sd √(1/left + 1/right), about 2.8 standard errors by default. Null where
 * the sizes allow no test.
 */
export function detectableDifference(
  sd: number,
  left: number,
  right: number,
  level = 0.05,
  power = 0.8,
): number | null {
  if (left < 1 || right < 1 || left + right < 3) return null;
  const df = left + right - 2;
  const errors = studentTQuantile(1 - level / 2, df) + studentTQuantile(power, df);
  return errors * sd * Math.sqrt(1 / left + 1 / right);
}
