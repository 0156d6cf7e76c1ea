import { canonicalJson } from '../../../shared/domain/canonical-json.ts';
import type { Interval } from '../../../shared/statistics/intervals.ts';
import type { Finding } from '../claim.ts';
import type { ClaimRun } from '../claim-run.ts';

/** An ordering or a trend that one learner shows, as a difference or a τ against 0. */
export interface Ordering {
  /** "PGA over SGLD in RMSE". */
  name: string;
  measure(runs: readonly ClaimRun[]): Finding[];
}

/**
 * Whether the nuclear norm shows what ALS shows. For each ordering and setting in which ALS's interval, at enough
 * seeds and targets, lies off 0, the nuclear norm's mean and interval turned ALS's way; met where that lies above 0. Data may
 * differ: the paper runs the nuclear norm on a part of it.
 */
export function alike(runs: readonly ClaimRun[], orderings: readonly Ordering[]): Finding[] {
  const [als, nuclear] = ['als', 'nuclear-norm'].map((id) => runs.filter(({ config }) => config.learner.id === id));
  return orderings.flatMap(({ name, measure }) => {
    const shown = measure(als).filter(({ n, leastN, targets, leastTargets, interval }) => n >= leastN && targets >= leastTargets && interval !== null && directionOf(interval) !== 0);
    return measure(nuclear).flatMap((finding) =>
      shown
        .filter((other) => settingOf(other) === settingOf(finding))
        .map((other) => turned(finding, name, other)),
    );
  });
}

function turned(finding: Finding, ordering: string, als: Finding): Finding {
  const sign = directionOf(als.interval ?? { low: 0, high: 0 });
  const interval = finding.interval && turnedBy(sign, finding.interval);
  const direction = interval === null ? 0 : directionOf(interval);
  return {
    ...finding,
    switches: { ordering, ...pairOf(finding, als) },
    measured: sign * finding.measured || 0,
    interval,
    overTargets: finding.overTargets && turnedBy(sign, finding.overTargets),
    met: direction === 0 ? null : direction > 0,
    because: direction === 0 ? 'the interval includes 0' : direction > 0 ? '' : 'the nuclear norm shows the opposite',
    note: `ALS: ${als.measured.toPrecision(2).replace('-', '−')}, n = ${als.n}`,
  };
}

function turnedBy(sign: number, { low, high }: Interval): Interval {
  return sign > 0 ? { low, high } : { low: -high, high: -low };
}

/** Both learners' switches: the nuclear norm's, and those of ALS that differ after "against". */
function pairOf({ switches }: Finding, als: Finding): Record<string, string> {
  const own = Object.entries(switches).map(([name, value]) => {
    const other = als.switches[name];
    return [name, other === undefined || other === value ? value : `${value} against ${other}`];
  });
  const rest = Object.entries(als.switches).filter(([name]) => !(name in switches));
  return Object.fromEntries([...own, ...rest]) as Record<string, string>;
}

function directionOf({ low, high }: { low: number; high: number }): number {
  return low > 0 ? 1 : high < 0 ? -1 : 0;
}

/** Everything but learner, data, and the steps of an attack: the nuclear norm's cost more, and directions are compared. */
function settingOf({ switches }: Finding): string {
  const shared = Object.entries(switches).filter(([name]) => name !== 'data' && name !== 'attack iterations' && !/^learner\b/.test(name));
  return canonicalJson(Object.fromEntries(shared));
}
