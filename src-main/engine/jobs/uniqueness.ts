import { LabError } from '../../../shared/domain/errors.ts';
import { dependenceLimit, smallestEffect, startName, type Uniqueness } from '../../../shared/domain/uniqueness.ts';
import type { FactorModel, MaliciousBlock } from '../learners/factored/factor-model.ts';
import { learners } from '../learners/list.ts';
import { predictionShift } from '../objectives/prediction-shift.ts';
import { targetRating } from '../objectives/target-rating.ts';
import { resolveTargets } from '../catalogue.ts';
import type { CleanModel, JobHooks, UniquenessInput } from './job.ts';
import { toldApart } from './told-apart.ts';
import { sweepProgress } from './sweep-progress.ts';
import { finalTolerance, maxSweeps } from './train-clean.ts';

type Model = Pick<FactorModel, 'rank' | 'userFactors' | 'itemFactors'>;

/** One training, before it is compared with others. */
interface Trained {
  start: string;
  model: Model;
  objective: number;
  relativeGradient: number;
  converged: boolean;
}

/**
 * The uniqueness check of MATH: clean and poisoned training from several starts, the poisoned one also from the clean
 * model, each to a relative gradient of 1e-8; how far the predictions lie apart, and by how much the effect that the
 * run reports would have differed. Predictions are compared by the Gram identity of the utilities, never as matrices.
 * @throws LabError 'bad-input' without malicious ratings or with fewer than two starts; 'cancelled' within one sweep
 */
export function uniqueness(input: UniquenessInput, jobHooks: JobHooks): Uniqueness {
  const { config, dataset, cleanModel, profiles, starts } = input;
  const normal = dataset.ratings;
  if (profiles.rowItem.length === 0) {
    throw new LabError('bad-input', 'A run without malicious ratings has no effect that could depend on a start.');
  }
  if (starts < 2) throw new LabError('bad-input', `${starts} starts cannot be compared; 2 or more can.`);
  const learner = learners.find(config.learner.id);
  if (!learner) throw new LabError('bad-input', `There is no learner "${config.learner.id}".`);
  const learnerConfig = learner.config.parse(config.learner.config);
  const hooks = sweepProgress(jobHooks, normal.rowItem.length);
  const trainings = 2 * starts;
  let done = 0;

  function train(start: string, malicious: MaliciousBlock | null, from: Float64Array | null): Trained {
    const what = malicious === null ? 'clean' : 'poisoned';
    hooks.progress({ phase: `${what} training, ${startName(start)} start`, iteration: done++, iterations: trainings });
    const limits = { tolerance: finalTolerance, maxSweeps, cancelled: hooks.cancelled, onSweep: hooks.onSweep };
    const { model, objective, relativeGradient, converged } = learner!.train(
      { normal, malicious },
      learnerConfig,
      from,
      limits,
    );
    return { start, model, objective, relativeGradient, converged };
  }
  const cold = (malicious: MaliciousBlock | null, index: number): Trained =>
    index === 0
      ? train('fixed', malicious, null)
      : train(`random ${index}`, malicious, learner.randomStart(normal.items, learnerConfig, index));

  const block: MaliciousBlock = { kind: 'sparse', ratings: profiles };
  const ofRun = asTrained(cleanModel);
  const others = Array.from({ length: starts - 1 }, (_, index) => cold(null, index + 1));
  const clean = [ofRun, ...others];
  const warm = train('warm', block, cleanModel.itemFactors);
  const poisoned = [warm, ...Array.from({ length: starts }, (_, index) => cold(block, index))];

  const unseen = normal.users * normal.items - normal.rowItem.length;
  const targets = resolveTargets(config.objective, dataset, cleanModel);
  const apart = (a: Model, b: Model): number =>
    a === b || unseen === 0 ? 0 : Math.sqrt(Math.max(0, predictionShift({ normal, clean: a, poisoned: b, targets })) / unseen);
  const targetMean = (model: Model): number | null =>
    targets.length === 0
      ? null
      : targetRating({ normal, clean: cleanModel, poisoned: model, targets }, 1) / (normal.users * targets.length);
  const described = ({ model, ...rest }: Trained, reference: Model) => ({ ...rest, difference: apart(reference, model) });

  hooks.progress({ phase: 'comparing the models', iteration: trainings, iterations: trainings });
  const compared = {
    starts,
    clean: clean.map((one) => described(one, cleanModel)),
    poisoned: poisoned.map((one) => ({
      ...described(one, warm.model),
      predictionShiftRmse: apart(cleanModel, one.model),
      targetMean: targetMean(one.model),
    })),
    targetMeanBefore: targetMean(cleanModel),
    cleanDifference: largestPair(clean, apart),
    poisonedDifference: largestPair(poisoned, apart),
  };
  return judged(compared);
}

/** Adds spreads, shares and sentences to what was compared. */
function judged(compared: Omit<Uniqueness, 'effectSpread' | 'targetSpread' | 'dependence' | 'targetDependence' | 'warnings'>): Uniqueness {
  const { clean, poisoned, targetMeanBefore, cleanDifference, poisonedDifference } = compared;
  const effects = poisoned.map(({ predictionShiftRmse }) => predictionShiftRmse);
  const means = poisoned.map(({ targetMean }) => targetMean).filter((mean) => mean !== null);
  const effectSpread = spread(effects);
  const targetSpread = means.length === 0 ? null : spread(means);
  const [effect] = effects;
  const change = targetMeanBefore === null ? 0 : Math.abs(means[0] - targetMeanBefore);
  const apart = Math.max(cleanDifference, poisonedDifference, effectSpread);
  const dependence = effect < smallestEffect ? null : apart / effect;
  const targetDependence = targetSpread === null || change < smallestEffect ? null : targetSpread / change;
  const warnings: string[] = [];
  if (dependence === null && apart > dependenceLimit * smallestEffect) {
    const [ofEffect, between] = toldApart([effect, apart]);
    warnings.push(`The effect, RMSE ${ofEffect}, is below ${smallestEffect}, so no share of it is told; models from other starts lie ${between} apart.`);
  }
  if (dependence !== null && dependence > dependenceLimit) {
    const [least, most] = toldApart([Math.min(...effects), Math.max(...effects)]);
    const [ofClean, ofPoisoned] = toldApart([cleanDifference, poisonedDifference]);
    warnings.push(`The effect depends on where training starts: RMSE ${least} to ${most}, clean models ${ofClean} apart, poisoned ones ${ofPoisoned}.`);
  }
  if (targetDependence !== null && targetDependence > dependenceLimit) {
    const [least, most] = toldApart([Math.min(...means), Math.max(...means)]);
    warnings.push(`The targets’ mean depends on where training starts: ${least} to ${most}.`);
  }
  const unfinished = [...clean, ...poisoned].filter(({ converged }) => !converged).length;
  if (unfinished > 0) warnings.push(`${unfinished} trainings stopped at ${maxSweeps} sweeps.`);
  return { ...compared, effectSpread, targetSpread, dependence, targetDependence, warnings };
}

/** The clean model that the run used, as a training of its own. */
function asTrained(model: CleanModel): Trained {
  const { objective, relativeGradient } = model;
  return { start: 'fixed', model, objective, relativeGradient, converged: relativeGradient <= finalTolerance };
}

function largestPair(models: readonly Trained[], apart: (a: Model, b: Model) => number): number {
  let largest = 0;
  models.forEach((one, at) => {
    for (const other of models.slice(at + 1)) largest = Math.max(largest, apart(one.model, other.model));
  });
  return largest;
}

function spread(values: readonly number[]): number {
  return Math.max(...values) - Math.min(...values);
}
