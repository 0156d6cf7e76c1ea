import { describe, expect, it } from 'vitest';
import { calibrationSchema, type Calibration } from '../../shared/domain/calibration.ts';
import { emptyHome, openedStore } from './sample-runs.ts';

const calibration: Omit<Calibration, 'id'> = {
  rows: [{ check: 'c', protocol: 'p', published: '1.0', measured: 1 / 3, band: [0.3, 0.4], ok: 'yes', status: 'ok', release: 'ml-100k', seeds: [1, 2] }],
  datasets: [{ name: 'ml-100k', fingerprint: 'f'.repeat(64), layout: 'ml-100k', users: 943, items: 1682, ratings: 100_000 }],
  ...{ application: 'poison-lab 0', revisions: ['numeric@1'], precision: 'mixed', kernels: 'plain', wasmHash: null, arithmeticProbe: 'a' },
  ...{ node: '24', v8: '13', os: 'linux', arch: 'x64', host: 'cli', threads: 2 },
  ...{ startedAt: '2026-01-01T00:00:00.000Z', finishedAt: '2026-01-01T00:01:00.000Z', seconds: 60 },
};

describe('calibrations', () => {
  it('are kept with their provenance, the latest first, also after reopening', async () => {
    const home = emptyHome();
    const first = await openedStore(home);
    expect(first.calibrations.list()).toEqual([]);
    const one = first.calibrations.add(calibration);
    expect(calibrationSchema.parse(one)).toEqual({ id: 1, ...calibration });
    const two = first.calibrations.add({ ...calibration, seconds: 61 });
    first.close();
    const store = await openedStore(home);
    expect(store.calibrations.list()).toEqual([two, one]);
    expect(store.calibrations.add(calibration).id).toBe(3);
  });

  it('of another version are told apart, and break no list', async () => {
    const store = await openedStore();
    store.calibrations.add({ ...calibration, more: 1 } as typeof calibration);
    const kept = store.calibrations.add(calibration);
    expect(store.calibrations.list()).toEqual([kept]);
    expect(store.calibrations.unreadable()).toMatchObject([{ id: '1' }]);
  });
});
