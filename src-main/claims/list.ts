import type { ClaimDefinition } from './claim.ts';
import type { ClaimRun } from './claim-run.ts';
import { compare } from './measures/compare.ts';
import { level, rejection } from './measures/levels.ts';
import { trend } from './measures/trend.ts';

/** Least replicates: five seeds, or five seeds times two targets where targets are replicates too. */
const seeds = 5;
const seedsAndTargets = 10;
const fewerBetas = 3;

const names: Record<string, string> = { pga: 'PGA', sgld: 'SGLD', uniform: 'uniform' };
const rmse = ({ metrics }: ClaimRun) => metrics.predictionShiftRmse;
const targetMean = ({ metrics }: ClaimRun) => metrics.targetMeanAfter;
const p = ({ metrics }: ClaimRun) => metrics.pairedTP;
const paired = `paired t interval (95 %) over at least ${seeds} seeds above 0`;
const pairedTargets = `paired t interval (95 %) over at least ${seedsAndTargets} seeds x targets above 0`;

/** The claims of Section 5 and Appendix C of Li et al. 2016, in the paper's order. */
export const claims: readonly ClaimDefinition[] = [
  overInRmse('pga-over-sgld', 'PGA raises the RMSE more than SGLD.', 'pga', 'sgld'),
  overInRmse('sgld-over-uniform', 'SGLD raises the RMSE more than uniform profiles.', 'sgld', 'uniform'),
  overInRmse('pga-over-uniform', 'PGA raises the RMSE more than uniform profiles.', 'pga', 'uniform'),
  {
    id: 'both-goals-cost-little',
    claim: 'With (μ1, μ2) = (1, −1) the RMSE is slightly lower than with (1, 0).',
    source: 'Section 5, Figure 1 (a) (b)',
    rule: `RMSE of (1, 0) minus (1, −1), ${paired}, and at most a quarter of it`,
    unit: 'RMSE',
    measure: (runs) =>
      compare(runs, {
        left: (run) => optimizes(run) && isWeighted(run, 1, 0),
        right: (run) => optimizes(run) && isWeighted(run, 1, -1),
        ...{ value: rmse, differ: 'objective', atMost: 0.25, leastN: seeds },
      }),
  },
  {
    id: 'pga-is-seen',
    claim: 'The paired t-test tells PGA’s profiles from normal users (p < 0.05).',
    source: 'Section 5',
    rule: `share of at least ${seeds} replicates with p < 0.05, its Wilson interval (95 %) above one half`,
    unit: 'share that rejects',
    measure: (runs) =>
      rejection(runs, { of: (run) => run.config.attack.id === 'pga', rejects: true, leastN: seeds }),
  },
  {
    id: 'sgld-is-not-seen',
    claim: 'At β = 0.6 the paired t-test does not tell SGLD’s profiles from normal users (p about 0.7).',
    source: 'Section 5, Figure 3',
    rule: `share of at least ${seeds} replicates with p < 0.05 at β = 0.6, its Wilson interval (95 %) below one half`,
    unit: 'share that rejects',
    measure: (runs) => rejection(runs, { of: (run) => isSgld(run, 0.6), rejects: false, leastN: seeds }),
  },
  movesTarget('pga-moves-the-target', 'PGA moves a target’s rating more than uniform profiles.', 'pga'),
  movesTarget('sgld-moves-the-target', 'SGLD moves a target’s rating more than uniform profiles.', 'sgld'),
  {
    id: 'light-trace-moves-less',
    claim: 'Leaving a light trace, (−1, 1), moves the target less than (0, 1).',
    source: 'Section 5, Figure 1 (c) (d)',
    rule: `target mean of (0, 1) minus (−1, 1), ${pairedTargets}`,
    unit: 'target mean, shifted units',
    measure: (runs) =>
      compare(runs, {
        left: (run) => optimizes(run) && isWeighted(run, 0, 1),
        right: (run) => optimizes(run) && isWeighted(run, -1, 1),
        ...{ value: targetMean, differ: 'objective', leastN: seedsAndTargets },
      }),
  },
  withBeta('p-falls-with-beta', 'At B = 25 the p-value falls as β rises.', p, false, () => true),
  withBeta('rmse-rises-with-beta', 'At B = 25 the RMSE rises with β.', rmse, true, (run) => run.weights.availability > 0),
  withBeta('rating-rises-with-beta', 'At B = 25 the target’s rating rises with β.', targetMean, true, (run) => isWeighted(run, 0, 1)),
  pulledDown('pull-down', 'With (0, −1) the target’s mean falls from 0.8 to around −0.3.', 0, -0.3),
  pulledDown('light-pull-down', 'With (−1, −1) the target’s mean falls only to about −0.1.', -1, -0.1),
  {
    id: 'light-pull-is-weaker',
    claim: 'With (−1, −1) the target falls less than with (0, −1).',
    source: 'Appendix C, Figure 5',
    rule: `target mean of (−1, −1) minus (0, −1), ${pairedTargets}`,
    unit: 'target mean, shifted units',
    measure: (runs) =>
      compare(runs, {
        left: (run) => optimizes(run) && isWeighted(run, -1, -1),
        right: (run) => optimizes(run) && isWeighted(run, 0, -1),
        ...{ value: targetMean, differ: 'objective', leastN: seedsAndTargets },
      }),
  },
];

function overInRmse(id: string, claim: string, left: string, right: string): ClaimDefinition {
  return {
    ...{ id, claim, unit: 'RMSE', source: 'Section 5, Figures 1 and 2 (a)' },
    rule: `RMSE of ${names[left]} minus ${names[right]} at (1, 0), ${paired}`,
    measure: (runs) =>
      compare(runs, {
        left: (run) => run.config.attack.id === left && isWeighted(run, 1, 0),
        right: (run) => run.config.attack.id === right && isWeighted(run, 1, 0),
        ...{ value: rmse, differ: 'attack', leastN: seeds },
      }),
  };
}

function movesTarget(id: string, claim: string, attack: string): ClaimDefinition {
  return {
    ...{ id, claim, unit: 'target mean, shifted units', source: 'Section 5, Figures 1 and 2 (c)' },
    rule: `target mean of ${names[attack]} minus uniform at (0, 1), ${pairedTargets}`,
    measure: (runs) =>
      compare(runs, {
        left: (run) => run.config.attack.id === attack && isWeighted(run, 0, 1),
        right: (run) => run.config.attack.id === 'uniform' && isWeighted(run, 0, 1),
        ...{ value: targetMean, differ: 'attack', leastN: seedsAndTargets },
      }),
  };
}

function withBeta(
  id: string,
  claim: string,
  value: (run: ClaimRun) => number | null,
  rises: boolean,
  applies: (run: ClaimRun) => boolean,
): ClaimDefinition {
  return {
    ...{ id, claim, unit: 'Kendall’s τ with β', source: 'Appendix C, Figures 3 and 4' },
    rule: `mean of Kendall’s τ between β (at least ${fewerBetas} values, B = 25) and the value over at least ${seeds} replicates, its t interval (95 %) ${rises ? 'above' : 'below'} 0`,
    measure: (runs) =>
      trend(runs, {
        of: (run) => run.config.attack.id === 'sgld' && run.config.budget.fillerSize === 25 && applies(run),
        ...{ value, rises, leastSteps: fewerBetas, leastN: seeds },
      }),
  };
}

function pulledDown(id: string, claim: string, availability: number, published: number): ClaimDefinition {
  const within = 0.15;
  return {
    ...{ id, claim, unit: 'target mean, shifted units', source: 'Appendix C, Figures 5 and 6' },
    rule: `target mean after PGA at (${signed(availability)}, −1) over at least ${seedsAndTargets} seeds x targets: holds within ${within} of ${signed(published)}, does not where its 95 % t interval lies outside`,
    measure: (runs) =>
      level(runs, {
        of: (run) => run.config.attack.id === 'pga' && isWeighted(run, availability, -1),
        ...{ value: targetMean, published, within, leastN: seedsAndTargets },
      }),
  };
}

function optimizes({ config }: ClaimRun): boolean {
  return config.attack.id === 'pga' || config.attack.id === 'sgld';
}

function isWeighted({ weights }: ClaimRun, availability: number, integrity: number): boolean {
  return weights.availability === availability && weights.integrity === integrity;
}

function isSgld({ config }: ClaimRun, beta: number): boolean {
  return config.attack.id === 'sgld' && config.attack.config.beta === beta;
}

function signed(value: number): string {
  return String(value).replace('-', '−');
}
