import SqliteDatabase from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { applicationId, migrations } from '../../src-main/store/schema.ts';
import type { Store } from '../../src-main/store/store.ts';
import { emptyHome, openedStore, sampleCampaign, sampleDataset } from './sample-runs.ts';
import { samplePlan, sampleResult } from './sample-results.ts';

describe('data sets', () => {
  it('are found by name and fingerprint, listed by name', async () => {
    const store = await openedStore();
    const [b, a] = ['b', 'a'].map((name) => store.datasets.add(sampleDataset(name)));
    expect(store.datasets.list()).toEqual([a, b]);
    expect(store.datasets.find('a')).toEqual(a);
    expect(store.datasets.find(b.fingerprint)).toEqual(b);
    expect(store.datasets.find('c')).toBeNull();
  });

  it('keep record and name when the same content comes again', async () => {
    const store = await openedStore();
    const first = store.datasets.add(sampleDataset('a'));
    expect(store.datasets.add({ ...first, name: 'other', importedAt: '2027-01-01T00:00:00.000Z' })).toEqual(
      first,
    );
    expect(store.datasets.list()).toHaveLength(1);
  });

  it('never share a name', async () => {
    const store = await openedStore();
    store.datasets.add(sampleDataset('a'));
    const b = store.datasets.add(sampleDataset('b'));
    const conflict = expect.objectContaining({ code: 'conflict' });
    expect(() => store.datasets.add(sampleDataset('c', { name: 'a' }))).toThrow(conflict);
    expect(() => store.datasets.rename(b.fingerprint, 'a')).toThrow(conflict);
    store.datasets.delete('a');
    expect(store.datasets.rename(b.fingerprint, 'a').name).toBe('a');
    expect(() => store.datasets.restore(sampleDataset('a').fingerprint)).toThrow(conflict);
    expect(store.datasets.find('a')?.fingerprint).toBe(b.fingerprint);
  });

  it('go into the bin and back by name, and for good with cache, clean models and subsets', async () => {
    const store = await openedStore();
    const { fingerprint } = store.datasets.add(sampleDataset('a'));
    writeFileSync(store.datasets.cachePath(fingerprint), 'ratings');
    store.cleanModels.put('key', sampleModel(1), fingerprint);
    store.datasets.recordSubset(fingerprint, { topUsers: 10 }, 'f');
    expect(store.datasets.delete('a').deletedAt).not.toBeNull();
    expect(store.datasets.find(fingerprint)).toBeNull();
    expect(store.datasets.list({ deleted: true }).map(({ name }) => name)).toEqual(['a']);
    expect(() => store.datasets.delete('a')).toThrow(expect.objectContaining({ code: 'not-found' }));
    expect(store.datasets.restore('a').deletedAt).toBeNull();

    store.datasets.delete('a');
    store.emptyBin(inAMonth());
    expect(store.datasets.get(fingerprint)).toBeNull();
    expect(existsSync(store.datasets.cachePath(fingerprint))).toBe(false);
    expect(store.cleanModels.has('key')).toBe(false);
    expect(store.datasets.subset(fingerprint, { topUsers: 10 })).toBeNull();
  });

  it('leave their record as long as runs on them are kept, and can be imported again', async () => {
    const store = await openedStore();
    const dataset = store.datasets.add(sampleDataset('a', { fingerprint: samplePlan(1).config.dataset }));
    store.runs.finish(samplePlan(1), sampleResult(1), null);
    store.datasets.delete('a');
    store.emptyBin(inAMonth());
    expect(store.datasets.list({ deleted: true })).toEqual([]);
    expect(() => store.datasets.restore('a')).toThrow(expect.objectContaining({ code: 'not-found' }));
    expect(store.datasets.get(dataset.fingerprint)?.scale).toEqual(dataset.scale);
    expect(store.datasets.add(dataset)).toEqual(dataset);
    expect(store.datasets.list()).toEqual([dataset]);

    store.datasets.delete('a');
    store.runs.delete([samplePlan(1).key]);
    store.emptyBin(inAMonth());
    expect(store.datasets.get(dataset.fingerprint)).toBeNull();
  });

  it('remember which subsets were made of them', async () => {
    const store = await openedStore();
    store.datasets.recordSubset('parent', { topUsers: 10, minRatings: 0 }, 'child');
    expect(store.datasets.subset('parent', { minRatings: 0, topUsers: 10 })).toBe('child');
    expect(store.datasets.subset('parent', { topUsers: 10 })).toBeNull();
  });
});

describe('clean models', () => {
  it('come back bit for bit and are stored once', async () => {
    const store = await openedStore();
    const large = sampleModel(20_000);
    store.cleanModels.put('small', sampleModel(3), 'd');
    store.cleanModels.put('large', large, 'd');
    store.cleanModels.put('small', sampleModel(4), 'd');
    expect(store.cleanModels.get('small')).toEqual(sampleModel(3));
    expect(store.cleanModels.get('large')).toEqual(large);
    expect(store.cleanModels.get('none')).toBeNull();
    expect(store.payloads.blobBytes()).toBeGreaterThan(20_000 * 8 * 2);
    const bytes = (values: Float64Array) => createHash('sha256').update(values).digest('hex');
    expect(bytes(store.cleanModels.get('large')?.userFactors ?? new Float64Array())).toBe(
      bytes(large.userFactors),
    );
  });
});

describe('campaigns', () => {
  it('are saved under their name; replacing renames and keeps the runs', async () => {
    const store = await openedStore();
    store.campaigns.save(sampleCampaign('a'));
    store.campaigns.setRuns('a', ['k']);
    expect(store.campaigns.save({ ...sampleCampaign('a'), seed: 7 }).campaign.seed).toBe(7);
    expect(store.campaigns.list()).toHaveLength(1);
    expect(store.campaigns.save(sampleCampaign('b'), 'a')).toMatchObject({
      campaign: { name: 'b' },
      runs: 1,
    });
    expect(store.campaigns.find('a')).toBeNull();
    store.campaigns.save(sampleCampaign('a'));
    expect(() => store.campaigns.save(sampleCampaign('a'), 'b')).toThrow(
      expect.objectContaining({ code: 'conflict' }),
    );
    expect(() => store.campaigns.save(sampleCampaign('d'), 'c')).toThrow(
      expect.objectContaining({ code: 'not-found' }),
    );
  });

  it('go into the bin and come back', async () => {
    const store = await openedStore();
    store.campaigns.save(sampleCampaign('a'));
    expect(store.campaigns.delete('a').deletedAt).not.toBeNull();
    expect(store.campaigns.find('a')).toBeNull();
    expect(store.campaigns.list({ deleted: true })).toHaveLength(1);
    store.campaigns.save({ ...sampleCampaign('a'), seed: 2 });
    expect(() => store.campaigns.restore('a')).toThrow(expect.objectContaining({ code: 'conflict' }));
    store.campaigns.save({ ...sampleCampaign('b'), seed: 2 }, 'a');
    expect(store.campaigns.restore('a')).toMatchObject({ campaign: sampleCampaign('a'), deletedAt: null });
    expect(() => store.campaigns.restore('a')).toThrow(expect.objectContaining({ code: 'not-found' }));
  });
});

describe('a campaign in place of another one', () => {
  const names = (deleted: boolean, store: Store) =>
    store.campaigns.list({ deleted }).map(({ campaign }) => [campaign.name, campaign.seed]);

  it('leaves the other one in the bin, with its runs, and takes it back from there', async () => {
    const store = await openedStore();
    store.campaigns.save(sampleCampaign('a'));
    store.campaigns.setRuns('a', ['k', 'l']);
    store.campaigns.setReport('a', ['of the first']);
    const { binned } = store.campaigns.replace({ ...sampleCampaign('a'), seed: 7 });
    store.campaigns.setRuns('a', ['m']);
    expect(store.campaigns.report('a')).toBeNull();
    store.campaigns.setReport('a', ['of the second']);
    expect([names(false, store), names(true, store)]).toEqual([[['a', 7]], [['a', 1]]]);
    store.campaigns.takeBack('a', binned);
    expect([names(false, store), names(true, store)]).toEqual([[['a', 1]], [['a', 7]]]);
    expect(store.campaigns.runKeys('a')).toEqual(['k', 'l']);
    expect(store.campaigns.report('a')).toEqual(['of the first']);
    expect(() => store.campaigns.replace(sampleCampaign('b'))).toThrow(expect.objectContaining({ code: 'not-found' }));
  });

  it('is taken back by the replacement that is meant, once, also where the name is free by now', async () => {
    const store = await openedStore();
    const seeded = (seed: number) => ({ ...sampleCampaign('a'), seed });
    store.campaigns.save(seeded(1));
    const first = store.campaigns.replace(seeded(2));
    const second = store.campaigns.replace(seeded(3));
    store.campaigns.takeBack('a', first.binned);
    expect(names(false, store)).toEqual([['a', 1]]);
    expect(() => store.campaigns.takeBack('a', first.binned)).toThrow(expect.objectContaining({ code: 'not-found' }));
    expect(() => store.campaigns.takeBack('b', second.binned)).toThrow(expect.objectContaining({ code: 'not-found' }));
    store.campaigns.save({ ...seeded(1), name: 'b' }, 'a');
    store.campaigns.takeBack('a', second.binned);
    expect(names(false, store).sort()).toEqual([['a', 2], ['b', 1]]);
  });

  it('has a report that once lay by name among the settings', async () => {
    const home = emptyHome();
    const before = migrations.findIndex((step) => step.includes('ADD COLUMN report'));
    const sqlite = new SqliteDatabase(join(home, 'lab.sqlite'));
    for (const step of migrations.slice(0, before)) sqlite.exec(step);
    sqlite.pragma(`application_id = ${applicationId}`);
    sqlite.pragma(`user_version = ${before}`);
    const add = sqlite.prepare("INSERT INTO campaigns (name, record, created_at, updated_at, deleted_at) VALUES (?, '{}', '', '', ?)");
    const [today, later] = [0, 1].map((more) => new Date(Date.now() + more).toISOString());
    for (const [name, deleted] of [['live', later], ['live', null], ['gone', later], ['gone', today]]) add.run(name, deleted);
    for (const name of ['live', 'gone', 'of nobody']) sqlite.prepare('INSERT INTO settings VALUES (?, ?)').run(`report of ${name}`, JSON.stringify([name]));
    sqlite.close();
    const store = await openedStore(home);
    expect(store.campaigns.report('live')).toEqual(['live']);
    store.campaigns.restore('gone');
    expect(store.campaigns.report('gone')).toEqual(['gone']);
    for (const name of ['live', 'gone']) {
      store.campaigns.delete(name);
      store.campaigns.save(sampleCampaign(name));
      expect(store.campaigns.report(name)).toBeNull();
    }
    expect(store.settings.all()).toEqual({});
  });
});

describe('settings', () => {
  it('keep what was set, leave what is undefined', async () => {
    const store = await openedStore();
    store.settings.set({ theme: 'dark', threads: null });
    store.settings.set({ theme: undefined, threads: 4 });
    expect(store.settings.all()).toEqual({ theme: 'dark', threads: 4 });
  });
});

describe('measured speed', () => {
  it('lists the runs of one attack and gradient with the size of their data', async () => {
    const store = await openedStore();
    store.datasets.add(sampleDataset('ml-100k', { fingerprint: 'd'.repeat(64) }));
    store.runs.finish(samplePlan(1), sampleResult(1), null);
    const exact = samplePlan(2);
    store.runs.finish(
      { ...exact, config: { ...exact.config, gradient: { id: 'exact', config: {} } } },
      sampleResult(2),
      null,
    );
    expect(store.measurements.recent('uniform', null)).toEqual([
      {
        config: samplePlan(1).config,
        coreSeconds: null,
        seconds: 1.5,
        iterations: 2,
        maliciousUsers: 2,
        users: 943,
        items: 1682,
        ratings: 100_000,
      },
    ]);
    expect(store.measurements.recent('uniform', 'exact')).toHaveLength(1);
    expect(store.measurements.recent('pga', 'exact')).toEqual([]);
    const { provenance, ...third } = sampleResult(3);
    store.runs.finish(samplePlan(3), { ...third, provenance: { ...provenance, coreSeconds: 2.75 } }, null);
    expect(store.measurements.latest(1)).toMatchObject([{ coreSeconds: 2.75, seconds: 1.5 }]);
  });
});

function inAMonth(): Date {
  return new Date(Date.now() + 31 * 24 * 3600 * 1000);
}

function sampleModel(users: number) {
  return {
    rank: 2,
    userFactors: Float64Array.from({ length: 2 * users }, (_, at) => Math.sin(at)),
    itemFactors: Float64Array.from({ length: 2 * users }, (_, at) => -0 - Math.cos(at)),
    objective: 1 / 3,
    relativeGradient: 1e-12,
    sweeps: 17,
  };
}
