import { expect, test } from 'vitest';
import { queuedCoreSeconds } from '../../src-main/service/queued-core-seconds.ts';
import type { Measurement } from '../../src-main/store/measurements.ts';
import type { Store } from '../../src-main/store/store.ts';
import { sampleRun } from '../renderer/sample-run.ts';

const { config } = sampleRun('a'.repeat(64));
const size = { users: 100, items: 200, ratings: 3000 };

test('takes what was measured on the same data as it is', () => {
  const storeWith = (measured: Measurement[]) =>
    ({ measurements: { recent: () => measured, latest: () => measured }, datasets: { get: (key: string) => (key === config.dataset ? size : null) } }) as unknown as Store;
  expect(queuedCoreSeconds(storeWith([]))({ config })).toBe(null);
  const coreSeconds = queuedCoreSeconds(storeWith([{ ...size, config, coreSeconds: 12, seconds: 7 } as Measurement]));
  expect(coreSeconds({ config })).toBeCloseTo(12, 9);
  expect(coreSeconds({ config: { ...config, dataset: 'not here' } })).toBe(null);
});
