import { expect, it, onTestFinished, vi } from 'vitest';
import { createCleanModels } from '../../../src-main/runs/queue/clean-models.ts';
import type { Engine } from '../../../src-main/runs/engine-process/client.ts';
import { openStore } from '../../../src-main/store/store.ts';
import { noModel } from '../engine-process/toy-jobs.ts';
import { smallLibrary, smallRun } from './small-data.ts';

it('survives a library that cannot be written while a clean model is trained', async () => {
  const store = await openStore(await smallLibrary());
  onTestFinished(() => store.close());
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  let finish: (reason: Error) => void = () => {};
  const engine = {
    trainClean: () => new Promise((_, reject) => (finish = reject)),
    cancel: () => undefined,
  } as Partial<Engine> as Engine;
  const renew = vi.spyOn(store.leases, 'renew').mockImplementation(() => {
    throw new Error('database is locked');
  });
  const { config } = smallRun({ id: 'uniform', config: {} }, 'exact');
  const asked = createCleanModels(store, engine).get(config.dataset, config.learner);

  vi.advanceTimersByTime(20_000);
  expect(renew).toHaveBeenCalled();

  finish(new Error('ended by the test'));
  await expect(asked).rejects.toThrow('ended by the test');
});

it('trains none that another process stored between the look and the lease', async () => {
  const store = await openStore(await smallLibrary());
  onTestFinished(() => store.close());
  const { config } = smallRun({ id: 'uniform', config: {} }, 'exact');
  const acquire = store.leases.acquire.bind(store.leases);
  const leased = vi.spyOn(store.leases, 'acquire').mockImplementation((name) => {
    store.cleanModels.put(name.replace('clean-model:', ''), noModel, config.dataset);
    return acquire(name);
  });
  const trainClean = vi.fn();
  const models = createCleanModels(store, { trainClean, cancel: () => undefined } as Partial<Engine> as Engine);
  expect((await models.get(config.dataset, config.learner)).rank).toBe(noModel.rank);
  expect(trainClean).not.toHaveBeenCalled();
  // The lease is let go again.
  expect(acquire(leased.mock.calls[0][0])).not.toBeNull();
});
