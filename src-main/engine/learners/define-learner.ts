import type { Component } from '../component.ts';
import type { FactorModel, Ridge, TrainingData } from './factored/factor-model.ts';
import type { Certificate } from './factored/certificate.ts';
import type { TrainingLimits, TrainingResult } from './factored/train.ts';

/** What a learner's training gives. */
export interface LearnerResult extends TrainingResult {
  /** Where the learner looks at whether its optimum is the only one. */
  certificate?: Certificate;
  /** Whether training ended at the one optimum of a convex problem, to its tolerance; false where a cap on the rank binds. */
  oneOptimum?: boolean;
  /** Sentences about what was asked and could not be done. */
  warnings?: string[];
}

/** How good an optimum a convex learner's model is. */
export interface Optimality {
  /** What training minimizes, at the model. */
  modelObjective: number;
  /** Rank of the model. */
  modelRank: number;
  /** ω/λ: at most 1 at the global optimum. */
  certificateRatio: number;
  /** Bound on what the objective is too high by, over the objective. */
  relativeDualityGap: number;
}

/** A recommender that can be trained and attacked. */
export interface Learner<C = unknown> extends Component<C> {
  /** Ridge of the factored problem that gradients differentiate; its rank is that of the trained model. */
  ridge(config: C): Ridge;
  /**
   * Trains from V = `start` (items x the rank of a model of this learner), or from the learner's fixed start when null.
   * @throws LabError 'cancelled'
   */
  train(data: TrainingData, config: C, start: Float64Array | null, limits: TrainingLimits): LearnerResult;
  /**
   * Of a learner whose problem is convex: judges a model that was trained on the data.
   * @throws LabError 'cancelled'
   */
  optimality?(data: TrainingData, model: FactorModel, config: C, cancelled: () => boolean): Optimality;
  /** A random V of the learner's own scale, for starts that tests and checks compare. */
  randomStart(items: number, config: C, seed: number): Float64Array;
}

/** Declares a learner; exists for its types. */
export function defineLearner<C>(learner: Learner<C>): Learner<C> {
  return learner;
}
