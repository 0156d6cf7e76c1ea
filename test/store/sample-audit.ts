import type { AuditRow, StoredAudit } from '../../shared/domain/gradient-audit.ts';

const damage = { iterations: 5, utility: 900, predictionShiftRmse: 0.2, targetMean: 1.1 };

function row(change: Partial<AuditRow>): AuditRow {
  return {
    gradient: 'exact',
    label: 'exact',
    relativeErrors: [1e-5, 2e-5],
    error: 1.5e-5,
    cosine: 1,
    derivatives: [2.00002, -0.99999],
    worstEntry: { user: 3, item: '50', found: 0.51, difference: 0.5100001 },
    damage,
    steps: null,
    products: 40,
    seconds: 0.08,
    sweeps: 16,
    bytes: 6_000_000,
    refused: null,
    ...change,
  };
}

/** An invented audit of one-step, exact and unrolled, which was refused with many steps. */
export function sampleAudit(change: Partial<StoredAudit> = {}): StoredAudit {
  return {
    key: 'a'.repeat(64),
    subject: 'b'.repeat(64),
    config: {
      dataset: 'd'.repeat(64),
      learner: { id: 'als', config: { rank: 8, lambdaUsers: 5, lambdaItems: 5 } },
      objective: { id: 'hybrid', config: { availability: -1, integrity: 1, targets: ['50'], weight: 2 } },
      budget: { maliciousShare: 0.05, fillerSize: 50, maxRating: 2 },
      seed: 1,
    },
    datasetName: 'ml-100k',
    maliciousUsers: 47,
    entries: 2350,
    checkedEntries: 6,
    iterations: 5,
    differences: [2, -1],
    start: { utility: 400, predictionShiftRmse: 0.08, targetMean: 0.8 },
    gradients: [
      row({
        ...{ gradient: 'one-step', label: 'one-step', relativeErrors: [0.7, 0.5], error: 0.67, cosine: 0.62 },
        ...{ derivatives: [0.6, -0.5], products: 0, seconds: 0.01, sweeps: 2 },
        worstEntry: { user: 9, item: '50', found: 0.1, difference: 0.9 },
      }),
      row({}),
      row({ gradient: 'unrolled', label: 'unrolled, T = 30', error: 0.02, steps: 30, products: 30, seconds: 3.6, sweeps: 720, bytes: 90_000_000 }),
      row({
        ...{ gradient: 'unrolled 100', label: 'unrolled, T = 100', relativeErrors: [], error: null, cosine: null, derivatives: [] },
        ...{ worstEntry: null, damage: null, steps: 100, products: null, seconds: 0, sweeps: 0, bytes: null },
        refused: 'Unrolling 100 steps takes about 3.0 GiB here, and 1.5 GiB can be held; at most 20 steps fit.',
      }),
    ],
    ablation: [
      { term: 'availability', label: 'availability, μ1 = -1', error: 0.4, cosine: 0.9, share: 0.4, damage },
      { term: 'user-factors', label: 'user factors, ∂R/∂U', error: 0.3, cosine: 0.95, share: 0.35, damage: { ...damage, utility: 800 } },
    ],
    sweepSeconds: 0.005,
    retrainSeconds: 0.12,
    warnings: ['An adjoint solve stopped early.'],
    totalSeconds: 61,
    provenance: {
      application: 'poison-lab 0.1.0',
      revisions: ['learner:als@3', 'audit@1'],
      precision: 'mixed',
      kernels: 'fma',
      wasmHash: 'e'.repeat(64),
      arithmeticProbe: 'c'.repeat(64),
      node: '24.1.0',
      v8: '13.6',
      os: 'linux',
      arch: 'x64',
      host: 'cli',
      threads: 2,
      coreSeconds: 110,
      startedAt: '2026-11-24T21:59:00.000Z',
      finishedAt: '2026-11-24T22:00:00.000Z',
      targets: ['50'],
      cleanModel: 'f'.repeat(64),
    },
    ...change,
  };
}
