import type { ClaimDefinition } from '../claim.ts';
import { isWeighted, type ClaimRun } from '../claim-run.ts';
import { settledBeta } from '../frame.ts';
import { compare, type Comparison } from '../measures/compare.ts';
import { attackNames, fromRandomStart, isAttack, ofTargets, optimizes, paired, rmse, seeds, targets, type Attack } from './kinds.ts';

/** (μ1, μ2) of Figure 1 (a) and (b), and of all of its panels. */
const availabilityWeights = [[1, 0], [1, -1]] as const;
const figureWeights = [...availabilityWeights, [0, 1], [-1, 1]] as const;

/** How the attacks compare in Figures 1 and 2, in the paper's order. */
export const attackClaims: readonly ClaimDefinition[] = [
  {
    id: 'both-goals-cost-little',
    claim: 'With (μ1, μ2) = (1, −1) the RMSE is slightly lower than with (1, 0).',
    source: 'Section 5, Figures 1 and 2 (a) (b)',
    rule: `RMSE of (1, 0) minus (1, −1), ${paired}, and at most a quarter of that of (1, 0)`,
    unit: 'RMSE',
    frame: settledBeta,
    otherReadings: [fromRandomStart],
    measure: (runs) => compare(runs, bothGoals),
  },
  overInRmse('pga-over-sgld', 'PGA raises the RMSE more than SGLD.', 'pga', 'sgld'),
  overInRmse('pga-over-uniform', 'PGA raises the RMSE more than uniform profiles.', 'pga', 'uniform'),
  overInRmse('sgld-over-uniform', 'SGLD raises the RMSE more than uniform profiles.', 'sgld', 'uniform'),
  {
    id: 'sgld-slightly-worse',
    claim: 'SGLD leads to slightly worse attacker utility than PGA.',
    source: 'Section 5',
    rule: `effect (RMSE at (1, 0), rise of the target at (0, 1)) of PGA minus SGLD, ${paired}, each the mean over at least ${targets} targets at (0, 1), and at most a quarter of that of PGA`,
    unit: 'RMSE, or rise of the target',
    frame: settledBeta,
    otherReadings: [fromRandomStart],
    measure: (runs) => [
      ...compare(runs, { ...versusAt('pga', 'sgld', [[1, 0]]), value: rmse, atMost: 0.25, leastN: seeds }),
      ...compare(runs, { ...versusAt('pga', 'sgld', [[0, 1]]), value: rise, atMost: 0.25, ...ofTargets }),
    ],
  },
  overInUtility('pga-utility-over-uniform', 'PGA results in higher attacker utility than uniform profiles.', 'pga'),
  overInUtility('sgld-utility-over-uniform', 'SGLD results in higher attacker utility than uniform profiles.', 'sgld'),
];

/** What the second goal costs of the first. */
export const bothGoals: Comparison = {
  left: (run) => optimizes(run) && isWeighted(run, 1, 0),
  right: (run) => optimizes(run) && isWeighted(run, 1, -1),
  ...{ value: rmse, differ: 'objective', atMost: 0.25, leastN: seeds },
};

/** Two attacks at the same weights, one of those given. */
export function versusAt(left: Attack, right: Attack, weights: readonly (readonly [number, number])[]): Pick<Comparison, 'left' | 'right' | 'differ'> {
  const at = (run: ClaimRun) => weights.some(([availability, integrity]) => isWeighted(run, availability, integrity));
  return { left: (run) => isAttack(run, left) && at(run), right: (run) => isAttack(run, right) && at(run), differ: 'attack' };
}

function overInRmse(id: string, claim: string, left: Attack, right: Attack): ClaimDefinition {
  return {
    ...{ id, claim, unit: 'RMSE', source: 'Section 5, Figures 1 and 2 (a) (b)', frame: settledBeta },
    rule: `RMSE of ${attackNames[left]} minus ${attackNames[right]} at (1, 0) and at (1, −1), ${paired}`,
    otherReadings: [fromRandomStart],
    measure: (runs) => compare(runs, { ...versusAt(left, right, availabilityWeights), value: rmse, leastN: seeds }),
  };
}

function overInUtility(id: string, claim: string, attack: Attack): ClaimDefinition {
  return {
    ...{ id, claim, unit: 'utility R', source: 'Section 5, Figures 1 and 2', frame: settledBeta },
    rule: `utility R of ${attackNames[attack]} minus uniform at each of (1, 0), (1, −1), (0, 1), (−1, 1), ${paired}, each the mean over at least ${targets} targets where there is one`,
    otherReadings: [],
    measure: (runs) =>
      figureWeights.flatMap((weights) =>
        compare(runs, { ...versusAt(attack, 'uniform', [weights]), value: utility, ...(weights[1] === 0 ? { leastN: seeds } : ofTargets) }),
      ),
  };
}

function rise({ metrics }: ClaimRun): number | null {
  const { targetMeanBefore, targetMeanAfter } = metrics;
  return targetMeanBefore === null || targetMeanAfter === null ? null : targetMeanAfter - targetMeanBefore;
}

function utility({ metrics }: ClaimRun): number {
  return metrics.utility;
}
