import { describe, expect, it } from 'vitest';
import type { StoredAudit } from '../../shared/domain/gradient-audit.ts';
import { sampleAudit } from './sample-audit.ts';
import { emptyHome, openedStore, sampleDataset } from './sample-runs.ts';

const at = (minute: number, change: Partial<StoredAudit> = {}): StoredAudit => {
  const audit = sampleAudit(change);
  return { ...audit, provenance: { ...audit.provenance, finishedAt: `2026-11-24T22:0${minute}:00.000Z` } };
};

describe('gradient audits', () => {
  it('are read back as they were stored, also after reopening, and stored once', async () => {
    const home = emptyHome();
    const first = await openedStore(home);
    expect(first.audits.get('a')).toBeNull();
    first.audits.put(at(1, { key: 'a' }));
    first.audits.put(at(2, { key: 'a' }));
    first.close();
    const store = await openedStore(home);
    expect(store.audits.get('a')).toEqual(at(1, { key: 'a' }));
    expect(store.audits.list()).toHaveLength(1);
  });

  it('are listed latest first; the latest of a subject is found whatever its extent', async () => {
    const store = await openedStore();
    store.audits.put(at(1, { key: 'a', subject: 'one' }));
    store.audits.put(at(3, { key: 'b', subject: 'one' }));
    store.audits.put(at(2, { key: 'c', subject: 'two' }));
    expect(store.audits.list().map(({ key }) => key)).toEqual(['b', 'c', 'a']);
    expect(store.audits.latest('one')?.key).toBe('b');
    expect(store.audits.latest('three')).toBeNull();
  });

  it('of another version are told apart, break no list, and give way to one that is made again', async () => {
    const store = await openedStore();
    const stored = (key: string, change: object) => store.audits.put({ ...at(1, { key, subject: key }), ...change } as StoredAudit);
    stored('a', {});
    stored('newer', { more: 1 });
    stored('older', { ablation: undefined });
    expect(store.audits.list().map(({ key }) => key)).toEqual(['a']);
    expect(store.audits.unreadable().map(({ id }) => id).sort()).toEqual(['newer', 'older']);
    expect(store.audits.unreadable().find(({ id }) => id === 'older')!.why).toMatch(/^ablation: /);
    expect([store.audits.get('newer'), store.audits.latest('older')]).toEqual([null, null]);
    expect(store.audits.subjects()).toEqual(new Set(['a', 'newer', 'older']));
    stored('newer', {});
    expect(store.audits.get('newer')?.key).toBe('newer');
    expect(store.audits.unreadable().map(({ id }) => id)).toEqual(['older']);
  });

  it('go for good with their data set', async () => {
    const store = await openedStore();
    const dataset = store.datasets.add(sampleDataset('audited'));
    const config = { ...sampleAudit().config, dataset: dataset.fingerprint };
    store.audits.put(at(1, { key: 'a', config }));
    store.audits.put(at(2, { key: 'b' }));
    store.datasets.delete(dataset.fingerprint);
    store.emptyBin();
    expect(store.audits.list()).toHaveLength(2);
    store.emptyBin(new Date(Date.now() + 31 * 24 * 3600 * 1000));
    expect(store.audits.list().map(({ key }) => key)).toEqual(['b']);
  });
});
