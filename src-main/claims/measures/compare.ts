import { canonicalJson } from '../../../shared/domain/canonical-json.ts';
import type { ClaimCondition } from '../../../shared/domain/claim.ts';
import { pairedDifference } from '../../../shared/statistics/paired.ts';
import { above } from '../claim.ts';
import { byReplicate, bySwitches, hasTargets, switchesOf, type ClaimRun } from '../claim-run.ts';

/** Two kinds of runs that a claim compares. */
export interface Comparison {
  left(run: ClaimRun): boolean;
  right(run: ClaimRun): boolean;
  value(run: ClaimRun): number | null;
  /** In what the two kinds differ; every other switch is equal within a condition. */
  differ: 'attack' | 'objective';
  /** Largest difference, as a share of the left mean, that still counts as what is claimed; none by default. */
  atMost?: number;
  leastN: number;
}

/**
 * Differences left - right over pairs of equal seed (and targets, where both sides have some), one condition for
 * each setting. Holds where the 95 % t interval of the mean difference lies above 0.
 */
export function compare(runs: readonly ClaimRun[], comparison: Comparison): ClaimCondition[] {
  const { left, right, differ } = comparison;
  const rights = bySwitches(runs.filter(right));
  return bySwitches(runs.filter(left)).flatMap((side) =>
    rights
      .filter((other) => isComparable(side.runs[0], other.runs[0], differ))
      .map((other) => condition(side, other, comparison)),
  );
}

type Side = ReturnType<typeof bySwitches>[number];

function condition(left: Side, right: Side, { value, leastN, atMost = Infinity }: Comparison): ClaimCondition {
  const perTarget = hasTargets(left.runs[0]) && hasTargets(right.runs[0]);
  const [a, b] = [left, right].map(({ runs }) => byReplicate(runs, value, perTarget));
  const shared = [...a.keys()].filter((key) => b.has(key)).sort();
  const lefts = shared.map((key) => a.get(key) ?? 0);
  const difference = pairedDifference(lefts, shared.map((key) => b.get(key) ?? 0));
  const { mean, low, high, n } = difference;
  const interval = low === null || high === null ? null : { low, high };
  const most = (atMost * lefts.reduce((sum, each) => sum + Math.abs(each), 0)) / Math.max(1, lefts.length);
  const positive = above(interval, 0);
  return {
    switches: versus(left.switches, right.switches),
    measured: mean ?? 0,
    interval,
    n,
    holds: n < leastN || positive === null ? null : positive && (mean ?? 0) <= most,
    note: '',
  };
}

/** Switches of both sides: equal ones once, differing ones as "left against right". */
function versus(left: Record<string, string>, right: Record<string, string>): Record<string, string> {
  const names = [...new Set([...Object.keys(left), ...Object.keys(right)])];
  return Object.fromEntries(
    names.map((name) => {
      if (left[name] === right[name] || right[name] === undefined) return [name, left[name]];
      return [name, left[name] === undefined ? right[name] : `${left[name]} against ${right[name]}`];
    }),
  );
}

/** Equal in data, learner and budget, in the gradient where both use one, and in attack or objective. */
function isComparable(a: ClaimRun, b: ClaimRun, differ: 'attack' | 'objective'): boolean {
  const without = ['gradient', differ] as const;
  const [one, two] = [a, b].map((run) => canonicalJson(switchesOf(run, without)));
  const [left, right] = [a, b].map(({ config }) => config.gradient);
  return one === two && (left === null || right === null || canonicalJson(left) === canonicalJson(right));
}
