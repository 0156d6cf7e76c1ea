import type { Metrics } from './run.ts';
import { dependenceLimit } from './uniqueness.ts';

/** An effect of a run from the clean model and from a random start, in shifted units. */
export interface StartedEffect {
  of: 'rmse' | 'target mean';
  warm: number;
  cold: number;
}

/**
 * The effects of a run that another start changes by more than {@link dependenceLimit} of them: its RMSE, and its targets’
 * mean, of whose change it is a share. None where no random start was tried, as of a certified optimum.
 */
export function startDependentEffects(metrics: Metrics): StartedEffect[] {
  const { predictionShiftRmse: shift, predictionShiftRmseCold: cold = shift } = metrics;
  const { targetMeanBefore: before, targetMeanAfter: after, targetMeanAfterCold: coldAfter } = metrics;
  const effects: StartedEffect[] = [];
  if (Math.abs(shift - cold) > dependenceLimit * shift) effects.push({ of: 'rmse', warm: shift, cold });
  if (before !== null && after !== null && coldAfter != null && Math.abs(after - coldAfter) > dependenceLimit * Math.abs(after - before)) {
    effects.push({ of: 'target mean', warm: after, cold: coldAfter });
  }
  return effects;
}
