import type { ClaimCondition } from '../../../shared/domain/claim.ts';
import { meanInterval, summarize, wilsonInterval } from '../../../shared/statistics/intervals.ts';
import { byReplicate, bySwitches, hasTargets, type ClaimRun } from '../claim-run.ts';

/** Where a mean is claimed to be. */
export interface Level {
  of(run: ClaimRun): boolean;
  value(run: ClaimRun): number | null;
  /** The published value and how far from it still counts. */
  published: number;
  within: number;
  leastN: number;
}

/**
 * Means over replicates against a published value. Holds where the mean is within the band, does not where the 95 %
 * interval lies outside of it.
 */
export function level(runs: readonly ClaimRun[], { of, value, published, within, leastN }: Level): ClaimCondition[] {
  return bySwitches(runs.filter(of)).map(({ switches, runs: group }) => {
    const summary = summarize([...byReplicate(group, value, hasTargets(group[0])).values()]);
    const interval = meanInterval(summary);
    const mean = summary.mean ?? 0;
    const inside = Math.abs(mean - published) <= within;
    const outside = interval !== null && (interval.low > published + within || interval.high < published - within);
    return {
      ...{ switches, measured: mean, interval, n: summary.n },
      holds: summary.n < leastN || interval === null || (!inside && !outside) ? null : inside,
      note: `published ${published}, band ± ${within}`,
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
 * Share of replicates whose paired t rejects at 0.05, with Wilson's interval; the median p stands beside it. Holds
 * where the interval lies on the claimed side of one half.
 */
export function rejection(runs: readonly ClaimRun[], { of, rejects, leastN }: Rejection): ClaimCondition[] {
  return bySwitches(runs.filter(of)).map(({ switches, runs: group }) => {
    const ps = [...byReplicate(group, ({ metrics }) => metrics.pairedTP, hasTargets(group[0])).values()];
    const interval = wilsonInterval(ps.filter((p) => p < 0.05).length, ps.length);
    const most = interval.low > 0.5 ? true : interval.high < 0.5 ? false : null;
    return {
      switches,
      measured: ps.length === 0 ? 0 : ps.filter((p) => p < 0.05).length / ps.length,
      interval,
      n: ps.length,
      holds: ps.length < leastN || most === null ? null : most === rejects,
      note: ps.length === 0 ? '' : `median p ${median(ps).toPrecision(2)}`,
    };
  });
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
