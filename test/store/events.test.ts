import SqliteDatabase from 'better-sqlite3';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { QueueEvent } from '../../shared/domain/queue.ts';
import { migrations } from '../../src-main/store/schema.ts';
import { samplePlan, sampleResult } from './sample-results.ts';
import { emptyHome, openedStore } from './sample-runs.ts';

const event = (message: string, kind: QueueEvent['kind'] = 'lab', run: string | null = null): QueueEvent => ({ at: '2026-11-29T17:30:05.000Z', message, run, kind });

describe('events', () => {
  it('are kept without steps, the latest first, also after reopening', async () => {
    const home = emptyHome();
    const first = await openedStore(home);
    const { key } = samplePlan(1);
    first.runs.finish(samplePlan(1), sampleResult(1), null);
    first.events.add([event('a'), event('s', 'step', key), event('b', 'run', key)]);
    first.events.add([event('c')]);
    first.close();
    const store = await openedStore(home);
    expect(store.events.latest(10)).toEqual([event('c'), event('b', 'run', key), event('a')]);
    expect(store.events.latest(1)).toEqual([event('c')]);
  });

  it('are the last 1,000', async () => {
    const store = await openedStore();
    store.events.add(Array.from({ length: 700 }, (_, at) => event(`first ${at}`)));
    expect(store.events.dropped()).toBe(false);
    store.events.add(Array.from({ length: 700 }, (_, at) => event(`then ${at}`)));
    expect(store.events.dropped()).toBe(true);
    const messages = store.events.latest(5000).map(({ message }) => message);
    expect(messages).toHaveLength(1000);
    expect([messages[0], messages[699], messages[700], messages[999]]).toEqual(['then 699', 'then 0', 'first 699', 'first 400']);
  });

  it('stay when their run is gone for good, and name none that is not there', async () => {
    const home = emptyHome();
    const store = await openedStore(home);
    store.runs.finish(samplePlan(1), sampleResult(1), null);
    store.events.add([event('a', 'run', samplePlan(1).key), event('b', 'run', 'f'.repeat(64))]);
    store.runs.delete([samplePlan(1).key]);
    store.emptyBin(new Date(Date.now() + 40 * 24 * 3600 * 1000));
    expect(store.runs.get(samplePlan(1).key)).toBe(null);
    expect(store.events.latest(10)).toEqual([event('b', 'run'), event('a', 'run')]);
  });

  it('have a place in a library from before there were any', async () => {
    const home = emptyHome();
    const before = migrations.findIndex((step) => step.includes('CREATE TABLE events'));
    const old = await openedStore(home, { migrations: migrations.slice(0, before) });
    old.runs.finish(samplePlan(1), sampleResult(1), null);
    old.close();
    const store = await openedStore(home);
    expect([store.events.latest(10), store.events.dropped()]).toEqual([[], false]);
    store.events.add([event('a')]);
    expect(store.runs.get(samplePlan(1).key)?.status).toBe('done');
    const sqlite = new SqliteDatabase(join(home, 'lab.sqlite'), { readonly: true });
    expect(sqlite.pragma('user_version', { simple: true })).toBe(migrations.length);
    sqlite.close();
  });
});
