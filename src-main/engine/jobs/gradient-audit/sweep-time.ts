import type { FactorModel, Ridge, TrainingData } from '../../learners/factored/factor-model.ts';
import { trainFactored } from '../../learners/factored/train.ts';
import { timed } from './task-clock.ts';

/** Sweeps that are timed, and how far from the model they start. */
const timedSweeps = 6;
const shrinkage = 0.9;
/** Out of reach of so few sweeps, and with the accuracy of a usual retraining. */
const tolerance = 1e-6;

/** Seconds of one plain sweep of training (a user half and an item half), from near a trained model. */
export function sweepSeconds(data: TrainingData, model: FactorModel, ridge: Ridge, cancelled: () => boolean): number {
  const start = model.itemFactors.map((value) => shrinkage * value);
  const limits = { tolerance, maxSweeps: timedSweeps, accelerate: false, cancelled };
  const { result, seconds } = timed(() => trainFactored(data, model.rank, ridge, start, limits));
  return seconds / Math.max(1, result.sweeps);
}
