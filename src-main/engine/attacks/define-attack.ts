import { z } from 'zod';
import type { Budget } from '../../../shared/domain/campaign.ts';
import type { Knowledge } from '../../../shared/domain/component.ts';
import type { Metrics, Series } from '../../../shared/domain/run.ts';
import type { RatingScale } from '../../../shared/domain/dataset.ts';
import type { SparseRatings } from '../../numeric/sparse-ratings.ts';
import type { Component } from '../component.ts';

/**
 * A learner may have several optima, and each retraining ends in the one that its start leads to. From the
 * clean model is the convention of every reported effect; from the previous step's model follows one branch,
 * which may leave what a retraining from the clean model finds.
 */
export const retrainFromField = z.enum(['clean', 'previous']).default('clean').meta({
  title: 'Retrain from',
  description: 'The clean model, as in every reported effect; or the previous step’s, which may climb to an effect that a fresh retraining does not find.',
});

/** What every attack is given. */
export interface AttackContext {
  /** M, users x items, shifted units. */
  normal: SparseRatings;
  /** The data's ratings in stars: min, min + step, ..., max. */
  scale: Pick<RatingScale, 'min' | 'max' | 'step'>;
  budget: Budget;
  /** m' = floor(alpha m + 1/2). */
  maliciousUsers: number;
  /** J0 as column indices, ascending. */
  targets: readonly number[];
  seed: number;
  /** The profiles that the configuration names, users x items; see {@link DirectAttack.namedProfiles}. */
  given?: SparseRatings;
}

interface AttackBase<C> extends Component<C> {
  /** What the attacker is told; null where nobody can say. */
  knows: Knowledge | null;
  /** True when it rates the targets and can do nothing without. */
  needsTargets?: boolean;
  /** Normal users whose rated sets the profiles copy; detection compares nobody with them. Absent where none are copied. */
  templates?(context: AttackContext): Int32Array;
}

/** An attack that writes its profiles down at once. */
export interface DirectAttack<C = unknown> extends AttackBase<C> {
  kind: 'direct';
  usesGradient: false;
  /**
   * SHA-256 of the profiles that a configuration names and whoever runs it hands in as `given`; empty while it
   * names none. Absent where an attack makes its own.
   */
  namedProfiles?(config: C): string;
  /** m' x items, within the budget unless they were handed in. */
  profiles(context: AttackContext, config: C): SparseRatings;
}

/** Where an optimizing attack stands. Never mutated: an accepted step makes a new one. */
export interface AttackIterate {
  /** Malicious ratings: one per rated entry of the support, or users x items when it is dense. */
  values: Float64Array;
  utility: number;
  /** Step size of the next proposal. */
  step: number;
  /** Accepted iterations so far. */
  iteration: number;
}

/** The optimizer's verdict on a candidate. */
export interface StepDecision {
  accept: boolean;
  /** Step size of the next proposal. */
  step: number;
  /** Why the attack ends here, null while it goes on. */
  finished: string | null;
}

/**
 * An attack that climbs by `propose -> evaluate -> decide`; `attacks/optimize.ts` drives it, which gives
 * backtracking, checkpoints, resume and cancel in one place. All functions are pure.
 */
export interface OptimizingAttack<C = unknown> extends AttackBase<C> {
  kind: 'optimizing';
  usesGradient: true;
  /** True when proposals move even where the gradient is exactly 0, as sampling from a prior does. */
  movesWithoutGradient: boolean;
  /** Dense ratings, users x items, at whose gradient the items are chosen; null or absent where they are chosen without. */
  probe?(context: AttackContext, config: C): Float64Array | null;
  /**
   * Which entries may be rated: a fixed pattern, or `'dense'` for a rating of every item.
   * @param probeGradient ∇R at the probe, users x items, where there is one
   */
  support(context: AttackContext, config: C, probeGradient?: Float64Array): SparseRatings | 'dense';
  /** First ratings on the support. */
  initialValues(context: AttackContext, config: C, support: SparseRatings | 'dense'): Float64Array;
  initialStep(context: AttackContext, config: C): number;
  /** Where each retraining starts; see {@link retrainFromField}. */
  retrainFrom(config: C): 'clean' | 'previous';
  /** Cap on accepted iterations. */
  maxIterations(config: C): number;
  /** A candidate from the gradient of R at the iterate. */
  propose(
    context: AttackContext,
    config: C,
    iterate: AttackIterate,
    gradient: Float64Array,
    support: SparseRatings | 'dense',
  ): Float64Array;
  decide(context: AttackContext, config: C, iterate: AttackIterate, candidateUtility: number): StepDecision;
  /** Profiles within the budget, from the last iterate, or from the mean of the kept ones of a chain that asks for it. */
  project(context: AttackContext, config: C, values: Float64Array, support: SparseRatings | 'dense'): SparseRatings;
  /** The projected profiles with ratings of the data's scale; null or absent where they stay as they are. */
  rounded?(context: AttackContext, config: C, profiles: SparseRatings): SparseRatings | null;
  /** For an attack that samples: every iterate is a state of this chain. */
  chain?: Chain<C>;
}

/** Means over a state's entries whose prior has a spread; see MATH's stationarity identity. */
export interface ChainBalance {
  /** (s/4) d²/σ², d the preconditioned drift and s the step in units of σ². */
  stepBias: number;
  /** -(x - ξ) d/σ². */
  drift: number;
}

/** What an optimizing attack that samples tells of its states besides their utility. */
export interface Chain<C = unknown> {
  /** log p(M̃ | M) up to a constant. */
  logPosterior(context: AttackContext, config: C, iterate: AttackIterate, support: SparseRatings | 'dense'): number;
  balance(
    context: AttackContext,
    config: C,
    iterate: AttackIterate,
    gradient: Float64Array,
    support: SparseRatings | 'dense',
  ): ChainBalance;
  /** Whether the state after so many accepted iterations is kept; the last one always is. */
  keeps(config: C, iteration: number): boolean;
  /** Whether the profiles come from the mean of the kept states, not from the last. */
  averages(config: C): boolean;
  /** What the finished chain's traces say of it. */
  diagnose(context: AttackContext, config: C, series: Series, support: SparseRatings | 'dense'): ChainDiagnosis;
}

/** Figures of a finished chain, and what is wrong with it in plain words. */
export interface ChainDiagnosis {
  metrics: Pick<
    Metrics,
    | 'keptSamples'
    | 'effectiveSamplesUtility'
    | 'effectiveSamplesLogPosterior'
    | 'stepBias'
    | 'stationarityDrift'
    | 'stationarityNoise'
  >;
  warnings: string[];
}

export type Attack<C = unknown> = DirectAttack<C> | OptimizingAttack<C>;

/** Declares an attack; exists for its types. */
export function defineAttack<C, A extends Attack<C>>(attack: A & Attack<C>): A {
  return attack;
}
