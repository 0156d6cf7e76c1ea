import { wilsonInterval, type Interval } from './intervals.ts';

/** How many of several tests reject, with Wilson's 95 % interval of the share. */
export interface Rejections extends Interval {
  rejected: number;
  /** Tests that have a p value. */
  n: number;
  /** Null without any. */
  share: number | null;
}

/** The tests with p < `level`, over seeds say; nulls are no tests and do not count. */
export function countRejections(pValues: readonly (number | null)[], level = 0.05): Rejections {
  const defined = pValues.filter((p) => p !== null);
  const n = defined.length;
  const rejected = defined.filter((p) => p < level).length;
  return { rejected, n, share: n === 0 ? null : rejected / n, ...wilsonInterval(rejected, n) };
}
