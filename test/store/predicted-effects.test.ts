import { readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { StoredPredictedEffect } from '../../src-main/store/predicted-effects.ts';
import { migrations } from '../../src-main/store/schema.ts';
import { samplePlan, sampleResult } from './sample-results.ts';
import { emptyHome, openedStore } from './sample-runs.ts';

const effect: StoredPredictedEffect = {
  predictionShiftRmse: 1 / 3,
  relativeGradient: 1e-9,
  before: Float64Array.of(0.1, -1 / 7, 2e-300),
  after: Float64Array.of(0.2, -0, 1),
  targets: Int32Array.of(1),
  targetBefore: Float64Array.of(0.5, 0.25),
  targetAfter: Float64Array.of(1 / 3, 2),
};

describe('predicted effects', () => {
  it('keep every bit, in a file where they are large, and the last one counts', async () => {
    const home = emptyHome();
    const first = await openedStore(home);
    const { key } = samplePlan(1);
    first.runs.finish(samplePlan(1), sampleResult(1), null);
    expect(first.predictedEffects.get(key)).toBeNull();
    first.predictedEffects.put(key, effect);
    first.close();
    const store = await openedStore(home);
    expect(store.predictedEffects.get(key)).toEqual(effect);
    const large = { ...effect, before: Float64Array.from({ length: 40_000 }, (_, at) => Math.sin(at)) };
    store.predictedEffects.put(key, large);
    expect(store.predictedEffects.get(key)).toEqual(large);
    expect(store.payloads.blobBytes()).toBeGreaterThan(320_000);
  });

  it('belong to a run, stay with it through the bin, and go for good with it, file and all', async () => {
    const store = await openedStore();
    const { key } = samplePlan(1);
    expect(() => store.predictedEffects.put(key, effect)).toThrow();
    store.runs.finish(samplePlan(1), sampleResult(1), null);
    store.predictedEffects.put(key, { ...effect, before: new Float64Array(40_000) });
    store.runs.delete([key]);
    store.emptyBin();
    expect(store.predictedEffects.get(key)?.before).toHaveLength(40_000);
    for (const name of readdirSync(join(store.home, 'blobs'), { recursive: true })) utimesSync(join(store.home, 'blobs', String(name)), 0, 0);
    store.emptyBin(new Date(Date.now() + 31 * 24 * 3600 * 1000));
    expect(store.predictedEffects.get(key)).toBeNull();
    expect(store.payloads.blobBytes()).toBe(0);
  });

  it('have a place in a library from before there were any', async () => {
    const home = emptyHome();
    const before = migrations.findIndex((step) => step.includes('predicted_effects'));
    const old = await openedStore(home, { migrations: migrations.slice(0, before) });
    old.runs.finish(samplePlan(1), sampleResult(1), null);
    old.close();
    const store = await openedStore(home);
    store.predictedEffects.put(samplePlan(1).key, effect);
    expect(store.predictedEffects.get(samplePlan(1).key)).toEqual(effect);
  });
});
