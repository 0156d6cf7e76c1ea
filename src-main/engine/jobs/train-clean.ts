import { LabError } from '../../../shared/domain/errors.ts';
import { learners } from '../learners/list.ts';
import type { CleanModel, JobHooks, TrainCleanInput } from './job.ts';

/** Relative gradient to which models that metrics are read off are trained. */
export const finalTolerance = 1e-8;
/** Sweeps after which a training that has not converged is reported as such. */
export const maxSweeps = 4000;

/**
 * Trains the learner on clean data from its fixed start, to a relative gradient of 1e-8.
 * @throws LabError 'failed' when that takes more than 4,000 sweeps, 'cancelled'
 */
export function trainClean({ dataset, learner: slot }: TrainCleanInput, hooks: JobHooks): CleanModel {
  const learner = learners.find(slot.id);
  if (!learner) throw new LabError('bad-input', `There is no learner "${slot.id}".`);
  const config = learner.config.parse(slot.config);
  hooks.progress({ phase: 'training the clean model', iteration: 0, iterations: 1 });
  const trained = learner.train({ normal: dataset.ratings, malicious: null }, config, null, {
    tolerance: finalTolerance,
    maxSweeps,
    cancelled: hooks.cancelled,
    onSweep: (sweeps, relativeGradient) =>
      hooks.progress({
        phase: `training the clean model, sweep ${sweeps}: relative gradient ${relativeGradient.toExponential(0)} of ${finalTolerance.toExponential(0)}`,
        iteration: 0,
        iterations: 1,
      }),
  });
  if (!trained.converged) {
    throw new LabError(
      'failed',
      `The clean model did not converge: relative gradient ${trained.relativeGradient.toExponential(1)} after ${maxSweeps} sweeps. A larger ridge helps.`,
    );
  }
  hooks.progress({ phase: 'the clean model is trained', iteration: 1, iterations: 1 });
  return {
    rank: trained.model.rank,
    userFactors: trained.model.userFactors,
    itemFactors: trained.model.itemFactors,
    objective: trained.objective,
    relativeGradient: trained.relativeGradient,
    sweeps: trained.sweeps,
  };
}
