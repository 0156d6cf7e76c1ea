import { canonicalJson } from '../../../shared/domain/canonical-json.ts';
import { crossedInterval } from '../../../shared/statistics/crossed-interval.ts';
import { pairedDifference } from '../../../shared/statistics/paired.ts';
import { above, type Finding } from '../claim.ts';
import { hasTargets, leastTargetsOf, type ClaimRun } from '../claim-run.ts';
import { bySeed, replicatesOf } from '../replicates.ts';
import { bySwitches, switchesOf, type SwitchGroup } from '../switches.ts';

const includes = 'attack includeTargets';

/** Two kinds of runs that a claim compares. */
export interface Comparison {
  left(run: ClaimRun): boolean;
  right(run: ClaimRun): boolean;
  value(run: ClaimRun): number | null;
  /** In what the two kinds differ; every other switch is equal within a finding. */
  differ: 'attack' | 'objective' | 'learner' | 'beta';
  /** Largest difference, as a share of the left mean, that still counts as what is claimed; none by default. */
  atMost?: number;
  /** Only that the difference is at most so large is claimed: none, or one below 0, counts too. */
  orNone?: boolean;
  leastN: number;
  /** Fewest targets of a seed; 1 by default. */
  leastTargets?: number;
  /** A second figure from the mean difference, for people. */
  note?(mean: number): string;
}

/**
 * Differences left - right of pairs of equal seed (and targets, where both sides have some, averaged over the targets of a
 * seed), one finding for each setting with a pair. Met where the 95 % t interval of the mean difference over seeds lies above 0 and the mean is at most `atMost`
 * of the left mean; with `orNone`, where the interval lies below that.
 */
export function compare(runs: readonly ClaimRun[], comparison: Comparison): Finding[] {
  const { left, right, differ } = comparison;
  const rights = bySwitches(runs.filter(right)).map((group) => ({ group, identity: identityOf(group.runs[0], differ) }));
  return bySwitches(runs.filter(left)).flatMap((group) => {
    const identity = identityOf(group.runs[0], differ);
    return rights
      .filter((other) => areComparable(identity, other.identity))
      .map((other) => finding(group, other.group, comparison))
      .filter(({ n }) => n > 0);
  });
}

function finding(left: SwitchGroup, right: SwitchGroup, comparison: Comparison): Finding {
  const { value, leastN, note } = comparison;
  const leastTargets = leastTargetsOf(left.runs[0], comparison.leastTargets ?? 1);
  const perTarget = hasTargets(left.runs[0]) && hasTargets(right.runs[0]);
  const [a, b] = [left, right].map(({ runs }) => replicatesOf(runs, value, perTarget));
  const shared = [...a.keys()].filter((key) => b.has(key)).sort();
  const [of, against] = [a, b].map((side) => bySeed(shared.flatMap((key) => side.get(key) ?? []), leastTargets));
  const lefts = of.values;
  const { mean, low, high, n } = pairedDifference(lefts, against.values);
  const interval = low === null || high === null ? null : { low, high };
  const differences = of.table.map((row, seed) => row.map((value, target) => value - against.table[seed][target]));
  const leftMean = lefts.reduce((sum, each) => sum + Math.abs(each), 0) / Math.max(1, lefts.length);
  return {
    switches: versus(left.switches, right.switches),
    ...{ measured: mean ?? 0, interval, overTargets: crossedInterval(differences), n, leastN, targets: of.targets, leastTargets },
    ...judged(mean ?? 0, interval, leftMean, comparison),
    note: note && mean !== null ? note(mean) : '',
    runs: [...left.runs, ...right.runs],
  };
}

/** Whether a difference is what is claimed, and in words why not. */
function judged(mean: number, interval: Finding['interval'], leftMean: number, { atMost = Infinity, orNone = false }: Comparison): Pick<Finding, 'met' | 'because'> {
  const most = atMost * leftMean;
  const words = `${Math.round(atMost * 100)} % of the larger effect`;
  if (orNone) {
    const isOver = above(interval, most);
    if (isOver === null) return { met: null, because: `the interval reaches beyond ${words}` };
    return isOver ? { met: false, because: `the interval lies above ${words}` } : { met: true, because: '' };
  }
  const isAbove = above(interval, 0);
  if (isAbove === null) return { met: null, because: 'the interval includes 0' };
  if (!isAbove) return { met: false, because: 'the interval lies below 0' };
  return mean > most ? { met: false, because: `the difference is more than ${words}` } : { met: true, because: '' };
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

/** What two sides must share. */
interface Identity {
  gradient: string | null;
  /** Every other switch but what differs, with and without whether targets are included. */
  whole: string;
  bare: string;
  includesTargets: boolean;
}

function identityOf(run: ClaimRun, differ: Comparison['differ']): Identity {
  const ofRun = known.get(run.config) ?? new Map<Comparison['differ'], Identity>();
  const identity = ofRun.get(differ) ?? identify(run, differ);
  known.set(run.config, ofRun.set(differ, identity));
  return identity;
}

/** Several rules compare the same runs. */
const known = new WeakMap<ClaimRun['config'], Map<Comparison['differ'], Identity>>();

function identify(run: ClaimRun, differ: Comparison['differ']): Identity {
  const { gradient } = run.config;
  const switches = switchesOf(run, differ === 'beta' ? ['gradient'] : ['gradient', differ]);
  if (differ === 'beta') delete switches['attack beta'];
  const { [includes]: included, ...rest } = switches;
  return {
    gradient: gradient && canonicalJson(gradient),
    ...{ whole: canonicalJson(switches), bare: canonicalJson(rest), includesTargets: included !== undefined },
  };
}

/** Equal in all but what differs, and in the gradient where both use one; a side without targets has none to include. */
function areComparable(a: Identity, b: Identity): boolean {
  const sameGradient = a.gradient === null || b.gradient === null || a.gradient === b.gradient;
  return sameGradient && (a.includesTargets && b.includesTargets ? a.whole === b.whole : a.bare === b.bare);
}
