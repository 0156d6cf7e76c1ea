import { describe, expect, it } from 'vitest';
import type { Uniqueness } from '../../shared/domain/uniqueness.ts';
import { samplePlan, sampleResult } from './sample-results.ts';
import { emptyHome, openedStore } from './sample-runs.ts';

const model = { start: 'fixed', objective: 1 / 3, relativeGradient: 1e-9, converged: true, difference: 0 };
const check: Uniqueness = {
  starts: 3,
  clean: [model],
  poisoned: [{ ...model, start: 'warm', predictionShiftRmse: 0.1, targetMean: null }],
  targetMeanBefore: null,
  cleanDifference: 0,
  poisonedDifference: 0.02,
  effectSpread: 0.01,
  targetSpread: null,
  dependence: 0.2,
  targetDependence: null,
  warnings: ['a warning'],
};

describe('a uniqueness check', () => {
  it('is read back as it was stored, also after reopening, and replaced by a later one', async () => {
    const home = emptyHome();
    const first = await openedStore(home);
    const { key } = samplePlan(1);
    first.runs.finish(samplePlan(1), sampleResult(1), null);
    expect(first.uniqueness.get(key)).toBeNull();
    first.uniqueness.put(key, check);
    first.close();
    const store = await openedStore(home);
    expect(store.uniqueness.get(key)).toEqual(check);
    store.uniqueness.put(key, { ...check, starts: 5 });
    expect(store.uniqueness.get(key)).toEqual({ ...check, starts: 5 });
    expect(store.uniqueness.all()).toEqual(new Map([[key, { ...check, starts: 5 }]]));
  });

  it('belongs to a run, and goes for good with it', async () => {
    const store = await openedStore();
    const { key } = samplePlan(1);
    expect(() => store.uniqueness.put(key, check)).toThrow();
    store.runs.finish(samplePlan(1), sampleResult(1), null);
    store.uniqueness.put(key, check);
    store.runs.delete([key]);
    store.emptyBin();
    expect(store.uniqueness.get(key)).toEqual(check);
    store.emptyBin(new Date(Date.now() + 31 * 24 * 3600 * 1000));
    expect(store.uniqueness.get(key)).toBeNull();
  });
});
