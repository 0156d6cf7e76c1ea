import { crossedInterval } from '../../../shared/statistics/crossed-interval.ts';
import { meanInterval, summarize, wilsonInterval } from '../../../shared/statistics/intervals.ts';
import { quantile } from '../../../shared/statistics/quantile.ts';
import type { Finding } from '../claim.ts';
import { hasTargets, leastTargetsOf, type ClaimRun } from '../claim-run.ts';
import { bySeed, replicatesOf } from '../replicates.ts';
import { bySwitches } from '../switches.ts';

/** Where a mean is claimed to be. */
export interface Level {
  of(run: ClaimRun): boolean;
  value(run: ClaimRun): number | null;
  /** The published value and how far from it still counts. */
  published: number;
  within: number;
  leastN: number;
  /** Fewest targets of a seed; 1 by default. */
  leastTargets?: number;
  /** Switches whose settings are averaged within a replicate; none by default. */
  averaged?: readonly string[];
}

/**
 * Means over seeds (of the mean over a seed's targets) against a published value. Met where the 95 % t interval lies within
 * the band around it, not met where it lies outside; one that reaches across an edge of the band shows neither.
 */
export function level(runs: readonly ClaimRun[], { of, value, published, within, leastN, leastTargets: asked = 1, averaged = [] }: Level): Finding[] {
  return bySwitches(runs.filter(of), averaged).flatMap(({ switches, runs: group }) => {
    const leastTargets = leastTargetsOf(group[0], asked);
    const { values, targets, table } = bySeed(replicatesOf(group, value, hasTargets(group[0])).values(), leastTargets);
    const summary = summarize(values);
    const { mean, n } = summary;
    if (mean === null) return [];
    const interval = meanInterval(summary);
    const [low, high] = [published - within, published + within];
    const outside = interval !== null && (interval.low > high || interval.high < low);
    const inside = interval !== null && interval.low >= low && interval.high <= high;
    return {
      ...{ switches, measured: mean, interval, overTargets: crossedInterval(table), n, leastN, targets, leastTargets, runs: group },
      met: inside ? true : outside ? false : null,
      because: inside ? '' : outside ? 'the interval lies outside the band' : 'the interval reaches across the edge of the band',
      note: `published ${published}, band ± ${within}`.replace('-', '−'),
    };
  });
}

/** How often a p-value is claimed to reject at 0.05. */
export interface Rejection {
  of(run: ClaimRun): boolean;
  /** Whether most replicates are claimed to reject, or most not to. */
  rejects: boolean;
  leastN: number;
}

/**
 * Share of a seed's targets at which the paired t rejects at 0.05, its mean over seeds with Wilson's interval for so many
 * seeds (wider than of seeds and targets that are independent, which they are not); over seeds and targets, for as many as there
 * are of the fewer. The median p stands beside it. Met where the interval lies on the claimed side of one half.
 */
export function rejection(runs: readonly ClaimRun[], { of, rejects, leastN }: Rejection): Finding[] {
  return bySwitches(runs.filter(of)).flatMap(({ switches, runs: group }) => {
    const replicates = [...replicatesOf(group, ({ metrics }) => metrics.pairedTP, hasTargets(group[0])).values()];
    const { values, targets, table } = bySeed(replicates.map((replicate) => ({ ...replicate, value: replicate.value < 0.05 ? 1 : 0 })));
    const { mean, n } = summarize(values);
    if (mean === null) return [];
    const interval = wilsonInterval(mean * n, n);
    const fewer = Math.min(table.length, table[0].length);
    const overTargets = fewer < 2 ? null : wilsonInterval(mean * fewer, fewer);
    const most = interval.low > 0.5 ? true : interval.high < 0.5 ? false : null;
    const met = most === null ? null : most === rejects;
    const side = most === null ? 'the interval includes one half' : `the interval lies ${most ? 'above' : 'below'} one half`;
    const medianP = quantile(replicates.map(({ value }) => value), 0.5) ?? 0;
    return {
      ...{ switches, measured: mean, interval, overTargets, n, leastN, targets, leastTargets: 1, met, runs: group },
      because: met ? '' : side,
      note: `median p ${medianP.toPrecision(2)}`,
    };
  });
}
