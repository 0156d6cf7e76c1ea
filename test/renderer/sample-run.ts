import type { Run } from '../../shared/domain/run.ts';

/** A finished run with what a test says of it; `config` parts are merged one level deep. */
export function sampleRun(key: string, part: Partial<Omit<Run, 'config'>> & { config?: Partial<Run['config']> } = {}): Run {
  const config: Run['config'] = {
    dataset: 'd'.repeat(64),
    learner: { id: 'als', config: { rank: 8 } },
    objective: { id: 'availability', config: {} },
    gradient: { id: 'exact', config: {} },
    attack: { id: 'pga', config: { iterations: 30 } },
    budget: { maliciousShare: 0.05, fillerSize: 50, maxRating: 2 },
    seed: 1,
    ...part.config,
  };
  return {
    run: key.slice(0, 7),
    key,
    status: 'done',
    cached: false,
    seconds: 2,
    metrics: {
      predictionShiftRmse: 0.3,
      targetMeanBefore: null,
      targetMeanAfter: null,
      targetTop10ShareBefore: null,
      targetTop10ShareAfter: null,
      utility: 10,
      iterations: 5,
      welchP: 0.2,
      pairedTP: 0.3,
      pairedTPLow: 0.1,
      pairedTPHigh: 0.5,
      relativeGradient: 1e-9,
    },
    datasetName: 'ml-100k',
    label: 'PGA exact',
    maliciousUsers: 47,
    finishedAt: '2026-11-24T22:00:00.000Z',
    deletedAt: null,
    ...part,
    config,
  };
}
