import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { encodeProfiles, type StoredProfiles } from '../../src-main/store/profiles.ts';
import { openedStore, sampleDataset } from './sample-runs.ts';
import { samplePlan, sampleResult } from './sample-results.ts';

const recordFor = (dataset: string, importedAt = '2026-01-01T00:00:00.000Z') => ({
  name: 'profiles.csv',
  dataset,
  report: { rows: 3, kept: 3, droppedByReason: {}, units: 'stars' as const, fewest: 1, most: 2, notes: ['a note'] },
  maliciousShare: 0.05,
  importedAt,
});
const inAMonth = () => new Date(Date.now() + 31 * 24 * 3600 * 1000);

/** Above 21,000 ratings they no longer fit the database and become a file. */
function sampleProfiles(ratings = 3): StoredProfiles {
  const rowItem = Int32Array.from({ length: ratings }, (_, at) => at);
  return { users: 1, items: ratings, rowStart: Int32Array.of(0, ratings), rowItem, rowValue: Float64Array.from(rowItem, (at) => at / 7) };
}

describe('imported profiles', () => {
  it.each([3, 40_000])('of %i ratings come back bit for bit under the hash of their bytes, across sessions', async (ratings) => {
    const store = await openedStore();
    const { fingerprint } = store.datasets.add(sampleDataset('a'));
    const profiles = sampleProfiles(ratings);
    const kept = store.importedProfiles.put(profiles, recordFor(fingerprint));
    expect(kept).toEqual({ hash: createHash('sha256').update(encodeProfiles(profiles)).digest('hex'), users: 1, ratings, ...recordFor(fingerprint) });
    store.close();
    const again = await openedStore(store.home);
    expect(again.importedProfiles.list()).toEqual([kept]);
    expect(again.importedProfiles.find(kept.hash, fingerprint)).toEqual(kept);
    expect(again.importedProfiles.profiles(kept.hash, fingerprint)).toEqual(profiles);
  });

  it('are of one data set: the same bytes for another are another record', async () => {
    const store = await openedStore();
    const [a, b] = ['a', 'b'].map((name) => store.datasets.add(sampleDataset(name)).fingerprint);
    const { hash } = store.importedProfiles.put(sampleProfiles(), recordFor(a));
    expect(store.importedProfiles.find(hash, b)).toBeNull();
    expect(store.importedProfiles.profiles(hash, b)).toBeNull();
    store.importedProfiles.put(sampleProfiles(), recordFor(b, '2026-01-02T00:00:00.000Z'));
    expect(store.importedProfiles.list().map(({ dataset }) => dataset)).toEqual([b, a]);
    expect(store.importedProfiles.list(a).map(({ dataset }) => dataset)).toEqual([a]);
  });

  it('keep the first record, and answer with what was said now', async () => {
    const store = await openedStore();
    const first = store.importedProfiles.put(sampleProfiles(), recordFor('d'));
    const second = { ...recordFor('d', '2026-02-01T00:00:00.000Z'), name: 'again.csv' };
    expect(store.importedProfiles.put(sampleProfiles(), second)).toMatchObject(second);
    expect(store.importedProfiles.list()).toEqual([first]);
  });

  it('share their bytes with a run, and go with their data set for good', async () => {
    const store = await openedStore();
    const { fingerprint } = store.datasets.add(sampleDataset('a'));
    const result = sampleResult(1);
    store.runs.finish(samplePlan(1), result, null);
    const shared = store.importedProfiles.put(result.profiles, recordFor(fingerprint));
    const alone = store.importedProfiles.put(sampleProfiles(), recordFor(fingerprint));
    store.emptyBin(inAMonth());
    expect(store.importedProfiles.profiles(alone.hash, fingerprint)).toEqual(sampleProfiles());
    store.datasets.delete('a');
    store.emptyBin(inAMonth());
    expect(store.importedProfiles.list()).toEqual([]);
    expect(store.payloads.has(alone.hash)).toBe(false);
    expect(store.payloads.has(shared.hash)).toBe(true);
    expect(store.runs.profiles(samplePlan(1).key)).toEqual(result.profiles);
  });
});

describe('a subset', () => {
  it('tells what it was made of', async () => {
    const store = await openedStore();
    const selection = { topUsers: 10, minRatings: 0 };
    store.datasets.recordSubset('parent', selection, 'child');
    expect(store.datasets.subsetOrigin('child')).toEqual({ parent: 'parent', selection });
    expect(store.datasets.subsetOrigin('parent')).toBeNull();
  });
});
