import type { ReachedDamage } from '../../../../shared/domain/gradient-audit.ts';
import type { SparseRatings } from '../../../numeric/sparse-ratings.ts';
import { advanceOptimizer, blockOf, finalValues, startOptimizer, type OptimizerState } from '../../attacks/optimize.ts';
import { pga } from '../../attacks/pga/pga.ts';
import type { AttackSetting } from '../attack-setting.ts';
import { finalTolerance } from '../train-clean.ts';

/** Where every short attack of an audit starts. */
export interface AttackStart {
  support: SparseRatings;
  /** Accepted steps at most. */
  iterations: number;
  /** After the retraining on the first profiles, which no gradient has a part in. */
  state: OptimizerState;
}

/** The uniform profiles of an audit as PGA starts from them. */
export function startAttack({ context, system }: AttackSetting, support: SparseRatings, iterations: number): AttackStart {
  const config = pga.config.parse({ iterations });
  return { support, iterations, state: startOptimizer(pga, context, config, support, system) };
}

/**
 * PGA by adaptive steps along a setting's gradient, then a retraining from the clean model to a relative gradient
 * of 1e-8: what a reported effect is. Steps are judged by the whole utility, whatever the gradient leaves out.
 * @throws LabError 'cancelled'
 */
export function shortAttack(
  { context, system, retrain, effect }: AttackSetting,
  { support, iterations, state: first }: AttackStart,
): { damage: ReachedDamage; warnings: string[] } {
  const config = pga.config.parse({ iterations });
  let state = first;
  while (state.finished === null) ({ state } = advanceOptimizer(pga, context, config, support, system, state));
  const final = retrain(blockOf(context, support, finalValues(state)), 'clean', finalTolerance);
  const damage = { ...effect(final.model), iterations: state.iteration };
  return { damage, warnings: [...state.warnings, ...final.warnings] };
}
