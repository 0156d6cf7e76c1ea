import type { ClaimDefinition } from '../claim.ts';
import { betaOf, isWeighted, type ClaimRun } from '../claim-run.ts';
import { alongBeta, settledBeta } from '../frame.ts';
import { compare } from '../measures/compare.ts';
import { level, rejection } from '../measures/levels.ts';
import { trend, type Trend } from '../measures/trend.ts';
import { fromRandomStart, isAttack, isSgldAt, otherStatistics, pairedP, rmse, seeds, targetMean } from './kinds.ts';

const fewestBetas = 3;
/** Where the paper says that the p-value comes to rest, and how far from it still counts. */
const settled = { beta: 0.6, p: 0.7, within: 0.2 };

const enough = { leastSteps: fewestBetas, leastN: seeds };
const risesWith = (value: Trend['value'], at: (run: ClaimRun) => boolean): Trend => ({ of: (run) => isAttack(run, 'sgld') && at(run), value, rises: true, ...enough });

/** The trends of Figures 3 and 4: p of every goal, the RMSE of those that raise it, the rating of those that push a target. */
export const pFalls: Trend = { of: (run) => isAttack(run, 'sgld'), value: pairedP, rises: false, ...enough };
export const rmseRises = risesWith(rmse, ({ weights }) => weights.availability > 0);
export const ratingRises = risesWith(targetMean, (run) => isWeighted(run, 0, 1) || isWeighted(run, -1, 1));

/** Who is seen by the t-test, and what β does to it and to the effect. */
export const detectionClaims: readonly ClaimDefinition[] = [
  {
    id: 'pga-is-seen',
    claim: 'The paired t-test tells PGA’s profiles from normal users (p < 0.05).',
    source: 'Section 5',
    rule: `share with p < 0.05 over at least ${seeds} seeds, targets averaged within a seed, its Wilson interval (95 %) above one half`,
    unit: 'share that rejects',
    frame: settledBeta,
    otherReadings: otherStatistics,
    measure: (runs) => rejection(runs, { of: (run) => isAttack(run, 'pga'), rejects: true, leastN: seeds }),
  },
  {
    id: 'sgld-is-not-seen',
    claim: 'At β = 0.6 the paired t-test does not tell SGLD’s profiles from normal users (p about 0.7).',
    source: 'Section 5, Figure 3',
    rule: `share with p < 0.05 at β = 0.6 over at least ${seeds} seeds, targets averaged within a seed, its Wilson interval (95 %) below one half`,
    unit: 'share that rejects',
    frame: settledBeta,
    otherReadings: otherStatistics,
    measure: (runs) => rejection(runs, { of: (run) => isAttack(run, 'sgld'), rejects: false, leastN: seeds }),
  },
  {
    id: 'p-settles',
    claim: 'From β = 0.6 on the p-value stabilizes around 0.7.',
    source: 'Section 5, Figure 3',
    rule: `mean p of the paired t over all β from ${settled.beta} on that were run, at B = 25, over at least ${seeds} seeds: its t interval (95 %) within ${settled.within} of ${settled.p}`,
    unit: 'p of the paired t',
    frame: alongBeta,
    otherReadings: otherStatistics,
    measure: (runs) =>
      level(runs, {
        of: (run) => isAttack(run, 'sgld') && (betaOf(run) ?? 0) >= settled.beta,
        ...{ value: pairedP, published: settled.p, within: settled.within, leastN: seeds, averaged: ['attack beta'] },
      }),
  },
  {
    id: 'settled-beta-costs-little',
    claim: 'At β = 0.6 the attack’s performance is not significantly sacrificed.',
    source: 'Section 5, Figure 3',
    rule: `RMSE of SGLD at β = 1 minus β = 0.6, at B = 25 and μ1 > 0, over at least ${seeds} seeds: its paired t interval (95 %) below a quarter of that at β = 1`,
    unit: 'RMSE',
    frame: alongBeta,
    otherReadings: [fromRandomStart],
    measure: (runs) =>
      compare(runs, {
        left: (run) => isSgldAt(run, 1) && run.weights.availability > 0,
        right: (run) => isSgldAt(run, settled.beta) && run.weights.availability > 0,
        ...{ value: rmse, differ: 'beta', atMost: 0.25, orNone: true, leastN: seeds },
      }),
  },
  withBeta('p-falls-with-beta', 'At B = 25 the p-value falls as β rises.', pFalls),
  withBeta('rmse-rises-with-beta', 'At B = 25 the RMSE rises with β.', rmseRises),
  withBeta('rating-rises-with-beta', 'At B = 25 the target’s rating rises with β.', ratingRises),
];

function withBeta(id: string, claim: string, along: Trend): ClaimDefinition {
  return {
    ...{ id, claim, unit: 'Kendall’s τ with β', source: 'Appendix C, Figures 3 and 4', frame: alongBeta },
    rule: `mean of Kendall’s τ between β (at least ${fewestBetas} values, B = 25) and the value over at least ${seeds} seeds, its t interval (95 %) ${along.rises ? 'above' : 'below'} 0`,
    otherReadings: along === pFalls ? otherStatistics : [fromRandomStart],
    measure: (runs) => trend(runs, along),
  };
}
