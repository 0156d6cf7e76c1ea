import type { Metrics } from '../../../shared/domain/run.ts';
import type { SparseRatings } from '../../numeric/sparse-ratings.ts';
import type { Component } from '../component.ts';

/** What a detector is told beyond the ratings. */
export interface DetectorKnowledge {
  /** Which users are malicious; then it measures how alike they are and detects nobody. */
  labels: boolean;
  /** How many users are malicious. */
  maliciousCount: boolean;
  /** A sample of users known to be normal. */
  cleanSample: boolean;
}

/** What a detector looks at. */
export interface DetectorInput {
  /** M, users x items, shifted units. */
  normal: SparseRatings;
  /** M̃, m' x items, shifted units. */
  profiles: SparseRatings;
  /** Normal users whose rated sets were copied into malicious profiles; they are nobody's yardstick. */
  templates?: Int32Array;
  seed: number;
}

/** A measure of how malicious users can be told from normal ones. */
export interface Detector<C = unknown> extends Component<C> {
  knows: DetectorKnowledge;
  /** Its values under the keys of a run's metrics. */
  measure(input: DetectorInput, config: C): Partial<Metrics>;
}

/** Declares a detector; exists for its types. */
export function defineDetector<C>(detector: Detector<C>): Detector<C> {
  return detector;
}
