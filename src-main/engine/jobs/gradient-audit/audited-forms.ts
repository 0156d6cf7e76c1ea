import type { AuditedVariant } from '../../gradients/define-gradient.ts';
import { gradients } from '../../gradients/list.ts';

/** A gradient in the form in which an audit shows it. */
export interface AuditedForm extends AuditedVariant {
  /** Id of the component. */
  gradient: string;
}

/** The rows of an audit with a learner: every gradient as it stands by default, or in the forms that it names. */
export function auditedForms(learner: string): AuditedForm[] {
  return gradients.all().flatMap(({ id: gradient, label, audited }): AuditedForm[] => {
    if (!audited) return [{ gradient, id: gradient, label, config: {} }];
    if (audited.learners && !audited.learners.includes(learner)) return [];
    return audited.variants.map((variant) => ({ ...variant, gradient }));
  });
}
