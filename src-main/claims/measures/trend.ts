import type { ClaimCondition } from '../../../shared/domain/claim.ts';
import { meanInterval, summarize } from '../../../shared/statistics/intervals.ts';
import { above } from '../claim.ts';
import { bySwitches, type ClaimRun } from '../claim-run.ts';

/** A value that is claimed to rise or fall with the attack's β. */
export interface Trend {
  of(run: ClaimRun): boolean;
  value(run: ClaimRun): number | null;
  rises: boolean;
  /** Fewest different β of one replicate. */
  leastSteps: number;
  leastN: number;
}

/**
 * Kendall's τ between β and the value within each replicate, and its mean over replicates with a 95 % t interval.
 * Holds where the interval lies on the claimed side of 0.
 */
export function trend(runs: readonly ClaimRun[], { of, value, rises, leastSteps, leastN }: Trend): ClaimCondition[] {
  return bySwitches(runs.filter(of), ['attack beta']).map(({ switches, runs: group }) => {
    const replicates = new Map<string, Map<number, number>>();
    for (const run of group) {
      const measured = value(run);
      if (measured === null) continue;
      const key = `${run.config.seed} ${run.weights.integrity === 0 ? '' : run.targets}`;
      const steps = replicates.get(key) ?? new Map<number, number>();
      steps.set(Number(run.config.attack.config.beta), measured);
      replicates.set(key, steps);
    }
    const complete = [...replicates.values()].filter((steps) => steps.size >= leastSteps);
    const summary = summarize(complete.map(kendall));
    const found = meanInterval(summary);
    // τ lies between -1 and 1.
    const interval = found && { low: Math.max(-1, found.low), high: Math.min(1, found.high) };
    const positive = above(interval, 0);
    return {
      ...{ switches, measured: summary.mean ?? 0, interval, n: summary.n },
      holds: summary.n < leastN || positive === null ? null : positive === rises,
      note: `${new Set(group.map(({ config }) => config.attack.config.beta)).size} values of β`,
    };
  });
}

/** Kendall's τ-a of values by their keys; ties count 0. */
function kendall(steps: Map<number, number>): number {
  const points = [...steps].sort(([a], [b]) => a - b);
  let sum = 0;
  for (let i = 0; i < points.length; i++) {
    for (let j = i + 1; j < points.length; j++) sum += Math.sign(points[j][1] - points[i][1]);
  }
  return sum / ((points.length * (points.length - 1)) / 2);
}
