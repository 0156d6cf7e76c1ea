import type { Component } from '../component.ts';
import type { ModelGradient } from '../learners/factored/linearization.ts';
import type { FactorModel } from '../learners/factored/factor-model.ts';
import type { SparseRatings } from '../../numeric/sparse-ratings.ts';
import type { TargetsConfig } from './targets.ts';

/** What a utility is judged on: predictions of the normal block after poisoning against before. */
export interface UtilityInput {
  /** M, users x items: Ω is what R_av leaves out. */
  normal: SparseRatings;
  clean: Pick<FactorModel, 'rank' | 'userFactors' | 'itemFactors'>;
  poisoned: Pick<FactorModel, 'rank' | 'userFactors' | 'itemFactors'>;
  /** J0 as column indices. */
  targets: readonly number[];
}

/** A summand of a utility. */
export interface UtilityPart<C = unknown> {
  id: string;
  /** As in "availability, μ1 = 1". */
  label: string;
  /** The configuration of the other summands. */
  without: C;
}

/** What the attacker wants: a utility R of the poisoned model, to be raised. */
export interface Objective<C = unknown> extends Component<C> {
  /** The targets that the configuration names; an empty list where the objective has none. */
  targets(config: C): TargetsConfig;
  /** R, a raw sum as in the paper. */
  value(input: UtilityInput, config: C): number;
  /** ∂R/∂U and ∂R/∂V, shaped like the factors. */
  gradient(input: UtilityInput, config: C): ModelGradient;
  /** What R is the sum of, where it is a sum: each part, and the configuration without it. */
  parts?(config: C): readonly UtilityPart<C>[];
}

/** Declares an objective; exists for its types. */
export function defineObjective<C>(objective: Objective<C>): Objective<C> {
  return objective;
}
