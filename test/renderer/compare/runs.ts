import type { RunConfig } from '../../../shared/domain/run.ts';
import { runSchema } from '../../../shared/domain/run.ts';
import type { FigureInput, FigureRun } from '../../../shared/figures/figure-run.ts';

/** Runs of one attack at one share, one RMSE per seed; null is a run that waits. */
export interface MadeRuns {
  attack: string;
  gradient: string | null;
  share: number;
  values: (number | null)[];
}

/** Runs that differ in attack, gradient, share and seed alone, with invented RMSEs. */
export function runsWithRmse(made: readonly MadeRuns[]): FigureInput {
  return { runs: made.flatMap((one) => one.values.map((rmse, index) => madeRun(one, index + 1, rmse))) };
}

function madeRun({ attack, gradient, share }: MadeRuns, seed: number, rmse: number | null): FigureRun {
  const config: RunConfig = {
    dataset: 'f'.repeat(64),
    learner: { id: 'als', config: { rank: 8 } },
    objective: { id: 'availability', config: {} },
    gradient: gradient === null ? null : { id: gradient, config: {} },
    attack: { id: attack, config: {} },
    budget: { maliciousShare: share, fillerSize: 50, maxRating: 2 },
    seed,
  };
  const key = `${attack}-${gradient ?? 'none'}-${share}-${seed}`;
  const run = runSchema.parse({
    run: key.slice(0, 8),
    key,
    status: rmse === null ? 'queued' : 'done',
    cached: false,
    seconds: 1,
    config,
    metrics: null,
    datasetName: 'made',
    label: gradient === null ? attack : `${attack} ${gradient}`,
    maliciousUsers: Math.floor(share * 943 + 0.5),
    finishedAt: null,
    deletedAt: null,
  });
  const metrics = rmse === null ? null : ({ predictionShiftRmse: rmse, targetMeanAfter: null, targetMeanBefore: null } as FigureRun['run']['metrics']);
  return {
    run: { ...run, metrics },
    series: null,
    provenance: null,
    shift: { multiply: 1, add: -3 },
    scale: { min: 1, max: 5, step: 1, observed: false },
  };
}
