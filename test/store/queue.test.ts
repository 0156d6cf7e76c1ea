import SqliteDatabase from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { emptyHome, openedStore } from './sample-runs.ts';
import { samplePlan, sampleResult } from './sample-results.ts';

const plans = [1, 2, 3].map(samplePlan);
const keys = plans.map(({ key }) => key);

describe('the queue', () => {
  it('keeps its order over restarts and hands out one run at a time', async () => {
    const home = emptyHome();
    const first = await openedStore(home);
    expect(first.queue.add('a', plans)).toEqual({ queued: keys, stored: [] });
    first.close();
    const store = await openedStore(home);
    expect(store.queue.list().map(({ key }) => key)).toEqual(keys);
    const claim = store.queue.claim();
    expect(claim).toMatchObject({ planned: plans[0], campaign: 'a' });
    expect(store.queue.list()[0]).toMatchObject({ state: 'running', mine: true });
    expect(store.runs.get(keys[0])?.status).toBe('running');
    expect(store.queue.claim()?.planned.key).toBe(keys[1]);
    expect(store.queue.claim({ keys: [keys[0]] })).toBeNull();
    expect(store.queue.claim({ campaign: 'b' })).toBeNull();
    expect(store.queue.claim({ campaign: 'a' })?.planned.key).toBe(keys[2]);
    expect(store.queue.claim()).toBeNull();
  });

  it('loses a run when it is done, failed or cancelled', async () => {
    const store = await openedStore();
    store.queue.add('a', plans);
    const [one, two, three] = [store.queue.claim(), store.queue.claim(), store.queue.claim()];
    if (!one || !two || !three) throw new Error('nothing to claim');
    store.runs.finish(one.planned, sampleResult(1), one.lease);
    store.runs.fail(two.planned.key, { code: 'failed', message: 'NaN', complaints: [] }, 2, two.lease);
    store.queue.cancelled(three.lease);
    expect(store.queue.list()).toEqual([]);
    expect([...store.runs.statuses(keys).values()].sort()).toEqual(['cancelled', 'done', 'failed']);
    expect(store.runs.get(keys[1])).toMatchObject({ error: 'NaN', seconds: 2 });
    expect(store.runs.details(keys[1]).error).toEqual({ code: 'failed', message: 'NaN', complaints: [] });
    expect(store.leases.holder(`run:${keys[0]}`)).toBeNull();
  });

  it('adds what is not done, takes done runs out of the bin, queues failed ones again', async () => {
    const store = await openedStore();
    store.runs.finish(plans[0], sampleResult(1), null);
    store.runs.delete([keys[0]]);
    store.queue.add('a', [plans[1]]);
    const claim = store.queue.claim();
    store.runs.fail(keys[1], { code: 'failed', message: 'NaN', complaints: [] }, 2, claim?.lease ?? null);
    expect(store.queue.add('a', plans)).toEqual({ queued: keys.slice(1), stored: [keys[0]] });
    expect(
      store.runs
        .list()
        .map(({ status }) => status)
        .sort(),
    ).toEqual(['done', 'queued', 'queued']);
    expect(store.runs.get(keys[1])?.error).toBeUndefined();
    expect(store.queue.add('b', plans).queued).toEqual(keys.slice(1));
    expect(store.queue.list().map(({ campaign }) => campaign)).toEqual(['a', 'a']);
  });

  it('cancels what waits at once and asks the one who works on the rest', async () => {
    const home = emptyHome();
    const store = await openedStore(home);
    const other = await openedStore(home);
    store.queue.add('a', plans);
    const claim = store.queue.claim();
    if (!claim) throw new Error('nothing to claim');
    expect(store.queue.heartbeat(claim.lease)).toBe('go on');
    expect(other.queue.cancel([...keys.slice(0, 2), 'unknown'])).toEqual({
      cancelled: [keys[1]],
      requested: [keys[0]],
    });
    expect(store.queue.heartbeat(claim.lease)).toBe('cancel');
    expect(store.queue.list()[0].cancelRequested).toBe(true);
    store.queue.cancelled(claim.lease);
    expect(other.queue.list().map(({ key }) => key)).toEqual([keys[2]]);
    expect(other.runs.get(keys[0])?.status).toBe('cancelled');
  });

  it('gives a run back to its old place', async () => {
    const store = await openedStore();
    store.queue.add('a', plans);
    const claim = store.queue.claim();
    if (!claim) throw new Error('nothing to claim');
    store.queue.release(claim.lease);
    expect(store.queue.heartbeat(claim.lease)).toBe('lost');
    expect(store.queue.claim()?.planned.key).toBe(keys[0]);
  });

  it('frees the runs of a store that is closed', async () => {
    const home = emptyHome();
    const first = await openedStore(home);
    first.queue.add('a', plans);
    first.queue.claim();
    const store = await openedStore(home);
    expect(store.queue.claim()?.planned.key).toBe(keys[1]);
    first.close();
    expect(store.queue.claim()?.planned.key).toBe(keys[0]);
  });
});

describe('leases', () => {
  it('are held by one, and fence off a holder that was overtaken', async () => {
    const home = emptyHome();
    const [slow, quick] = [await openedStore(home), await openedStore(home)];
    slow.queue.add('a', plans);
    const old = slow.queue.claim();
    if (!old) throw new Error('nothing to claim');
    expect(quick.leases.acquire(old.lease.name)).toBeNull();
    expect(quick.leases.holder(old.lease.name)).toBe(process.pid);

    const sqlite = new SqliteDatabase(`${home}/lab.sqlite`);
    sqlite.prepare('UPDATE leases SET heartbeat = heartbeat - 31000').run();
    sqlite.close();
    const taken = quick.queue.claim();
    expect(taken?.planned.key).toBe(keys[0]);
    expect(taken?.lease.fence).toBeGreaterThan(old.lease.fence);
    expect(slow.queue.heartbeat(old.lease)).toBe('lost');
    expect(slow.leases.renew(old.lease)).toBe(false);
    expect(() => slow.runs.finish(old.planned, sampleResult(1), old.lease)).toThrow(
      expect.objectContaining({ code: 'conflict' }),
    );
    slow.leases.release(old.lease);
    expect(slow.runs.get(keys[0])?.status).toBe('running');
    expect(quick.runs.finish(plans[0], sampleResult(1), taken?.lease ?? null)).toBe(true);
  });
});
