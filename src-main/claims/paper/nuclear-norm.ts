import type { ClaimDefinition } from '../claim.ts';
import { isWeighted, type ClaimRun } from '../claim-run.ts';
import { alongBeta, settledBeta, type Frame } from '../frame.ts';
import { alike, type Ordering } from '../measures/alike.ts';
import { compare, type Comparison } from '../measures/compare.ts';
import { trend } from '../measures/trend.ts';
import { bothGoals, versusAt } from './attacks.ts';
import { pFalls, ratingRises, rmseRises } from './detection.ts';
import { ofTargets, optimizes, paired, rmse, seeds, targetMean, targets, type Attack } from './kinds.ts';
import { lightPull, lightPush } from './targets.ts';

const availability = [[1, 0], [1, -1]] as const;
const pushing = [[0, 1], [-1, 1]] as const;
const pulling = [[0, -1], [-1, -1]] as const;

/** Figure 2 against 1, 4 against 3, 6 against 5; and what the nuclear norm costs. */
export const nuclearNormClaims: readonly ClaimDefinition[] = [
  behavesAlike('nuclear-norm-like-als', 'Under the nuclear norm RMSE and ratings behave as under ALS: the same orderings of attacks and goals.', 'Section 5, Figure 2 against 1', settledBeta, [
    ...ofAttacks('in RMSE', availability, { value: rmse, leastN: seeds }),
    ...ofAttacks('in the target’s mean', pushing, { value: targetMean, ...ofTargets }),
    ordering('one goal over two in RMSE', bothGoals),
    ordering('full push over light trace', lightPush),
  ]),
  behavesAlike('nuclear-norm-like-als-with-beta', 'Under the nuclear norm p, RMSE and ratings follow β as under ALS.', 'Appendix C, Figure 4 against 3', alongBeta, [
    { name: 'p with β', measure: (runs) => trend(runs, pFalls) },
    { name: 'RMSE with β', measure: (runs) => trend(runs, rmseRises) },
    { name: 'rating with β', measure: (runs) => trend(runs, ratingRises) },
  ]),
  behavesAlike('nuclear-norm-like-als-pulling', 'Under the nuclear norm a target is pulled down as under ALS.', 'Appendix C, Figure 6 against 5', settledBeta, [
    ordering('uniform over PGA in the target’s mean', { ...versusAt('uniform', 'pga', pulling), value: targetMean, ...ofTargets }),
    ordering('uniform over SGLD in the target’s mean', { ...versusAt('uniform', 'sgld', pulling), value: targetMean, ...ofTargets }),
    ordering('light trace over full pull', lightPull),
  ]),
  {
    id: 'nuclear-norm-costs-more',
    claim: 'The nuclear norm is more computationally expensive than ALS.',
    source: 'Section 5',
    rule: `log2 of the seconds of a run at (1, 0) by PGA or SGLD, nuclear norm minus ALS on the same data, ${paired}`,
    unit: 'doublings of the seconds of a run, as the machine was busy',
    frame: settledBeta,
    otherReadings: [],
    measure: (runs) =>
      compare(runs, {
        left: (run) => isCosted(run, 'nuclear-norm'),
        right: (run) => isCosted(run, 'als'),
        ...{ value: doublings, differ: 'learner', leastN: seeds, note: (mean) => `${(2 ** mean).toPrecision(2)} times as long` },
      }),
  },
];

function behavesAlike(id: string, claim: string, source: string, frame: Frame, orderings: readonly Ordering[]): ClaimDefinition {
  return {
    ...{ id, claim, source, frame },
    rule: `each ordering or trend that ALS shows at its least n (95 % interval off 0), under the nuclear norm, over at least ${seeds} seeds, each the mean over at least ${targets} targets where attacks are compared in the target’s mean: its 95 % interval lies on the same side of 0`,
    unit: 'difference or τ, in the direction of ALS',
    otherReadings: [],
    measure: (runs) => alike(runs, orderings),
  };
}

function ofAttacks(what: string, weights: readonly (readonly [number, number])[], counted: Pick<Comparison, 'value' | 'leastN' | 'leastTargets'>): Ordering[] {
  const pairs: [Attack, Attack, string][] = [['pga', 'sgld', 'PGA over SGLD'], ['pga', 'uniform', 'PGA over uniform'], ['sgld', 'uniform', 'SGLD over uniform']];
  return pairs.map(([left, right, name]) => ordering(`${name} ${what}`, { ...versusAt(left, right, weights), ...counted }));
}

function ordering(name: string, comparison: Comparison): Ordering {
  return { name, measure: (runs) => compare(runs, comparison) };
}

function isCosted(run: ClaimRun, learner: string): boolean {
  return run.config.learner.id === learner && optimizes(run) && isWeighted(run, 1, 0);
}

function doublings({ seconds }: ClaimRun): number | null {
  return seconds === null || seconds <= 0 ? null : Math.log2(seconds);
}
