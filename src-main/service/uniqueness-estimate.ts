import { canonicalJson } from '../../shared/domain/canonical-json.ts';
import type { Run } from '../../shared/domain/run.ts';
import type { ServiceContext } from './context.ts';

/** Clean and poisoned trainings that a check makes, the warm one included; the clean one of the run is there. */
export function trainingsOf(starts: number): number {
  return 2 * starts;
}

/**
 * Seconds that the check of a finished run takes with every thread: from the latest check of the same data and learner,
 * else from the run itself, which made a training from the clean model, one from a random start, and one a step. Null
 * for a run that did not count its core-seconds.
 */
export function estimateUniqueness({ store, threads }: Pick<ServiceContext, 'store' | 'threads'>, run: Run, starts: number): number | null {
  const { dataset, learner } = run.config;
  const like = store.uniqueness
    .ofDataset(dataset)
    .find(({ config, check }) => check.coreSeconds !== undefined && canonicalJson(config.learner) === canonicalJson(learner));
  const training = like ? (like.check.coreSeconds ?? 0) / trainingsOf(like.check.starts) : trainingOfRun(store, run);
  return training === null ? null : (training * trainingsOf(starts)) / threads();
}

function trainingOfRun(store: ServiceContext['store'], run: Run): number | null {
  const coreSeconds = store.runs.details(run.key).provenance?.coreSeconds;
  return coreSeconds === undefined || run.metrics === null ? null : coreSeconds / (run.metrics.iterations + 2);
}
