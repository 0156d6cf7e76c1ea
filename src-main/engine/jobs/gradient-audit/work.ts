import type { AuditedConfig, GradientAudit } from '../../../../shared/domain/gradient-audit.ts';
import { utilityTerms } from '../../audit/utility-terms.ts';
import { objectives } from '../../objectives/list.ts';
import { auditedForms } from './audited-forms.ts';
import { randomEntries } from './measure-gradients.ts';

/** How much an audit computes, counted from what it will show. */
export interface AuditWork {
  /** Full retrainings: two for every difference, one for every step of an attack. */
  retrainings: number;
  /** Steps of automatic differentiation, those of attacks included. */
  unrolledSteps: number;
}

/** The work of an audit of so many directions, with attacks of so many steps. An unknown objective counts as of no terms. */
export function auditWork({ learner, objective: slot }: AuditedConfig, { directions, iterations }: { directions: number; iterations: number }): AuditWork {
  const forms = auditedForms(learner.id);
  const attacked = forms.filter((form) => form.attacked !== false);
  const objective = objectives.find(slot.id);
  const terms = objective ? utilityTerms(objective, objective.config.parse(slot.config)).length : 0;
  const steps = (some: typeof forms) => some.reduce((sum, form) => sum + (form.steps ?? 0), 0);
  return {
    retrainings: 2 * (directions + forms.length + 1 + randomEntries) + iterations * (attacked.length + terms),
    unrolledSteps: steps(forms) + iterations * steps(attacked),
  };
}

/** Retrainings that a step of automatic differentiation takes the time of, as an audit timed both; null where it timed none. */
export function retrainingsOfStep({ gradients, retrainSeconds }: Pick<GradientAudit, 'gradients' | 'retrainSeconds'>): number | null {
  const timed = gradients.filter(({ steps, refused }) => steps !== null && refused === null);
  const steps = timed.reduce((sum, row) => sum + (row.steps ?? 0), 0);
  return steps === 0 || retrainSeconds === 0 ? null : timed.reduce((sum, { seconds }) => sum + seconds, 0) / steps / retrainSeconds;
}
