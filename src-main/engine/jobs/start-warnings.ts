import type { Metrics } from '../../../shared/domain/run.ts';
import { startDependence } from '../../../shared/domain/uniqueness.ts';
import { toldApart } from './told-apart.ts';

/** Share of the effect by which two starts may differ before it is said aloud (MATH's uniqueness check). */
const startShare = 0.05;

/** A sentence for each effect of a run that differs by more than 5 % of it where the poisoned model is trained from a random start. */
export function startWarnings(metrics: Metrics): string[] {
  const { predictionShiftRmse: shift, predictionShiftRmseCold: cold = shift } = metrics;
  const { targetMeanBefore: before, targetMeanAfter: after, targetMeanAfterCold: coldAfter } = metrics;
  const warnings: string[] = [];
  if (Math.abs(shift - cold) > startShare * shift) warnings.push(differing('RMSE', shift, cold));
  if (before !== null && after !== null && coldAfter != null && Math.abs(after - coldAfter) > startShare * Math.abs(after - before)) {
    warnings.push(differing('target mean', after, coldAfter));
  }
  return warnings;
}

function differing(what: string, warm: number, cold: number): string {
  const [fromClean, fromRandom] = toldApart([warm, cold]);
  return `${startDependence}: ${what} ${fromClean} from the clean model, ${fromRandom} from a random start.`;
}
