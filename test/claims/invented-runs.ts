import type { Run } from '../../shared/domain/run.ts';
import type { JudgedClaim } from '../../shared/domain/claim.ts';
import { judgeClaims, type Evidence } from '../../src-main/claims/judge.ts';
import { claims } from '../../src-main/claims/list.ts';
import { figureRun, type RunWish } from '../figures/figure-runs.ts';

/** What a test says of its runs beyond what figures need. */
export interface ClaimWish extends RunWish {
  p?: number;
  fillerSize?: number;
  utility?: number;
  seconds?: number;
}

/** Whether invented runs show what a claim says, its opposite, or now one and now the other. */
export type Way = 'claimed' | 'against' | 'across';

/** The sign of what one replicate shows. */
export function signOf(way: Way, seed: number): number {
  if (way === 'across') return seed % 2 === 0 ? 1 : -1;
  return way === 'claimed' ? 1 : -1;
}

/** A little noise that no pairing removes. */
export function jitter(seed: number): number {
  return 0.004 * ((seed * 7) % 5);
}

/** Invented runs of one configuration on several seeds; `at` gives what a seed changes. */
export function onSeeds(wish: ClaimWish, at: (seed: number) => ClaimWish = () => ({}), seeds = 6): Run[] {
  return Array.from({ length: seeds }, (_, seed) => {
    const { p, fillerSize, utility, seconds, ...rest } = { ...wish, ...at(seed) };
    const { run } = figureRun({ ...rest, seed });
    if (run.metrics && p !== undefined) run.metrics.pairedTP = p;
    if (run.metrics && utility !== undefined) run.metrics.utility = utility;
    if (seconds !== undefined) run.seconds = seconds;
    if (fillerSize !== undefined) run.config.budget.fillerSize = fillerSize;
    return run;
  });
}

/** The hybrid objective with the paper's choice of a target. */
export function weighted(availability: number, integrity: number, draw = 1, weight = 2) {
  const targets = { choose: { predictedMean: 0.8, within: 0.05, count: 1, draw } };
  return { id: 'hybrid', config: { availability, integrity, weight, targets } };
}

/** The same for two targets. */
export function onTargets(availability: number, integrity: number, wish: ClaimWish, at: (seed: number) => ClaimWish, seeds = 6): Run[] {
  return [1, 2].flatMap((draw) => onSeeds({ before: 0.8, ...wish, objective: weighted(availability, integrity, draw) }, at, seeds));
}

/** SGLD at these β, B = 25. */
export function alongBeta(wish: ClaimWish, value: (beta: number, seed: number) => ClaimWish, seeds = 6, betas = [0, 0.3, 0.6, 1]): Run[] {
  return betas.flatMap((beta) =>
    onSeeds({ attack: 'sgld', fillerSize: 25, ...wish, attackConfig: { beta, ...wish.attackConfig } }, (seed) => value(beta, seed), seeds),
  );
}

/** One claim, judged from invented runs and nothing else. */
export function judged(id: string, runs: readonly Run[], evidence: Partial<Evidence> = {}): JudgedClaim {
  const claim = judgeClaims(claims, { runs, checks: new Map(), targets: new Map(), ...evidence }).find((each) => each.id === id);
  if (!claim) throw new Error(`no claim ${id}`);
  return claim;
}
