import { expect, test } from 'vitest';
import type { RunConfig } from '../../../shared/domain/run.ts';
import { createEstimator } from '../../../src-main/runs/campaign/estimate.ts';
import type { Measurement } from '../../../src-main/store/measurements.ts';
import { sampleConfig } from '../../store/sample-results.ts';

const size = { users: 943, items: 1682, ratings: 100_000 };

function measured(change: Partial<Measurement>): Measurement {
  return {
    config: sampleConfig(1),
    coreSeconds: null,
    seconds: 1,
    iterations: 0,
    maliciousUsers: 47,
    ...size,
    ...change,
  };
}

function estimate(known: Measurement[], config: RunConfig = sampleConfig(2)): number | null {
  return createEstimator({ recent: () => known, latest: () => known })(config, size);
}

test('core-seconds count, not what a wall clock showed beside all cores', () => {
  expect(estimate([measured({ coreSeconds: 8, seconds: 2 })])).toBeCloseTo(8, 12);
});

test('runs that did not count cores serve with their seconds until one did', () => {
  const old = [30, 31, 32, 33, 34, 35].map((seconds) => measured({ seconds }));
  expect(estimate(old)).toBeCloseTo(32, 12);
  expect(estimate([...old, measured({ coreSeconds: 3, seconds: 3 })])).toBeCloseTo(3, 12);
});

test('the median of the five runs nearest in work', () => {
  const near = [1, 2, 3, 4, 100].map((coreSeconds) => measured({ coreSeconds }));
  const far = Array.from({ length: 20 }, () => measured({ coreSeconds: 1000, ratings: 20_000_000 }));
  expect(estimate([...far, ...near])).toBeCloseTo(3, 12);
});

test('a run of the same work counts alone where the others are far from it', () => {
  const far = [1, 2].map(() => measured({ coreSeconds: 1000, ratings: 20_000_000 }));
  expect(estimate([...far, measured({ coreSeconds: 7 })])).toBeCloseTo(7, 12);
});

test('a run without steps costs as much as some steps, so that of one what others take is not far off', () => {
  const attack = (iterations: number) => ({ ...sampleConfig(1), attack: { id: 'pga', config: { iterations } } });
  const uniform = { ...sampleConfig(1), attack: { id: 'uniform', config: {} } };
  // Means of 80 and of 160 runs on MovieLens 100K with ALS: 0.36 core-seconds without steps, 3.8 with 30.
  expect(estimate([measured({ config: uniform, coreSeconds: 0.36 })], attack(30))).toBeCloseTo(3.96, 9);
  expect(estimate([measured({ config: attack(30), coreSeconds: 3.8 })], uniform)).toBeCloseTo(3.8 / 11, 9);
});

test('nothing is known before anything was measured', () => {
  expect(estimate([])).toBeNull();
});
