import { describe, expect, it } from 'vitest';
import { samplePlan, sampleResult } from './sample-results.ts';
import { emptyHome, openedStore, sampleCampaign } from './sample-runs.ts';

const nothing = { addTags: [], removeTags: [] };
const later = () => new Date(Date.now() + 31 * 24 * 3600 * 1000);

describe('what people write on runs', () => {
  it('is read back after reopening, tags sorted and each once', async () => {
    const home = emptyHome();
    const first = await openedStore(home);
    const keys = [1, 2, 3].map((seed) => samplePlan(seed).key);
    for (const seed of [1, 2, 3]) first.runs.finish(samplePlan(seed), sampleResult(seed), null);
    first.annotations.change(keys.slice(0, 2), { starred: true, addTags: ['figure 1', 'audited'], removeTags: [] });
    first.annotations.change([keys[0]], { ...nothing, addTags: ['audited'], note: 'Look *again*.' });
    first.close();
    const store = await openedStore(home);
    expect(store.annotations.get(keys[0])).toEqual({
      run: keys[0],
      starred: true,
      tags: ['audited', 'figure 1'],
      note: 'Look *again*.',
    });
    expect(store.annotations.get(keys[2])).toEqual({ run: keys[2], starred: false, tags: [], note: '' });
    expect(store.annotations.list()).toEqual(keys.slice(0, 2).sort().map(store.annotations.get));
  });

  it('changes only what is named, and leaves no trace when all is taken back', async () => {
    const store = await openedStore();
    const { key } = samplePlan(1);
    store.runs.finish(samplePlan(1), sampleResult(1), null);
    store.annotations.change([key], { starred: true, addTags: ['a', 'b'], removeTags: [], note: 'n' });
    expect(store.annotations.change([key], { ...nothing, note: '' })).toEqual([
      { run: key, starred: true, tags: ['a', 'b'], note: '' },
    ]);
    store.annotations.change([key], { ...nothing, removeTags: ['a', 'unknown'] });
    expect(store.annotations.get(key).tags).toEqual(['b']);
    store.annotations.change([key], { ...nothing, starred: false, removeTags: ['b'] });
    expect(store.annotations.list()).toEqual([]);
  });

  it('is part of neither key nor result: the run is what it was, and a star does not make it computed again', async () => {
    const store = await openedStore();
    const { key } = samplePlan(1);
    store.runs.finish(samplePlan(1), sampleResult(1), null);
    const before = JSON.stringify([store.runs.details(key), store.runs.profiles(key)]);
    store.annotations.change([key], { starred: true, addTags: ['a'], removeTags: [], note: 'n' });
    expect(JSON.stringify([store.runs.details(key), store.runs.profiles(key)])).toBe(before);
    expect(store.runs.finish(samplePlan(1), sampleResult(2), null)).toBe(false);
    expect(JSON.stringify([store.runs.details(key), store.runs.profiles(key)])).toBe(before);
  });

  it('stays with a run in the bin, comes back with it, and goes for good with it', async () => {
    const store = await openedStore();
    const { key } = samplePlan(1);
    expect(() => store.annotations.change([key], { ...nothing, starred: true })).toThrow();
    store.runs.finish(samplePlan(1), sampleResult(1), null);
    store.annotations.change([key], { starred: true, addTags: ['a'], removeTags: [] });
    store.runs.delete([key]);
    store.emptyBin();
    store.runs.restore([key]);
    expect(store.annotations.get(key)).toMatchObject({ starred: true, tags: ['a'] });
    store.runs.delete([key]);
    store.emptyBin(later());
    expect(store.annotations.list()).toEqual([]);
  });

  it('is written on all runs or on none', async () => {
    const store = await openedStore();
    const { key } = samplePlan(1);
    store.runs.finish(samplePlan(1), sampleResult(1), null);
    expect(() => store.annotations.change([key, 'unknown'], { ...nothing, starred: true })).toThrow();
    expect(store.annotations.list()).toEqual([]);
  });
});

describe('where a run belongs and what computed it', () => {
  it('names the campaigns that list it, and nothing for what is not computed', async () => {
    const store = await openedStore();
    store.runs.finish(samplePlan(1), sampleResult(1), null);
    for (const name of ['second', 'first']) store.campaigns.save(sampleCampaign(name));
    const plan = (seed: number) => samplePlan(seed);
    store.queue.add('second', [plan(2)]);
    for (const name of ['second', 'first']) store.campaigns.setRuns(name, [plan(1).key, plan(2).key]);
    const origins = new Map(store.runs.origins().map((origin) => [origin.run, origin]));
    expect(origins.get(plan(1).key)).toEqual({
      run: plan(1).key,
      campaigns: ['first', 'second'],
      application: '0.1.0',
      kernels: 'none',
    });
    expect(origins.get(plan(2).key)).toMatchObject({ application: null, kernels: null });
    store.campaigns.delete('first');
    expect(store.runs.origins().map(({ campaigns }) => campaigns)).toEqual([['second'], ['second']]);
  });
});

describe('saved views', () => {
  it('keep their order and survive reopening; saving again takes the place', async () => {
    const home = emptyHome();
    const first = await openedStore(home);
    for (const name of ['b', 'a']) first.views.save({ name, query: `q=${name}` });
    first.views.save({ name: 'b', query: 'q=later' });
    first.close();
    const store = await openedStore(home);
    expect(store.views.list()).toEqual([
      { name: 'b', query: 'q=later' },
      { name: 'a', query: 'q=a' },
    ]);
  });

  it('are renamed unless the name is taken', async () => {
    const store = await openedStore();
    for (const name of ['a', 'b']) store.views.save({ name, query: name });
    expect(store.views.rename('a', 'c')).toEqual({ name: 'c', query: 'a' });
    expect(store.views.rename('c', 'c')).toEqual({ name: 'c', query: 'a' });
    expect(() => store.views.rename('c', 'b')).toThrow(/saved already/);
    expect(() => store.views.rename('gone', 'd')).toThrow(/No view "gone"/);
  });

  it('come back from the bin within 30 days, in their old place, unless the name is taken', async () => {
    const store = await openedStore();
    for (const name of ['a', 'b']) store.views.save({ name, query: `first ${name}` });
    store.views.delete('a');
    expect(store.views.list()).toHaveLength(1);
    store.emptyBin();
    expect(store.views.restore('a')).toEqual({ name: 'a', query: 'first a' });
    expect(store.views.list().map(({ name }) => name)).toEqual(['a', 'b']);
    store.views.delete('a');
    store.views.save({ name: 'a', query: 'second' });
    expect(() => store.views.restore('a')).toThrow(/saved already/);
    store.views.delete('a');
    expect(store.views.restore('a').query).toBe('second');
    store.views.delete('a');
    store.emptyBin(later());
    expect(() => store.views.restore('a')).toThrow(/No view "a"/);
    expect(() => store.views.delete('a')).toThrow(/No view "a"/);
  });
});
