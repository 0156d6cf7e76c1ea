import { createHash } from 'node:crypto';
import type { RunConfig } from '../../shared/domain/run.ts';
import type { FinishedRun, PlannedRun } from '../../src-main/store/runs.ts';

/** Plain enough for child processes that run without vitest. */
export function sampleConfig(seed: number): RunConfig {
  return {
    dataset: 'd'.repeat(64),
    learner: { id: 'als', config: { rank: 8, lambdaUsers: 5, lambdaItems: 5 } },
    objective: { id: 'availability', config: {} },
    gradient: null,
    attack: { id: 'uniform', config: {} },
    budget: { maliciousShare: 0.05, fillerSize: 50, maxRating: 2 },
    seed,
  };
}

export function samplePlan(seed: number): PlannedRun {
  const key = createHash('sha256').update(`run ${seed}`).digest('hex');
  return { key, config: sampleConfig(seed), label: 'Uniform', datasetName: 'ml-100k', maliciousUsers: 2 };
}

/** @param entries ratings of each of its two users; above 21,000 the profiles no longer fit the database */
export function sampleResult(seed: number, entries = 3): FinishedRun {
  return {
    metrics: {
      predictionShiftRmse: 0.1 + seed / 3,
      targetMeanBefore: null,
      targetMeanAfter: null,
      targetTop10ShareBefore: null,
      targetTop10ShareAfter: null,
      utility: 1 / 3,
      iterations: 2,
      welchP: 0.5,
      pairedTP: null,
      pairedTPLow: null,
      pairedTPHigh: null,
      relativeGradient: 1e-9,
    },
    series: {
      utilityTrace: [0, 1 / 3],
      predictionShiftRmseTrace: [0, 0.1],
      targetMeanTrace: [null, null],
      stepTrace: [1, 0.5],
    },
    provenance: {
      application: '0.1.0',
      revisions: ['attack:uniform@1'],
      precision: 'float64',
      kernels: 'none',
      arithmeticProbe: 'f'.repeat(64),
      node: '24',
      v8: '13',
      os: 'linux',
      arch: 'x64',
      host: 'cli',
      threads: 1,
      startedAt: '2026-01-02T03:04:05.000Z',
      finishedAt: '2026-01-02T03:04:06.000Z',
      targets: [],
      maliciousUsers: 2,
      cleanModel: 'c'.repeat(64),
      warnings: [],
    },
    profiles: {
      users: 2,
      items: entries,
      rowStart: Int32Array.of(0, entries, 2 * entries),
      rowItem: Int32Array.from({ length: 2 * entries }, (_, at) => at % entries),
      rowValue: Float64Array.from({ length: 2 * entries }, (_, at) => Math.sin(seed + at)),
    },
    targets: ['478'],
    warnings: ['a warning'],
    seconds: 1.5,
  };
}
