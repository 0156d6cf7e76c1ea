import type { SparseRatings } from '../../numeric/sparse-ratings.ts';
import type { AttackContext, OptimizingAttack } from './define-attack.ts';
import { blockOf, type AttackedSystem } from './optimize.ts';

/** Relative gradient to which the probe's model is trained, and relative error of its gradient. */
const probeTolerance = 1e-4;
const probeAccuracy = 0.01;

/**
 * The entries that an attack may rate; where it chooses them by a gradient, by that of the utility at its probe,
 * whose model is trained from the clean one.
 * @param onProbe called before that training
 */
export function chooseSupport<C>(
  attack: OptimizingAttack<C>,
  context: AttackContext,
  config: C,
  system: AttackedSystem,
  onProbe: () => void,
): { support: SparseRatings | 'dense'; warnings: string[] } {
  const probe = attack.probe?.(context, config) ?? null;
  if (probe === null) return { support: attack.support(context, config), warnings: [] };
  onProbe();
  const block = blockOf(context, 'dense', probe);
  const trained = system.evaluate(block, system.cleanItemFactors, probeTolerance);
  const gradient = system.gradient(block, trained.itemFactors, probeAccuracy, null);
  return {
    support: attack.support(context, config, gradient.values),
    warnings: [...trained.warnings, ...gradient.warnings],
  };
}
