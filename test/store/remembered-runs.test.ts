import { describe, expect, it } from 'vitest';
import type { Store } from '../../src-main/store/store.ts';
import { emptyHome, openedStore, sampleDataset } from './sample-runs.ts';
import { samplePlan, sampleResult } from './sample-results.ts';

describe('runs that were listed before', () => {
  it('are the same objects while nothing changes, also in lists of chosen ones', async () => {
    const store = await openedStore();
    for (const seed of [1, 2, 3]) store.runs.finish(samplePlan(seed), sampleResult(seed), null);
    const before = store.runs.list();
    expect(before).toHaveLength(3);
    store.runs.list().forEach((run, at) => expect(run).toBe(before[at]));
    const [chosen] = store.runs.list({ keys: [samplePlan(2).key] });
    expect(before.filter((run) => run === chosen)).toHaveLength(1);
  });

  it('say after every change what a library says that is opened anew', async () => {
    const home = emptyHome();
    const store = await openedStore(home);
    const plans = [1, 2, 3, 4].map(samplePlan);
    const dataset = store.datasets.add(sampleDataset('ml-100k', { fingerprint: plans[0].config.dataset }));
    // Begins like the first, so that the short names of both grow.
    const namesake = { ...samplePlan(5), key: `${plans[0].key.slice(0, 12)}${'0'.repeat(52)}` };
    const changes: Record<string, (other: Store) => void> = {
      'a run is queued': () => store.queue.add('sample', [plans[0], plans[1]]),
      'one runs': () => void store.queue.claim({ keys: [plans[0].key] }),
      'it is done': () => store.runs.finish(plans[0], sampleResult(1), null),
      'one fails': () => store.runs.fail(plans[1].key, { code: 'failed', message: 'no end', complaints: [] }, 3, null),
      'another process finishes one': (other) => other.runs.finish(plans[2], sampleResult(3), null),
      'its data set has another name': () => store.datasets.rename(dataset.fingerprint, 'films'),
      'one goes into the bin': () => void store.runs.delete([plans[2].key]),
      'it comes back': () => void store.runs.restore([plans[2].key]),
      'another process puts it into the bin': (other) => void other.runs.delete([plans[2].key]),
      'a failed one is done after all': () => store.runs.finish(plans[1], sampleResult(7), null),
      'a key begins like another': () => store.runs.finish(namesake, sampleResult(5), null),
      'another process starts one': (other) => {
        other.queue.add('sample', [plans[3]]);
        other.queue.claim({ keys: [plans[3].key] });
      },
    };
    const other = await openedStore(home);
    for (const [change, make] of Object.entries(changes)) {
      const keys = [...plans, namesake].map(({ key }) => key);
      const before = JSON.stringify([store.runs.list(), store.runs.list({ deleted: true }), store.runs.list({ keys })]);
      make(other);
      // By keys first, which is answered from memory where nothing can have changed; opening the library anew writes in it.
      const chosen = keys.map((key) => store.runs.list({ keys: [key] }));
      const now = [store.runs.list(), store.runs.list({ deleted: true }), store.runs.list({ keys })];
      const fresh = await openedStore(home);
      expect(chosen, change).toEqual(keys.map((key) => fresh.runs.list({ keys: [key] })));
      expect(now, change).toEqual([fresh.runs.list(), fresh.runs.list({ deleted: true }), fresh.runs.list({ keys })]);
      expect(JSON.stringify(now), change).not.toBe(before);
    }
  });
});
