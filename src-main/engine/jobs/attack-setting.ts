import { boughtUsers } from '../../../shared/domain/campaign.ts';
import { LabError } from '../../../shared/domain/errors.ts';
import type { RunConfig } from '../../../shared/domain/run.ts';
import type { AttackContext } from '../attacks/define-attack.ts';
import type { AttackedSystem, Evaluation } from '../attacks/optimize.ts';
import { resolveTargets } from '../catalogue.ts';
import { gradients } from '../gradients/list.ts';
import type { FactorModel, MaliciousBlock, TrainingData } from '../learners/factored/factor-model.ts';
import type { ModelGradient } from '../learners/factored/linearization.ts';
import { modelOfItems } from '../learners/factored/model-of-items.ts';
import type { TrainingLimits } from '../learners/factored/train.ts';
import type { Optimality } from '../learners/define-learner.ts';
import { learners } from '../learners/list.ts';
import type { UtilityInput } from '../objectives/define-objective.ts';
import { objectives } from '../objectives/list.ts';
import { predictionShift } from '../objectives/prediction-shift.ts';
import { targetRating } from '../objectives/target-rating.ts';
import type { CleanModel } from './job.ts';
import type { SparseRatings } from '../../numeric/sparse-ratings.ts';
import type { RatingsDataset } from '../../ratings/ratings-dataset.ts';
import { maxSweeps } from './train-clean.ts';

/** Everything that a run's configuration means on its data. */
export interface AttackSetting {
  context: AttackContext;
  system: AttackedSystem;
  /**
   * Trains on the block: from the clean model's V, the convention for every reported effect; cold, from the learner's
   * fixed random start; or from a V that is near, which does where the model that comes out is the one optimum.
   */
  retrain(
    block: MaliciousBlock,
    from: 'clean' | 'cold' | Float64Array,
    tolerance: number,
  ): { model: FactorModel; relativeGradient: number; oneOptimum: boolean; warnings: string[] };
  /** How good an optimum a model trained on the block is, where the learner can tell. */
  optimality(block: MaliciousBlock, model: FactorModel): Partial<Optimality>;
  /** What a poisoned model does, against the clean one. */
  effect(model: FactorModel): Effect;
}

/** What poisoning did to the predictions of the normal block. */
export interface Effect {
  /** R. */
  utility: number;
  /** Footnote 3, shifted units. */
  predictionShiftRmse: number;
  /** Mean prediction over normal users and targets, shifted units; null without targets. */
  targetMean: number | null;
}

/**
 * Wires learner, objective, gradient and budget of a parsed configuration to the data.
 * @param given the profiles that the attack's configuration names, where it names some
 * @param slope what gradients take for ∇_Θ R; the objective's own where absent
 * @throws LabError 'bad-input' for targets that the data cannot give
 */
export function attackSetting(
  config: RunConfig,
  dataset: RatingsDataset,
  clean: CleanModel,
  { cancelled, onSweep }: Pick<TrainingLimits, 'cancelled' | 'onSweep'>,
  given?: SparseRatings,
  slope?: (input: UtilityInput) => ModelGradient,
): AttackSetting {
  const normal = dataset.ratings;
  const learner = present(learners.find(config.learner.id), 'learner', config.learner.id);
  const learnerConfig = learner.config.parse(config.learner.config);
  const objective = present(objectives.find(config.objective.id), 'objective', config.objective.id);
  const objectiveConfig = objective.config.parse(config.objective.config);
  const ridge = learner.ridge(learnerConfig);
  const targets = resolveTargets(config.objective, dataset, clean);
  const context: AttackContext = {
    normal,
    scale: dataset.scale,
    budget: config.budget,
    maliciousUsers: boughtUsers(config.budget, normal.users),
    targets,
    seed: config.seed,
    ...(given ? { given } : {}),
  };
  const unseen = normal.users * normal.items - normal.rowItem.length;
  const input = (poisoned: FactorModel): UtilityInput => ({ normal, clean, poisoned, targets });

  function train(block: MaliciousBlock, start: Float64Array | null, tolerance: number) {
    const data: TrainingData = { normal, malicious: block };
    const trained = learner.train(data, learnerConfig, start, { tolerance, maxSweeps, cancelled, onSweep });
    const warnings = trained.converged
      ? []
      : [`A retraining stopped at ${maxSweeps} sweeps with relative gradient ${trained.relativeGradient.toExponential(1)}.`];
    return {
      model: trained.model,
      relativeGradient: trained.relativeGradient,
      oneOptimum: trained.oneOptimum ?? false,
      sweeps: trained.sweeps,
      warnings: [...warnings, ...(trained.warnings ?? [])],
    };
  }

  function effect(model: FactorModel): Effect {
    const judged = input(model);
    return {
      utility: objective.value(judged, objectiveConfig),
      predictionShiftRmse: unseen === 0 ? 0 : Math.sqrt(predictionShift(judged) / unseen),
      targetMean: targets.length === 0 ? null : targetRating(judged, 1) / (normal.users * targets.length),
    };
  }

  function evaluate(block: MaliciousBlock, start: Float64Array, tolerance: number): Evaluation {
    const { model, oneOptimum, sweeps, warnings } = train(block, start, tolerance);
    return { itemFactors: model.itemFactors, ...effect(model), oneOptimum, sweeps, warnings };
  }

  function gradient(block: MaliciousBlock, itemFactors: Float64Array, accuracy: number, near: Float64Array | null) {
    const slot = config.gradient;
    if (slot === null) throw new LabError('failed', `The attack ${config.attack.id} was given no gradient.`);
    const chosen = present(gradients.find(slot.id), 'gradient', slot.id);
    const data: TrainingData = { normal, malicious: block };
    const rank = itemFactors.length / normal.items;
    const model = modelOfItems(data, rank, ridge, itemFactors);
    const utilityGradient = slope ? slope(input(model)) : objective.gradient(input(model), objectiveConfig);
    const asked = { data, model, ridge, utilityGradient, accuracy, near: near?.length === itemFactors.length ? near : null, cancelled };
    return chosen.compute(asked, chosen.config.parse(slot.config));
  }

  return {
    context,
    system: { cleanItemFactors: clean.itemFactors, evaluate, gradient },
    retrain: (block, from, tolerance) =>
      train(block, from === 'clean' ? clean.itemFactors : from === 'cold' ? null : from, tolerance),
    optimality: (block, model) => learner.optimality?.({ normal, malicious: block }, model, learnerConfig, cancelled) ?? {},
    effect,
  };
}

function present<T>(component: T | undefined, kind: string, id: string): T {
  if (component === undefined) throw new LabError('bad-input', `There is no ${kind} "${id}".`);
  return component;
}
