import { LabError } from '../../../../shared/domain/errors.ts';
import { withValues, type SparseRatings } from '../../../numeric/sparse-ratings.ts';
import { randomSupport, uniformValues } from '../../attacks/random-profiles.ts';
import type { FactorModel, MaliciousBlock } from '../../learners/factored/factor-model.ts';
import type { UtilityTerm } from '../../audit/utility-terms.ts';
import { attackSetting, type AttackSetting, type Effect } from '../attack-setting.ts';
import type { AuditInput } from '../job.ts';
import type { TrainingLimits } from '../../learners/factored/train.ts';
import type { AuditedForm } from './audited-forms.ts';

/** Relative gradient to which both sides of every central difference are retrained. */
const differenceTolerance = 1e-10;

/** Where an audit takes gradients: the budget's uniform profiles, targets included where there are some. */
export interface AuditPoint {
  maliciousUsers: number;
  support: SparseRatings;
  /** Ratings of the support. */
  values: Float64Array;
  blockOf(values: Float64Array): MaliciousBlock;
  /** The model and its effect after retraining from the clean one to a relative gradient of 1e-10. */
  retrained(values: Float64Array): { model: FactorModel; effect: Effect; warnings: string[] };
  /** The configuration with a gradient in some form, without a term of the utility where one is named. */
  settingFor(form: Pick<AuditedForm, 'gradient' | 'config'>, without?: UtilityTerm): AttackSetting;
}

/**
 * The point of an audit.
 * @throws LabError 'bad-input' when the budget buys no malicious user, or for targets that the data cannot give
 */
export function auditPoint(
  { config, dataset, cleanModel }: AuditInput,
  hooks: Pick<TrainingLimits, 'cancelled' | 'onSweep'>,
): AuditPoint {
  const settingFor: AuditPoint['settingFor'] = ({ gradient, config: form }, without) =>
    attackSetting(
      { ...config, gradient: { id: gradient, config: form } },
      ...([dataset, cleanModel, hooks, undefined, without?.slopeWithout] as const),
    );
  const { context, retrain, effect } = settingFor({ gradient: 'exact', config: {} });
  if (context.maliciousUsers === 0) {
    throw new LabError('bad-input', 'An audit needs at least one malicious user; raise budget.maliciousShare.', [
      { path: 'budget.maliciousShare', message: 'buys no malicious user' },
    ]);
  }
  const support = randomSupport(context, context.targets.length > 0);
  const blockOf = (at: Float64Array): MaliciousBlock => ({ kind: 'sparse', ratings: withValues(support, at) });
  return {
    maliciousUsers: context.maliciousUsers,
    support,
    values: uniformValues(context, support),
    blockOf,
    retrained(at) {
      const { model, warnings } = retrain(blockOf(at), 'clean', differenceTolerance);
      return { model, effect: effect(model), warnings };
    },
    settingFor,
  };
}
