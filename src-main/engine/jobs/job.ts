import type { Slot } from '../../../shared/domain/component.ts';
import type { TracePoint } from '../../../shared/domain/queue.ts';
import type { Metrics, RunConfig, Series } from '../../../shared/domain/run.ts';
import type { SparseRatings } from '../../numeric/sparse-ratings.ts';
import type { RatingsDataset } from '../../ratings/ratings-dataset.ts';

/** What a running job says of itself. */
export interface JobProgress {
  /** Plain words: "training the clean model", "iteration 7 of at most 30: adjoint solve", "final metrics". */
  phase: string;
  iteration: number;
  iterations: number;
  /** Seconds that the rest will take, where the job can tell; null while it cannot. */
  remainingSeconds?: number | null;
  /** One point per accepted or rejected iteration, when the job has a convergence curve. */
  point?: TracePoint;
}

/**
 * How a job speaks to whoever runs it. Jobs are pure: no store, no clock that results depend on.
 * `checkpoint` receives plain structured-clonable data; given back to the same job it continues bit for bit.
 */
export interface JobHooks {
  progress(progress: JobProgress): void;
  checkpoint(state: unknown): void;
  /** Polled at least once a sweep; a job that sees true throws LabError('cancelled'). */
  cancelled(): boolean;
}

/** A model trained on clean data with the fixed start; shared by every run on the same data and learner. */
export interface CleanModel {
  rank: number;
  /** users x rank, row major. */
  userFactors: Float64Array;
  /** items x rank, row major. */
  itemFactors: Float64Array;
  /** Half of it is the paper's Eq. 2 with MATH's choice: squared error plus ridge. */
  objective: number;
  relativeGradient: number;
  sweeps: number;
}

export interface TrainCleanInput {
  dataset: RatingsDataset;
  learner: Slot;
}

export interface RunInput {
  config: RunConfig;
  dataset: RatingsDataset;
  cleanModel: CleanModel;
  /** The profiles that the attack's configuration names; see `profilesNamedBy` of the catalogue. */
  profiles?: SparseRatings;
  /** What the last `checkpoint` of an interrupted run received, or null to start. */
  checkpoint: unknown;
}

export interface RunResult {
  metrics: Metrics;
  series: Series;
  /** The malicious block: m' x items, ratings in shifted units. */
  profiles: SparseRatings;
  /** Column indices of the resolved targets. */
  targets: number[];
  warnings: string[];
}

export interface AuditInput {
  config: RunConfig;
  dataset: RatingsDataset;
  cleanModel: CleanModel;
  /** Random directions, 1 or more. */
  directions: number;
  /** Accepted steps at most of the attack along each gradient; 0 makes none. */
  iterations: number;
}

export interface PredictedEffectInput {
  config: RunConfig;
  dataset: RatingsDataset;
  /** The one that the run was computed with. */
  cleanModel: CleanModel;
  /** The run's malicious block. */
  profiles: SparseRatings;
}

/** Predictions by the clean and the poisoned model of a run, over its normal users; shifted units. */
export interface PredictedEffect {
  /** Footnote 3, of the model that was retrained here. */
  predictionShiftRmse: number;
  relativeGradient: number;
  /** Mean prediction of every item. */
  before: Float64Array;
  after: Float64Array;
  /** Column indices of the resolved targets. */
  targets: Int32Array;
  /** Every user's prediction of each target, targets x users, row major. */
  targetBefore: Float64Array;
  targetAfter: Float64Array;
}

export interface UniquenessInput {
  config: RunConfig;
  dataset: RatingsDataset;
  /** The one that the run was computed with. */
  cleanModel: CleanModel;
  /** The run's malicious block. */
  profiles: SparseRatings;
  /** Starts that are compared, 2 or more; MATH asks for three. */
  starts: number;
}
