import type { ClaimDefinition } from '../claim.ts';
import { isWeighted, type ClaimRun } from '../claim-run.ts';
import { settledBeta } from '../frame.ts';
import { compare, type Comparison } from '../measures/compare.ts';
import { level } from '../measures/levels.ts';
import { versusAt } from './attacks.ts';
import { attackNames, fromRandomStart, isAttack, ofTargets, optimizes, pairedTargets, rmse, seedsOfTargets, signed, targetMean, type Attack } from './kinds.ts';

const target = { unit: 'target mean, shifted units', frame: settledBeta, otherReadings: [fromRandomStart] };

/** What targeted attacks do to their target, and what a light trace costs. */
export const targetClaims: readonly ClaimDefinition[] = [
  movesTarget('pga-moves-the-target', 'PGA moves a target’s rating more than uniform profiles.', 'pga'),
  movesTarget('sgld-moves-the-target', 'SGLD moves a target’s rating more than uniform profiles.', 'sgld'),
  {
    ...target,
    id: 'light-trace-moves-less',
    claim: 'Leaving a light trace, (−1, 1), moves the target less than (0, 1).',
    source: 'Section 5, Figure 1 (c) (d)',
    rule: `target mean of (0, 1) minus (−1, 1), ${pairedTargets}`,
    measure: (runs) => compare(runs, lightPush),
  },
  {
    ...target,
    id: 'light-trace-changes-less',
    claim: 'Leaving a light trace changes the predictions of the rest of the system less.',
    source: 'Section 5 and Appendix C, Figures 1 and 5',
    rule: `RMSE of (0, 1) minus (−1, 1), and of (0, −1) minus (−1, −1), ${pairedTargets}`,
    unit: 'RMSE',
    measure: (runs) => [1, -1].flatMap((integrity) => compare(runs, { ...heavyAgainstLight(integrity), value: rmse, ...ofTargets })),
  },
  pulledDown('pull-down', 'With (0, −1) the target’s mean falls from 0.8 to around −0.3.', 0, -0.3),
  pulledDown('light-pull-down', 'With (−1, −1) the target’s mean falls only to about −0.1.', -1, -0.1),
  {
    ...target,
    id: 'light-pull-is-weaker',
    claim: 'With (−1, −1) the target falls less than with (0, −1).',
    source: 'Appendix C, Figures 5 and 6',
    rule: `target mean of (−1, −1) minus (0, −1), ${pairedTargets}`,
    measure: (runs) => compare(runs, lightPull),
  },
];

/** How much less a light trace pushes, and pulls. */
export const lightPush: Comparison = { ...heavyAgainstLight(1), value: targetMean, ...ofTargets };
export const lightPull: Comparison = {
  ...{ left: heavyAgainstLight(-1).right, right: heavyAgainstLight(-1).left, differ: 'objective' },
  ...{ value: targetMean, ...ofTargets },
};

function heavyAgainstLight(integrity: number): Pick<Comparison, 'left' | 'right' | 'differ'> {
  const at = (availability: number) => (run: ClaimRun) => optimizes(run) && isWeighted(run, availability, integrity);
  return { left: at(0), right: at(-1), differ: 'objective' };
}

function movesTarget(id: string, claim: string, attack: Attack): ClaimDefinition {
  return {
    ...{ ...target, id, claim, source: 'Section 5, Figures 1 and 2 (c) (d)' },
    rule: `target mean of ${attackNames[attack]} minus uniform at (0, 1) and at (−1, 1), ${pairedTargets}`,
    measure: (runs) =>
      compare(runs, { ...versusAt(attack, 'uniform', [[0, 1], [-1, 1]]), value: targetMean, ...ofTargets }),
  };
}

function pulledDown(id: string, claim: string, availability: number, published: number): ClaimDefinition {
  const within = 0.15;
  return {
    ...{ ...target, id, claim, source: 'Appendix C, Figure 5' },
    rule: `target mean after PGA on ALS at (${signed(availability)}, −1) over ${seedsOfTargets}: its t interval (95 %) within ${within} of ${signed(published)}`,
    measure: (runs) =>
      level(runs, {
        of: (run) => isAttack(run, 'pga') && run.config.learner.id === 'als' && isWeighted(run, availability, -1),
        ...{ value: targetMean, published, within, ...ofTargets },
      }),
  };
}
