import { readFileSync, writeFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { runSchema } from '../../shared/domain/run.ts';
import { sampleCampaign, emptyHome, openedStore, sampleDataset } from './sample-runs.ts';
import { samplePlan, sampleResult, sampleConfig } from './sample-results.ts';

describe('a finished run', () => {
  it('is read back whole, bit for bit, also after reopening', async () => {
    const home = emptyHome();
    const first = await openedStore(home);
    const plan = samplePlan(1);
    const result = sampleResult(1);
    expect(first.runs.finish(plan, result, null)).toBe(true);
    first.close();

    const store = await openedStore(home);
    const { run, series, provenance, targets, warnings, error } = store.runs.details(plan.key);
    expect(runSchema.parse(run)).toEqual(run);
    expect(run).toMatchObject({
      status: 'done',
      cached: true,
      metrics: result.metrics,
      seconds: 1.5,
      label: 'Uniform',
      config: plan.config,
    });
    expect(series).toEqual(result.series);
    expect(provenance).toEqual(result.provenance);
    expect({ targets, warnings, error }).toEqual({ targets: ['478'], warnings: ['a warning'], error: null });
    expect(store.runs.targets()).toEqual(new Map([[plan.key, ['478']]]));
    store.runs.delete([plan.key]);
    expect(store.runs.targets()).toEqual(new Map());
    expect(store.runs.profiles(plan.key)).toEqual(result.profiles);
    expect(store.notice).toBeNull();
  });

  it('is stored once: a second result under the key changes nothing', async () => {
    const store = await openedStore();
    const plan = samplePlan(1);
    store.runs.finish(plan, sampleResult(1), null);
    expect(store.runs.finish(plan, sampleResult(2), null)).toBe(false);
    store.runs.fail(plan.key, { code: 'failed', message: 'late', complaints: [] }, 1, null);
    expect(store.runs.get(plan.key)).toMatchObject({ status: 'done', metrics: sampleResult(1).metrics });
    expect(store.runs.profiles(plan.key)).toEqual(sampleResult(1).profiles);
  });

  it('keeps large profiles in a blob named by its hash, small ones in the database', async () => {
    const store = await openedStore();
    store.runs.finish(samplePlan(1), sampleResult(1), null);
    expect(store.payloads.blobBytes()).toBe(0);
    store.runs.finish(samplePlan(2), sampleResult(2, 40_000), null);
    expect(store.payloads.blobBytes()).toBeGreaterThan(2 * 40_000 * 12);
    expect(store.runs.profiles(samplePlan(2).key)).toEqual(sampleResult(2, 40_000).profiles);
  });

  it('whose blob is damaged or gone says so, and is repaired by writing the same bytes again', async () => {
    const store = await openedStore();
    const plan = samplePlan(2);
    store.runs.finish(plan, sampleResult(2, 40_000), null);
    const hash = blobHash(store.home);
    const path = join(store.home, 'blobs', hash.slice(0, 2), hash);
    const bytes = readFileSync(path);
    bytes[bytes.length >> 1] ^= 1;
    writeFileSync(path, bytes);
    expect(() => store.runs.profiles(plan.key)).toThrow(
      expect.objectContaining({ code: 'failed', message: expect.stringMatching(/damaged/) }),
    );
    expect(store.runs.get(plan.key)?.status).toBe('done');

    store.runs.finish(samplePlan(3), sampleResult(2, 40_000), null);
    expect(store.runs.profiles(plan.key)).toEqual(sampleResult(2, 40_000).profiles);
    rmSync(path);
    expect(() => store.runs.profiles(plan.key)).toThrow(
      expect.objectContaining({ code: 'not-found', message: expect.stringMatching(/gone/) }),
    );
  });

  it('whose inline profiles were changed behind the store is not believed', async () => {
    const store = await openedStore();
    store.runs.finish(samplePlan(1), sampleResult(1), null);
    const sqlite = new SqliteDatabase(join(store.home, 'lab.sqlite'));
    sqlite.exec('UPDATE payloads SET content = zeroblob(bytes) WHERE hash IN (SELECT profiles FROM runs)');
    sqlite.close();
    expect(() => store.runs.profiles(samplePlan(1).key)).toThrow(/another hash/);
  });
});

describe('finding runs', () => {
  it('takes a key or a unique prefix of at least seven characters', async () => {
    const store = await openedStore();
    for (const tail of ['a', 'b'])
      store.runs.finish({ ...samplePlan(1), key: '12345678'.padEnd(63, '0') + tail }, sampleResult(1), null);
    store.runs.finish({ ...samplePlan(1), key: 'abcdef0'.padEnd(64, '1') }, sampleResult(1), null);
    expect(store.runs.resolve('abcdef0')).toBe('abcdef0'.padEnd(64, '1'));
    expect(store.runs.resolve('ABCDEF01')).toBe('abcdef0'.padEnd(64, '1'));
    expect(() => store.runs.resolve('abcdef')).toThrow(expect.objectContaining({ code: 'bad-input' }));
    expect(() => store.runs.resolve('nonsense')).toThrow(expect.objectContaining({ code: 'bad-input' }));
    expect(() => store.runs.resolve('12345678')).toThrow(/more characters/);
    expect(() => store.runs.resolve('7777777')).toThrow(expect.objectContaining({ code: 'not-found' }));
    const names = store.runs.list().map(({ run }) => run);
    expect(names.map((name) => store.runs.resolve(name))).toEqual(store.runs.list().map(({ key }) => key));
    expect(names.filter((name) => name.length === 8)).toEqual(['abcdef01']);
  });

  it("lists a campaign's runs in expansion order, and given keys in the given order", async () => {
    const store = await openedStore();
    const plans = [3, 1, 2].map(samplePlan);
    for (const plan of plans) store.runs.finish(plan, sampleResult(1), null);
    const keys = plans.map(({ key }) => key);
    store.campaigns.save(sampleCampaign('ordered'));
    store.campaigns.setRuns('ordered', [...keys, samplePlan(9).key]);
    expect(store.runs.list({ campaign: 'ordered' }).map(({ key }) => key)).toEqual(keys);
    expect(store.runs.list({ keys: keys.toReversed() }).map(({ key }) => key)).toEqual(keys.toReversed());
    expect(store.campaigns.runKeys('ordered')).toEqual([...keys, samplePlan(9).key]);
    expect(store.campaigns.find('ordered')).toMatchObject({ runs: 4, done: 3 });
    expect(() => store.runs.list({ campaign: 'no such' })).toThrow(
      expect.objectContaining({ code: 'not-found' }),
    );
  });

  it('calls the data set what it is called now', async () => {
    const store = await openedStore();
    store.datasets.add(sampleDataset('ml-100k', { fingerprint: sampleConfig(1).dataset }));
    store.runs.finish(samplePlan(1), sampleResult(1), null);
    store.datasets.rename(sampleConfig(1).dataset, 'hundred thousand');
    expect(store.runs.get(samplePlan(1).key)?.datasetName).toBe('hundred thousand');
  });
});

describe('the bin', () => {
  it('takes runs and gives them back', async () => {
    const store = await openedStore();
    const { key } = samplePlan(1);
    store.runs.finish(samplePlan(1), sampleResult(1), null);
    expect(store.runs.delete([key.slice(0, 8)])).toEqual([key]);
    expect(store.runs.list()).toEqual([]);
    expect(store.runs.list({ deleted: true }).map((run) => run.key)).toEqual([key]);
    expect(store.runs.statuses([key]).size).toBe(0);
    expect(store.runs.restore([key])).toEqual([key]);
    expect(store.runs.list()).toHaveLength(1);
  });

  it('is emptied after 30 days, with what only the deleted run needed', async () => {
    const store = await openedStore();
    for (const seed of [1, 2]) store.runs.finish(samplePlan(seed), sampleResult(seed), null);
    const gone = samplePlan(1).key;
    store.runs.delete([gone]);
    const days = (count: number) => new Date(Date.now() + count * 24 * 3600 * 1000);
    store.emptyBin(days(29));
    expect(store.runs.get(gone)).not.toBeNull();
    store.emptyBin(days(31));
    expect(store.runs.get(gone)).toBeNull();
    expect(store.runs.profiles(samplePlan(2).key)).toEqual(sampleResult(2).profiles);
    const sqlite = new SqliteDatabase(join(store.home, 'lab.sqlite'), { readonly: true });
    // Profiles of run 2, and the series that both runs share.
    expect(sqlite.prepare('SELECT count(*) FROM payloads').pluck().get()).toBe(2);
    sqlite.close();
  });

  it('is emptied when the library is opened', async () => {
    const home = emptyHome();
    const first = await openedStore(home);
    for (const seed of [1, 2]) first.runs.finish(samplePlan(seed), sampleResult(seed), null);
    first.runs.delete([samplePlan(1).key, samplePlan(2).key]);
    const sqlite = new SqliteDatabase(join(home, 'lab.sqlite'));
    sqlite
      .prepare("UPDATE runs SET deleted_at = '2020-01-01T00:00:00.000Z' WHERE key = ?")
      .run(samplePlan(1).key);
    sqlite.close();
    first.close();
    const store = await openedStore(home);
    expect(store.runs.list({ deleted: true }).map(({ key }) => key)).toEqual([samplePlan(2).key]);
  });

  it('keeps a run that is queued out', async () => {
    const store = await openedStore();
    store.queue.add('c', [samplePlan(1)]);
    expect(() => store.runs.delete([samplePlan(1).key])).toThrow(
      expect.objectContaining({ code: 'conflict' }),
    );
  });
});

function blobHash(home: string): string {
  const sqlite = new SqliteDatabase(join(home, 'lab.sqlite'), { readonly: true });
  const hash = sqlite.prepare('SELECT hash FROM payloads WHERE content IS NULL').pluck().get();
  sqlite.close();
  return String(hash);
}
