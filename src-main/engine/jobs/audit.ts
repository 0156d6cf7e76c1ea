import { LabError } from '../../../shared/domain/errors.ts';
import type { AuditRow } from '../../../shared/domain/audit.ts';
import { kernelTeam } from '../../numeric/kernels/team.ts';
import { withValues } from '../../numeric/sparse-ratings.ts';
import { auditGradients } from '../audit/audit-gradients.ts';
import { randomSupport, uniformValues } from '../attacks/random-profiles.ts';
import { gradients } from '../gradients/list.ts';
import { prepareGradients } from '../gradients/prepare.ts';
import { attackSetting } from './attack-setting.ts';
import type { AuditInput, JobHooks } from './job.ts';

/** Relative gradient to which both sides of every central difference are retrained. */
const differenceTolerance = 1e-10;

/** Loads what the gradients take; to be awaited before {@link audit}. One that cannot be loaded says so in its row. */
export async function prepareAudit(): Promise<void> {
  await Promise.allSettled(gradients.all().map(({ id }) => prepareGradients([{ id, config: {} }])));
}

/**
 * Every gradient at the budget's uniform profiles (targets included where there are some), against central
 * differences of the utility through full retraining along random directions of the rated entries.
 * @throws LabError 'bad-input' when the budget buys no malicious user
 */
export function audit({ config, dataset, cleanModel, directions }: AuditInput, hooks: JobHooks): AuditRow[] {
  const settingFor = (id: string, form: Record<string, unknown>) =>
    attackSetting({ ...config, gradient: { id, config: form } }, dataset, cleanModel, hooks);
  const { context, retrain, effect } = settingFor('exact', {});
  if (context.maliciousUsers === 0) {
    throw new LabError('bad-input', 'An audit needs at least one malicious user; raise budget.maliciousShare.', [
      { path: 'budget.maliciousShare', message: 'buys no malicious user' },
    ]);
  }
  const support = randomSupport(context, context.targets.length > 0);
  const values = uniformValues(context, support);
  const block = (at: Float64Array) => ({ kind: 'sparse', ratings: withValues(support, at) }) as const;
  const trained = retrain(block(values), 'clean', differenceTolerance).model;
  return auditGradients({
    values,
    directions,
    seed: config.seed,
    utilityAt: (at) => effect(retrain(block(at), 'clean', differenceTolerance).model).utility,
    gradients: auditedForms(config.learner.id).map(({ gradient, id, label, form }) => ({
      id,
      label,
      compute() {
        const { memory } = kernelTeam();
        memory.watchPeak();
        const found = settingFor(gradient, form).system.gradient(block(values), trained.itemFactors, 0, null);
        return { values: found.values, bytes: found.bytes ?? memory.peak() };
      },
    })),
    progress: (done, of) =>
      hooks.progress({ phase: `retraining along direction ${done} of ${of}`, iteration: done, iterations: of }),
  });
}

/** The rows of an audit with a learner: every gradient as it stands by default, or in the forms that it names. */
function auditedForms(learner: string) {
  return gradients.all().flatMap(({ id: gradient, label, audited }) => {
    if (!audited) return [{ gradient, id: gradient, label, form: {} }];
    if (!audited.learners.includes(learner)) return [];
    return audited.variants.map(({ id, label, config }) => ({ gradient, id, label, form: config }));
  });
}
