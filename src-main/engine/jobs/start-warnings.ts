import type { Metrics } from '../../../shared/domain/run.ts';
import { startDependentEffects } from '../../../shared/domain/start-dependence.ts';
import { startDependence } from '../../../shared/domain/uniqueness.ts';
import { toldApart } from './told-apart.ts';

/** A sentence for each effect of a run that differs by more than 5 % of it where the poisoned model is trained from a random start. */
export function startWarnings(metrics: Metrics): string[] {
  return startDependentEffects(metrics).map(({ of, warm, cold }) => {
    const [fromClean, fromRandom] = toldApart([warm, cold]);
    return `${startDependence}: ${of === 'rmse' ? 'RMSE' : of} ${fromClean} from the clean model, ${fromRandom} from a random start.`;
  });
}
