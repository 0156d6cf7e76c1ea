import type { SparseRatings } from '../../numeric/sparse-ratings.ts';
import type { FactorModel } from '../learners/factored/factor-model.ts';
import { attackSetting } from './attack-setting.ts';
import type { PredictedEffect, PredictedEffectInput } from './job.ts';
import type { JobHooks } from './job.ts';
import { sweepProgress } from './sweep-progress.ts';
import { finalTolerance } from './train-clean.ts';

type Model = Pick<FactorModel, 'rank' | 'userFactors' | 'itemFactors'>;

/**
 * What a finished run did to predictions: its learner retrained on data + profiles as the run's own metrics were, from
 * the clean model to a relative gradient of 1e-8; the mean prediction of every item over all normal users, and every
 * normal user's prediction of each target, by both models. Costs one training and O((m + n) k); no m x n matrix.
 * @throws LabError 'cancelled' within one sweep; 'bad-input' for targets that the data cannot give
 */
export function predictedEffect({ config, dataset, cleanModel, profiles }: PredictedEffectInput, jobHooks: JobHooks): PredictedEffect {
  const hooks = sweepProgress(jobHooks, dataset.ratings.rowItem.length);
  const { context, retrain, effect } = attackSetting(config, dataset, cleanModel, hooks, profiles);
  hooks.progress({ phase: 'retraining on the profiles', iteration: 0, iterations: 1 });
  const { model, relativeGradient } = retrain({ kind: 'sparse', ratings: profiles }, 'clean', finalTolerance);
  const targets = Int32Array.from(context.targets);
  return {
    predictionShiftRmse: effect(model).predictionShiftRmse,
    relativeGradient,
    before: itemMeans(cleanModel, dataset.ratings),
    after: itemMeans(model, dataset.ratings),
    targets,
    targetBefore: predictionsOf(cleanModel, dataset.ratings, targets),
    targetAfter: predictionsOf(model, dataset.ratings, targets),
  };
}

/** (1/m) Σ_i u_i · v_j for every item j, over the normal users. */
function itemMeans({ rank: k, userFactors: U, itemFactors: V }: Model, { users, items }: SparseRatings): Float64Array {
  const sums = new Float64Array(k);
  for (let at = 0; at < users * k; at++) sums[at % k] += U[at];
  const means = new Float64Array(items);
  for (let j = 0; j < items; j++) {
    let sum = 0;
    for (let c = 0; c < k; c++) sum += sums[c] * V[j * k + c];
    means[j] = sum / users;
  }
  return means;
}

/** u_i · v_j for every target j and normal user i, targets x users, row major. */
function predictionsOf({ rank: k, userFactors: U, itemFactors: V }: Model, { users }: SparseRatings, targets: Int32Array): Float64Array {
  const predictions = new Float64Array(targets.length * users);
  targets.forEach((j, target) => {
    for (let i = 0; i < users; i++) {
      let sum = 0;
      for (let c = 0; c < k; c++) sum += U[i * k + c] * V[j * k + c];
      predictions[target * users + i] = sum;
    }
  });
  return predictions;
}
