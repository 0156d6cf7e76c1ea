import type { RunConfig } from '../../shared/domain/run.ts';
import type { AttackContext, OptimizingAttack } from '../../src-main/engine/attacks/define-attack.ts';
import { attacks } from '../../src-main/engine/attacks/list.ts';
import { attackSetting, type AttackSetting } from '../../src-main/engine/jobs/attack-setting.ts';
import type { CleanModel } from '../../src-main/engine/jobs/job.ts';
import { learners } from '../../src-main/engine/learners/list.ts';
import type { TrainingLimits, TrainingResult } from '../../src-main/engine/learners/factored/train.ts';
import type { SparseRatings } from '../../src-main/numeric/sparse-ratings.ts';
import type { RatingsDataset } from '../../src-main/ratings/ratings-dataset.ts';

/** An availability attack that follows the exact gradient: how large the model, how many fake users. */
export interface BenchAttack {
  /** Projected gradient ascent (default), or Langevin dynamics over rows that rate every item. */
  attack?: 'pga' | 'sgld';
  rank: number;
  /** λ_U = λ_V. */
  lambda: number;
  /** α. */
  maliciousShare: number;
  /** Accepted steps. */
  iterations: number;
}

/** Such an attack on a data set, ready for its first step. */
export interface PreparedAttack {
  setting: AttackSetting;
  attack: OptimizingAttack;
  attackConfig: unknown;
  context: AttackContext;
  support: SparseRatings | 'dense';
}

/** The configuration of the run, B = 50 and Λ = 2; each retraining starts from the last step's model. */
export function benchRunConfig(
  dataset: RatingsDataset,
  { attack = 'pga', rank, lambda, maliciousShare, iterations }: BenchAttack,
): RunConfig {
  return {
    dataset: dataset.fingerprint,
    learner: { id: 'als', config: { rank, lambdaUsers: lambda, lambdaItems: lambda } },
    objective: { id: 'availability', config: {} },
    gradient: { id: 'exact', config: {} },
    attack: { id: attack, config: { iterations, retrainFrom: 'previous' } },
    budget: { maliciousShare, fillerSize: 50, maxRating: 2 },
    seed: 1,
  };
}

/** Wires a run's configuration to a data set and its clean model. */
export function prepareAttack(config: RunConfig, dataset: RatingsDataset, clean: CleanModel): PreparedAttack {
  const attack = attacks.find(config.attack.id);
  if (attack?.kind !== 'optimizing') throw new RangeError(`${config.attack.id} does not climb`);
  const setting = attackSetting(config, dataset, clean, { cancelled: neverCancelled });
  const attackConfig: unknown = attack.config.parse(config.attack.config);
  const support = attack.support(setting.context, attackConfig);
  return { setting, attack, attackConfig, context: setting.context, support };
}

/** Trains on clean ratings from the learner's fixed start. */
export function trainClean(
  normal: SparseRatings,
  { learner }: RunConfig,
  limits: TrainingLimits,
): TrainingResult {
  const als = learners.find(learner.id);
  if (!als) throw new RangeError(`no learner ${learner.id}`);
  return als.train({ normal, malicious: null }, als.config.parse(learner.config), null, limits);
}

/** Limits of a training that ends when it has converged. */
export function untilConverged(tolerance: number): TrainingLimits {
  return { tolerance, maxSweeps: 4000, cancelled: neverCancelled };
}

/** A training's result as runs know the clean model. */
export function asCleanModel({ model, objective, relativeGradient, sweeps }: TrainingResult): CleanModel {
  const { rank, userFactors, itemFactors } = model;
  return { rank, userFactors, itemFactors, objective, relativeGradient, sweeps };
}

/** Benches are stopped from outside. */
function neverCancelled(): boolean {
  return false;
}
