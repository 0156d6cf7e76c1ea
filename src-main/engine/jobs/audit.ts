import type { AblationRow, AuditRow, GradientAudit } from '../../../shared/domain/gradient-audit.ts';
import { agreement, norm } from '../audit/agreement.ts';
import { randomDirections } from '../audit/central-differences.ts';
import { gradients } from '../gradients/list.ts';
import { prepareGradients } from '../gradients/prepare.ts';
import type { AuditedForm } from './gradient-audit/audited-forms.ts';
import { measureGradients, reference } from './gradient-audit/measure-gradients.ts';
import { worstEntry } from './gradient-audit/worst-entry.ts';
import type { AuditInput, JobHooks } from './job.ts';
import { sweepProgress } from './sweep-progress.ts';

/** Loads what the gradients take; to be awaited before {@link audit}. One that cannot be loaded says so in its row. */
export async function prepareAudit(): Promise<void> {
  await Promise.allSettled(gradients.all().map(({ id }) => prepareGradients([{ id, config: {} }])));
}

/**
 * Every gradient of the learner at the budget's uniform profiles (targets included where there are some), against
 * central differences of the utility through full retraining: along random directions of the rated entries, and at
 * single entries; what each costs, and what a short PGA along it reaches; and the exact gradient without each term
 * of the utility. Same input, same numbers, times apart.
 * @throws LabError 'bad-input' when the budget buys no malicious user, or none of its ratings moves the utility; 'cancelled'
 *   within a sweep
 */
export function audit(input: AuditInput, jobHooks: JobHooks): GradientAudit {
  const { dataset, iterations } = input;
  const measured = measureGradients(input, sweepProgress(jobHooks, dataset.ratings.rowItem.length));
  const { point, forms, terms, differences, checked, found, ablated, damages, sweepSeconds } = measured;
  const directions = randomDirections(input.directions, point.values.length, input.config.seed);
  const whole = found.get(reference)!.values;

  function rowOf({ id, label, steps }: AuditedForm): AuditRow {
    const seconds = measured.gradientSeconds.get(id) ?? 0;
    const cost = { steps: steps ?? null, seconds, sweeps: seconds / sweepSeconds };
    const one = found.get(id);
    if (!one) {
      const nothing = { relativeErrors: [], error: null, cosine: null, derivatives: [], worstEntry: null, damage: null };
      return { gradient: id, label, ...nothing, ...cost, products: null, bytes: null, refused: measured.refused.get(id) ?? null };
    }
    return {
      gradient: id,
      label,
      ...agreement(one.values, directions, differences),
      worstEntry: worstEntry(one.values, checked, point.support, dataset.itemIds),
      damage: damages.get(id) ?? null,
      ...cost,
      products: one.products ?? 0,
      bytes: one.bytes ?? null,
      refused: null,
    };
  }

  return {
    maliciousUsers: point.maliciousUsers,
    entries: point.values.length,
    checkedEntries: checked.length,
    iterations,
    differences,
    start: measured.start,
    gradients: forms.map(rowOf),
    ablation: terms.map(({ id, label }): AblationRow => {
      const without = ablated.get(id)!;
      const { error, cosine } = agreement(without, directions, differences);
      const own = norm(whole.map((value, at) => value - without[at]));
      return { term: id, label, error, cosine, share: own / norm(whole), damage: damages.get(id) ?? null };
    }),
    sweepSeconds,
    retrainSeconds: measured.retrainSeconds,
    warnings: measured.warnings,
  };
}
