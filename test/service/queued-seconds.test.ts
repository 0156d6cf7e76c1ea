import { expect, test } from 'vitest';
import { queuedSeconds } from '../../src-main/service/queued-seconds.ts';
import type { Measurement } from '../../src-main/store/measurements.ts';
import type { Store } from '../../src-main/store/store.ts';
import { sampleRun } from '../renderer/sample-run.ts';

const { config } = sampleRun('a'.repeat(64));
const size = { users: 100, items: 200, ratings: 3000 };

test('takes what was measured on the same data as it is, and reads it again after two seconds', () => {
  let clock = 0;
  let measured: Measurement[] = [];
  const measurements = { recent: () => measured, latest: () => measured };
  const store = { measurements, datasets: { get: (key: string) => (key === config.dataset ? size : null) } };
  const seconds = queuedSeconds(store as unknown as Store, () => clock);
  expect(seconds({ config })).toBe(null);
  measured = [{ ...size, config, seconds: 12 } as Measurement];
  expect(seconds({ config })).toBe(null);
  clock = 2001;
  expect(seconds({ config })).toBeCloseTo(12, 9);
  expect(seconds({ config: { ...config, dataset: 'not here' } })).toBe(null);
});
