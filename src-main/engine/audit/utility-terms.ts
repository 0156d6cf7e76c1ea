import type { ModelGradient } from '../learners/factored/linearization.ts';
import type { Objective, UtilityInput } from '../objectives/define-objective.ts';

/** A term of ∇_Θ R that an ablation leaves out. */
export interface UtilityTerm {
  id: string;
  /** As in "direct term of the user factors, ∂R/∂U". */
  label: string;
  /** ∇_Θ R without it. */
  slopeWithout(input: UtilityInput): ModelGradient;
}

/**
 * The terms of a utility: its summands where it has several, and the two parts of its derivative by the model,
 * ∂R/∂U and ∂R/∂V. Either pair adds up to the whole, and a gradient that is linear in ∇_Θ R does so too.
 */
export function utilityTerms<C>(objective: Objective<C>, config: C): UtilityTerm[] {
  const summands = (objective.parts?.(config) ?? []).map(({ id, label, without }) => ({
    id,
    label,
    slopeWithout: (input: UtilityInput) => objective.gradient(input, without),
  }));
  const factors = (id: string, label: string, part: keyof ModelGradient): UtilityTerm => ({
    id,
    label,
    slopeWithout(input) {
      const whole = objective.gradient(input, config);
      return { ...whole, [part]: new Float64Array(whole[part].length) };
    },
  });
  return [
    ...summands,
    factors('user-factors', 'user factors, ∂R/∂U', 'userGradient'),
    factors('item-factors', 'item factors, ∂R/∂V', 'itemGradient'),
  ];
}
