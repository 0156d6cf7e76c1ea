import type { Run } from '../../../shared/domain/run.ts';
import { canonicalJson } from '../../../shared/domain/canonical-json.ts';
import type { TraceMeasure } from '../../formatting/traces.ts';

/** Finished runs that differ from this one in nothing but the seed, at most four, smallest seeds first. */
export function finishedSeeds(run: Run, runs: readonly Run[]): Run[] {
  const same = withoutSeed(run);
  return runs
    .filter((other) => other.key !== run.key && other.status === 'done' && withoutSeed(other) === same)
    .sort((a, b) => a.config.seed - b.config.seed)
    .slice(0, 4);
}

/**
 * What the finished uniform runs reach on the same data, learner and budget, on average; of the targets' mean those of the
 * same objective, so of the same targets. Null without one.
 */
export function baselineValue(run: Run, runs: readonly Run[], measure: TraceMeasure): number | null {
  const same = context(run, measure);
  const reached = runs
    .filter((other) => other.config.attack.id === 'uniform' && other.metrics && context(other, measure) === same)
    .flatMap(({ metrics }) => (measure === 'targetMean' ? metrics?.targetMeanAfter : metrics?.predictionShiftRmse) ?? []);
  return reached.length === 0 ? null : reached.reduce((sum, one) => sum + one, 0) / reached.length;
}

function withoutSeed({ config }: Run): string {
  return canonicalJson({ ...config, seed: 0 });
}

function context({ config: { dataset, learner, budget, objective } }: Run, measure: TraceMeasure): string {
  return canonicalJson(measure === 'targetMean' ? { dataset, learner, budget, objective } : { dataset, learner, budget });
}
