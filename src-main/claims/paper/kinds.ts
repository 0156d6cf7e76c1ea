import { isCertifiedOptimum } from '../../../shared/domain/certified-optimum.ts';
import type { OtherReading } from '../claim.ts';
import { betaOf, type ClaimRun } from '../claim-run.ts';

/**
 * Least n of the rules: five seeds, each with two targets where a rule is about targets. A seed's targets are averaged, for
 * its runs are not independent: rules counted ten seeds x targets until that was seen.
 */
export const seeds = 5;
export const targets = 2;
/** Of a rule about targets. */
export const ofTargets = { leastN: seeds, leastTargets: targets };

/** Words of the rules. */
export const seedsOfTargets = `at least ${seeds} seeds, each the mean over at least ${targets} targets`;
export const paired = `paired t interval (95 %) over at least ${seeds} seeds above 0`;
export const pairedTargets = `paired t interval (95 %) over ${seedsOfTargets}, above 0`;

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

/**
 * The effect once the poisoned model is trained from a random start. A certified optimum is where every start ends, so that
 * such a run counts as it is; runs from before a random start was tried do not tell.
 */
export const fromRandomStart: OtherReading = {
  reading: 'poisoned model trained from a random start',
  read(run) {
    const { predictionShiftRmseCold, targetMeanAfterCold } = run.metrics;
    if (predictionShiftRmseCold === undefined) return isCertifiedOptimum(run.metrics) ? run : null;
    const metrics = { ...run.metrics, predictionShiftRmse: predictionShiftRmseCold, targetMeanAfter: targetMeanAfterCold ?? null };
    return { ...run, metrics };
  },
  note(runs) {
    const certified = runs.filter(({ metrics }) => metrics.predictionShiftRmseCold === undefined).length;
    if (certified === 0) return '';
    return `${certified} of ${runs.length} runs are certified optima, where every start ends`;
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
