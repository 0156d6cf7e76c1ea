import type { FigureInput, PlannedRun } from '../../shared/figures/figure-run.ts';
import { figureRun } from '../figures/figure-runs.ts';

const attacks = [
  { attack: 'uniform', gradient: null, rmse: 0.083, push: -0.02, spread: 0.003 },
  { attack: 'pga', gradient: 'exact', rmse: 0.324, push: 0.5, spread: 0.01 },
  { attack: 'pga', gradient: 'one-step', rmse: 0.22, push: 0.33, spread: 0.008 },
  { attack: 'sgld', gradient: 'exact', rmse: 0.202, push: 0.25, spread: 0.007 },
];
const pushed = { id: 'integrity', config: { targets: ['478'], weight: 2 } };
const shares = [0.005, 0.01, 0.02, 0.03, 0.04, 0.05];
/** Fixed numbers in [-1, 1] that stand for the spread of seeds. */
const wobble = (a: number, b: number, c: number): number => (((a * 37 + b * 61 + c * 101) % 21) - 10) / 10;

/** An availability campaign of invented numbers: four attacks, six shares, ten seeds. */
export const availability: FigureInput = {
  runs: attacks.flatMap(({ attack, gradient, rmse, spread }, a) =>
    shares.flatMap((share, s) =>
      Array.from({ length: 10 }, (_, seed) =>
        figureRun({
          attack,
          gradient,
          share,
          seed: seed + 1,
          rmse: rmse * Math.sqrt(share / 0.05) * (share / 0.05) ** 0.25 + spread * wobble(a, s, seed),
        }),
      ),
    ),
  ),
};

/** An integrity campaign of invented numbers that pushes one item. */
export const integrity: FigureInput = {
  runs: attacks.flatMap(({ attack, gradient, push, spread }, a) =>
    shares.flatMap((share, s) =>
      Array.from({ length: 10 }, (_, seed) =>
        figureRun({
          attack,
          gradient,
          share,
          seed: seed + 1,
          objective: pushed,
          before: 0.8,
          after: 0.8 + push * Math.sqrt(share / 0.05) + 4 * spread * wobble(a, s, seed),
        }),
      ),
    ),
  ),
};

const betas = [0, 0.2, 0.4, 0.6, 0.8, 1];
const sampling = [
  { gradient: 'exact', rmse: 0.2, push: 0.5, p: 0.75 },
  { gradient: 'one-step', rmse: 0.05, push: 0.12, p: 0.55 },
];

/** A sweep of β of invented numbers that pushes one item: two gradients, six β, ten seeds; uniform and PGA have no β. */
export const betaSweep: FigureInput = {
  runs: [
    ...sampling.flatMap(({ gradient, rmse, push, p }, a) =>
      betas.flatMap((beta, b) =>
        Array.from({ length: 10 }, (_, seed) => {
          const spread = wobble(a, b, seed);
          return figureRun({
            attack: 'sgld',
            gradient,
            attackConfig: { beta },
            seed: seed + 1,
            objective: pushed,
            rmse: 0.034 + rmse * beta ** 1.5 + 0.006 * spread,
            before: 0.8,
            after: 0.8 + push * beta + 0.03 * spread,
            pairedP: Math.min(1, Math.max(0.001, p * Math.exp(-2.5 * beta * beta) * (1 + 0.6 * spread))),
          });
        }),
      ),
    ),
    ...attacks.slice(0, 2).flatMap(({ attack, gradient, rmse, push, spread }, a) =>
      Array.from({ length: 10 }, (_, seed) =>
        figureRun({
          attack,
          gradient,
          seed: seed + 1,
          objective: pushed,
          rmse: rmse + spread * wobble(a, 1, seed),
          before: 0.8,
          after: 0.8 + push + 4 * spread * wobble(a, 1, seed),
          pairedP: 0.002 * (seed + 1),
        }),
      ),
    ),
  ],
};

/** The same sweep, planned alone. */
export const betaPlanned: FigureInput = {
  runs: [],
  planned: betaSweep.runs.map(({ run, shift, scale }): PlannedRun => {
    const { config, label, datasetName, maliciousUsers } = run;
    return { config, label, datasetName, maliciousUsers, shift, scale };
  }),
};

/** How far the malicious users of an attack stand out, in standard deviations. */
const standsOut: Record<string, number> = { uniform: 0.9, pga: 1.6, 'pga one-step': 1.1, sgld: 0.35 };

/** Damage and detectability of invented numbers: attacks by share, and two ranks of the learner. */
export const tradeOff: FigureInput = {
  runs: attacks.flatMap(({ attack, gradient, rmse, push, spread }, a) =>
    shares.slice(1).flatMap((share, s) =>
      [1, 2, 3, 4].map((seed) =>
        figureRun({
          ...{ attack, gradient, share, seed, objective: pushed },
          rmse: rmse * (share / 0.05) ** 0.75 + spread * wobble(a, s, seed),
          before: 0.8,
          after: 0.8 + push * Math.sqrt(share / 0.05) + 4 * spread * wobble(a, s, seed),
          topTen: Math.max(0, push) * share * 8,
          standOut:
            -(standsOut[`${attack} ${gradient}`] ?? standsOut[attack]) * (0.6 + 8 * share) + 0.08 * wobble(a, s, seed),
        }),
      ),
    ),
  ),
};

/** Many settings at once: ranks, filler sizes and shares of three attacks, with missing β. */
export const manySettings: FigureInput = {
  runs: [...attacks.slice(0, 3), { attack: 'sgld', gradient: 'exact', rmse: 0.2, push: 0.25, spread: 0.007 }].flatMap(
    ({ attack, gradient, rmse, spread }, a) =>
      [4, 8, 32].flatMap((rank, r) =>
        shares.slice(1).flatMap((share, s) =>
          (attack === 'sgld' ? [0.2, 0.6, 1] : [null]).map((beta) =>
            figureRun({
              ...{ attack, gradient, share },
              learner: { id: 'als', config: { rank, lambdaUsers: 5, lambdaItems: 5 } },
              attackConfig: beta === null ? {} : { beta },
              rmse: rmse * (beta ?? 1) * (1 + r * 0.2) * (share / 0.05) ** 0.75 + spread * wobble(a, s, r),
              standOut: -(standsOut[attack] * (beta ?? 1)) * (0.6 + 8 * share) + 0.08 * wobble(a, s, r),
            }),
          ),
        ),
      ),
  ),
};

/** Planned, not begun. */
export const planned: FigureInput = {
  runs: [],
  planned: attacks.flatMap(({ attack, gradient }) =>
    [0.01, 0.02, 0.05].flatMap((share) =>
      [1, 2].map((seed): PlannedRun => {
        const { run, shift, scale } = figureRun({ attack, gradient, share, seed });
        const { config, label, datasetName, maliciousUsers } = run;
        return { config, label, datasetName, maliciousUsers, shift, scale };
      }),
    ),
  ),
};

/** Partly finished: one attack, one share. */
export const begun: FigureInput = {
  ...planned,
  runs: [0.01, 0.02].flatMap((share) =>
    [1, 2].map((seed) => figureRun({ attack: 'uniform', share, seed, rmse: share * 2 + seed / 1000 })),
  ),
};

/** Traces of three seeds of two attacks that push an item. */
export const traces: FigureInput = {
  runs: attacks.slice(1, 3).flatMap(({ attack, gradient, push }, a) =>
    [1, 2, 3].map((seed) =>
      figureRun({
        attack,
        gradient,
        seed,
        objective: pushed,
        before: 0.8,
        after: 0.8 + push,
        targetTrace: Array.from(
          { length: 13 - a * 4 + (seed % 2) },
          (_, i) => 0.8 + push * (1 - 0.75 ** i) + 0.01 * wobble(a, i, seed) * Math.min(1, i),
        ),
      }),
    ),
  ),
};

/** Twelve lines: four attacks and three ranks. */
export const manySeries: FigureInput = {
  runs: attacks.flatMap(({ attack, gradient, rmse, spread }, a) =>
    [4, 8, 16].flatMap((rank, r) =>
      shares.flatMap((share, s) =>
        [1, 2, 3].map((seed) =>
          figureRun({
            attack,
            gradient,
            share,
            seed,
            learner: { id: 'als', config: { rank, lambdaUsers: 5, lambdaItems: 5 } },
            rmse: rmse * (1 + r * 0.2) * Math.sqrt(share / 0.05) + spread * wobble(a + r, s, seed),
          }),
        ),
      ),
    ),
  ),
};
