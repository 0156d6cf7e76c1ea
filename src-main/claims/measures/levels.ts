import { meanInterval, summarize, wilsonInterval } from '../../../shared/statistics/intervals.ts';
import type { Finding } from '../claim.ts';
import { byReplicate, hasTargets, type ClaimRun } from '../claim-run.ts';
import { bySwitches } from '../switches.ts';

/** Where a mean is claimed to be. */
export interface Level {
  of(run: ClaimRun): boolean;
  value(run: ClaimRun): number | null;
  /** The published value and how far from it still counts. */
  published: number;
  within: number;
  leastN: number;
  /** Switches whose settings are averaged within a replicate; none by default. */
  averaged?: readonly string[];
}

/**
 * Means over replicates against a published value. Met where the mean is within the band; not where the 95 % t interval
 * lies outside of it; between the two the interval reaches into the band while the mean is outside.
 */
export function level(runs: readonly ClaimRun[], { of, value, published, within, leastN, averaged = [] }: Level): Finding[] {
  return bySwitches(runs.filter(of), averaged).flatMap(({ switches, runs: group }) => {
    const summary = summarize([...byReplicate(group, value, hasTargets(group[0])).values()]);
    const interval = meanInterval(summary);
    const { mean, n } = summary;
    if (mean === null) return [];
    const inside = Math.abs(mean - published) <= within;
    const outside = interval !== null && (interval.low > published + within || interval.high < published - within);
    const missed = outside ? 'the interval lies outside the band' : 'the mean lies outside the band, the interval reaches into it';
    return {
      ...{ switches, measured: mean, interval, n, leastN, runs: group },
      met: interval === null || (!inside && !outside) ? null : inside,
      because: inside ? '' : missed,
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
 * Share of replicates whose paired t rejects at 0.05, with Wilson's interval; the median p stands beside it. Met where
 * the interval lies on the claimed side of one half.
 */
export function rejection(runs: readonly ClaimRun[], { of, rejects, leastN }: Rejection): Finding[] {
  return bySwitches(runs.filter(of)).flatMap(({ switches, runs: group }) => {
    const ps = [...byReplicate(group, ({ metrics }) => metrics.pairedTP, hasTargets(group[0])).values()];
    if (ps.length === 0) return [];
    const rejecting = ps.filter((p) => p < 0.05).length;
    const interval = wilsonInterval(rejecting, ps.length);
    const most = interval.low > 0.5 ? true : interval.high < 0.5 ? false : null;
    const met = most === null ? null : most === rejects;
    const side = most === null ? 'the interval includes one half' : `the interval lies ${most ? 'above' : 'below'} one half`;
    return {
      ...{ switches, measured: rejecting / ps.length, interval, n: ps.length, leastN, met, runs: group },
      because: met ? '' : side,
      note: `median p ${median(ps).toPrecision(2)}`,
    };
  });
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
