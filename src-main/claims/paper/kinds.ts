import type { OtherReading } from '../claim.ts';
import { betaOf, type ClaimRun } from '../claim-run.ts';

/** Least replicates: five seeds, or five seeds times two targets where targets are replicates too. */
export const seeds = 5;
export const seedsAndTargets = 10;

/** Words of the rules. */
export const paired = `paired t interval (95 %) over at least ${seeds} seeds above 0`;
export const pairedTargets = `paired t interval (95 %) over at least ${seedsAndTargets} seeds x targets above 0`;

/** What claims are about. */
export const rmse = ({ metrics }: ClaimRun) => metrics.predictionShiftRmse;
export const targetMean = ({ metrics }: ClaimRun) => metrics.targetMeanAfter;
export const pairedP = ({ metrics }: ClaimRun) => metrics.pairedTP;

/** PGA, SGLD (on real users' rated items too, which the frame tells apart), and uniform profiles. */
export type Attack = 'pga' | 'sgld' | 'uniform';

/** How people call them. */
export const attackNames: Record<Attack, string> = { pga: 'PGA', sgld: 'SGLD', uniform: 'uniform' };

/** Whether a run's profiles are made so. */
export function isAttack({ config }: ClaimRun, attack: Attack): boolean {
  const { id } = config.attack;
  return attack === 'sgld' ? id === 'sgld' || id === 'template-langevin' : id === attack;
}

/** Whether a run follows the attacker's utility. */
export function optimizes(run: ClaimRun): boolean {
  return isAttack(run, 'pga') || isAttack(run, 'sgld');
}

/** Whether a run samples at this β. */
export function isSgldAt(run: ClaimRun, beta: number): boolean {
  return isAttack(run, 'sgld') && betaOf(run) === beta;
}

/** The effect once the poisoned model is trained from a random start; runs that tried none do not tell: certified optima, and runs from before it was kept. */
export const fromRandomStart: OtherReading = {
  reading: 'poisoned model trained from a random start',
  read(run) {
    const { predictionShiftRmseCold, targetMeanAfterCold } = run.metrics;
    if (predictionShiftRmseCold === undefined) return null;
    const metrics = { ...run.metrics, predictionShiftRmse: predictionShiftRmseCold, targetMeanAfter: targetMeanAfterCold ?? null };
    return { ...run, metrics };
  },
};

/** Other statistics than the seeded paired t: Welch's t, and the pairing that sees least. */
export const otherStatistics: readonly OtherReading[] = [
  { reading: 'by Welch’s t', read: (run) => ({ ...run, metrics: { ...run.metrics, pairedTP: run.metrics.welchP } }) },
  {
    reading: 'by the paired t of the 95 % largest p over 200 pairings',
    read: (run) => ({ ...run, metrics: { ...run.metrics, pairedTP: run.metrics.pairedTPHigh } }),
  },
];

/** A number with a minus sign that people read. */
export function signed(value: number): string {
  return String(value).replace('-', '−');
}
