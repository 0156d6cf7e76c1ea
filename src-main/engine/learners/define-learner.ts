import type { Component } from '../component.ts';
import type { Ridge, TrainingData } from './factored/factor-model.ts';
import type { TrainingLimits, TrainingResult } from './factored/train.ts';

/** A recommender that can be trained and attacked. */
export interface Learner<C = unknown> extends Component<C> {
  /** The factored ridge problem that gradients differentiate. */
  factored(config: C): { rank: number; ridge: Ridge };
  /**
   * Trains from V = `start` (items x rank), or from the fixed random start when null.
   * @throws LabError 'cancelled'
   */
  train(data: TrainingData, config: C, start: Float64Array | null, limits: TrainingLimits): TrainingResult;
  /** A random V of the learner's own scale, for starts that tests and checks compare. */
  randomStart(items: number, config: C, seed: number): Float64Array;
}

/** Declares a learner; exists for its types. */
export function defineLearner<C>(learner: Learner<C>): Learner<C> {
  return learner;
}
