import { crossedInterval } from '../../../shared/statistics/crossed-interval.ts';
import { meanInterval, summarize, type Interval } from '../../../shared/statistics/intervals.ts';
import { above, type Finding } from '../claim.ts';
import { betaOf, hasTargets, type ClaimRun } from '../claim-run.ts';
import { bySeed, type Replicate } from '../replicates.ts';
import { bySwitches } from '../switches.ts';

/** A value that is claimed to rise or fall with the attack's β. */
export interface Trend {
  of(run: ClaimRun): boolean;
  value(run: ClaimRun): number | null;
  rises: boolean;
  /** Fewest different β of one seed and target. */
  leastSteps: number;
  leastN: number;
}

/**
 * Kendall's τ between β and the value for each seed and target, its mean over a seed's targets, and the mean of that over
 * seeds with a 95 % t interval. Met where the interval lies on the claimed side of 0. Seeds and targets with fewer β than
 * `leastSteps` do not count.
 */
export function trend(runs: readonly ClaimRun[], { of, value, rises, leastSteps, leastN }: Trend): Finding[] {
  return bySwitches(runs.filter(of), ['attack beta']).flatMap(({ switches, runs: group }) => {
    const replicates = new Map<string, Omit<Replicate, 'value'> & { steps: Map<number, number> }>();
    for (const run of group) {
      const measured = value(run);
      if (measured === null) continue;
      const { seed } = run.config;
      const attacked = hasTargets(run) ? run.attacked : '';
      const { steps } = replicates.get(`${seed} ${attacked}`) ?? { steps: new Map<number, number>() };
      steps.set(betaOf(run) ?? 0, measured);
      replicates.set(`${seed} ${attacked}`, { seed, attacked, steps });
    }
    const complete = [...replicates.values()].filter(({ steps }) => steps.size >= leastSteps);
    const { values, targets, table } = bySeed(complete.map(({ steps, ...replicate }) => ({ ...replicate, value: kendall(steps) })));
    const summary = summarize(values);
    if (summary.mean === null) return [];
    const interval = withinTau(meanInterval(summary));
    const overTargets = withinTau(crossedInterval(table));
    const positive = above(interval, 0);
    const met = positive === null ? null : positive === rises;
    const side = positive === null ? 'the interval includes 0' : `the interval lies ${positive ? 'above' : 'below'} 0`;
    return {
      ...{ switches, measured: summary.mean, interval, overTargets, n: summary.n, leastN, targets, leastTargets: 1, met, runs: group },
      because: met ? '' : side,
      note: `${new Set(group.map(betaOf)).size} values of β`,
    };
  });
}

/** τ lies between -1 and 1. */
function withinTau(interval: Interval | null): Interval | null {
  return interval && { low: Math.max(-1, interval.low), high: Math.min(1, interval.high) };
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
