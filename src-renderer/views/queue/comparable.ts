import type { Run } from '../../../shared/domain/run.ts';
import { canonicalJson } from '../../../shared/domain/canonical-json.ts';

/** Finished runs that differ from this one in nothing but the seed, at most four, smallest seeds first. */
export function finishedSeeds(run: Run, runs: readonly Run[]): Run[] {
  const same = withoutSeed(run);
  return runs
    .filter((other) => other.key !== run.key && other.status === 'done' && withoutSeed(other) === same)
    .sort((a, b) => a.config.seed - b.config.seed)
    .slice(0, 4);
}

/** Mean RMSE of the finished uniform runs on the same data, learner and budget; null without one. */
export function baselineValue(run: Run, runs: readonly Run[]): number | null {
  const same = context(run);
  const found = runs.filter((other) => other.config.attack.id === 'uniform' && other.metrics && context(other) === same);
  if (found.length === 0) return null;
  return found.reduce((sum, { metrics }) => sum + (metrics?.predictionShiftRmse ?? 0), 0) / found.length;
}

function withoutSeed({ config }: Run): string {
  return canonicalJson({ ...config, seed: 0 });
}

function context({ config: { dataset, learner, budget } }: Run): string {
  return canonicalJson({ dataset, learner, budget });
}
