import type { Metrics } from '../../../shared/domain/run.ts';
import type { SparseRatings } from '../../numeric/sparse-ratings.ts';
import type { Component } from '../component.ts';
import type { FactorModel } from '../learners/factored/factor-model.ts';

/** What every metric is given: predictions of the normal block before and after poisoning. */
export interface MetricInput {
  /** M, users x items, shifted units. */
  ratings: SparseRatings;
  /** Ū and V̄, trained on M alone. */
  clean: Pick<FactorModel, 'rank' | 'userFactors' | 'itemFactors'>;
  /** U and V, trained on M and the malicious profiles. */
  poisoned: Pick<FactorModel, 'rank' | 'userFactors' | 'itemFactors'>;
  /** J0 as column indices; empty without targets. */
  targets: readonly number[];
  /** M̃, m' x items, shifted units. */
  profiles: SparseRatings;
  /** Normal users whose rated sets the profiles copy. */
  templates?: Int32Array;
  seed: number;
}

/** The metrics that are read off models and profiles; the rest of a run's metrics belongs to its attack. */
export type MeasuredMetrics = Omit<Metrics, 'utility' | 'iterations' | 'relativeGradient'>;

/** A measure of what an attack did. */
export interface Metric<C = unknown> extends Component<C> {
  /** Its values under the keys of a run's metrics. */
  measure(input: MetricInput, config: C): Partial<MeasuredMetrics>;
}

/** Declares a metric; exists for its types. */
export function defineMetric<C>(metric: Metric<C>): Metric<C> {
  return metric;
}
