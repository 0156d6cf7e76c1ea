import { expect, test } from 'vitest';
import { queueStateSchema, runProgressSchema } from '../../../shared/domain/queue.ts';
import { provenanceSchema, runSchema } from '../../../shared/domain/run.ts';
import { cleanModelKey } from '../../../src-main/engine/catalogue.ts';
import { chooseKernels, kernelBuild, kernelBuildFor } from '../../../src-main/numeric/kernels/choice.ts';
import { checkpointKeys } from '../../../src-main/runs/engine-process/checkpoint-file.ts';
import { engineEnvironment } from '../../../src-main/runs/engine-process/engine-environment.ts';
import { runTitle } from '../../../src-main/runs/queue/run-title.ts';
import { readLog, until } from '../engine-process/toy-engine.ts';
import { openQueue, planToys, seedCampaign } from './queue-bench.ts';
import { computations, library, numbersOf, uninterrupted, work } from './toy-library.ts';

test('a campaign is computed in order, stored whole, published, and answered from the cache the second time', async () => {
  const home = await library({ every: { iterations: 3, pause: 5 } });
  const { queue, store, published } = await work(home);
  const { campaign, runs } = seedCampaign([3, 1, 2]);
  const keys = runs.map((run) => run.key);
  const first = queue.add({ campaign, runs });
  expect(first.queued).toBe(3);
  expect(first.runs.map((run) => [run.key, run.cached])).toEqual(keys.map((key) => [key, false]));
  const ended = await queue.whenEnded(keys);
  expect(ended.map((run) => [run.key, run.status, run.cached])).toEqual(
    keys.map((key) => [key, 'done', false]),
  );
  expect(
    readLog(home)
      .filter((line) => line.includes(' 1 '))
      .map((line) => line.split(' ')[0]),
  ).toEqual(keys);
  expect(readLog(home).filter((line) => line.startsWith('training '))).toHaveLength(1);
  expect(store.campaigns.runKeys('seeds')).toEqual(keys);
  expect(store.cleanModels.has(cleanModelKey(runs[0].config.dataset, runs[0].config.learner))).toBe(true);
  expect(checkpointKeys(home)).toEqual([]);

  const { provenance } = store.runs.details(keys[0]);
  expect(provenanceSchema.parse(provenance)).toMatchObject({
    host: 'test',
    node: process.versions.node,
    kernels: kernelBuild(),
    wasmHash: engineEnvironment().wasmHash,
    maliciousUsers: 5,
    coreSeconds: ended[0].seconds,
  });
  expect(provenance?.revisions.some((revision) => revision.startsWith('attack:uniform@'))).toBe(true);

  expect(
    published.filter((event) => event.topic === 'campaigns.finished').map((event) => event.payload),
  ).toEqual([{ campaign: 'seeds', done: 3, failed: 0 }]);
  for (const event of published) {
    if (event.topic === 'queue.changed') queueStateSchema.parse(event.payload);
    if (event.topic === 'runs.progress') runProgressSchema.parse(event.payload);
    if (event.topic === 'runs.changed') event.payload.runs.forEach((run) => runSchema.parse(run));
  }
  const told = published.flatMap((event) => (event.topic === 'runs.changed' ? event.payload.runs : []));
  expect(new Set(told.map((run) => run.key))).toEqual(new Set(keys));

  const before = readLog(home).length;
  const second = queue.add({ campaign, runs });
  expect(second).toMatchObject({ queued: 0 });
  expect((await queue.whenEnded(keys)).every((run) => run.status === 'done')).toBe(true);
  expect(readLog(home)).toHaveLength(before);
});

test('the same numbers for 1, 2 and 4 threads', async () => {
  const seeds = [1, 2, 3, 4, 5];
  const answers: unknown[] = [];
  for (const threads of [1, 2, 4]) {
    const home = await library({ every: { iterations: 5, pause: 2 } });
    const bench = await openQueue(home, threads);
    const { campaign, runs } = seedCampaign(seeds);
    bench.queue.add({ campaign, runs });
    await bench.queue.whenEnded(runs.map((run) => run.key));
    answers.push(numbersOf(bench, runs));
    await bench.close();
  }
  expect(answers[1]).toEqual(answers[0]);
  expect(answers[2]).toEqual(answers[0]);
});

test('cancel stops a running run within a step and waiting ones at once; retry continues from the checkpoint', async () => {
  const plan = { every: { iterations: 20, pause: 300 } };
  const home = await library(plan);
  const bench = await work(home);
  const { campaign, runs } = seedCampaign([1, 2]);
  const keys = runs.map((run) => run.key);
  bench.queue.add({ campaign, runs });
  await until(() => readLog(home).length > 2);
  const before = readLog(home).length;
  expect(bench.queue.cancelCampaign('seeds').sort()).toEqual([...keys].sort());
  const ended = await bench.queue.whenEnded(keys);
  expect(ended.map((run) => run.status)).toEqual(['cancelled', 'cancelled']);
  expect(readLog(home).length - before).toBeLessThanOrEqual(1);
  expect(checkpointKeys(home)).toEqual([keys[0]]);
  expect(
    bench.published.filter((event) => event.topic === 'campaigns.finished').map((event) => event.payload),
  ).toEqual([{ campaign: 'seeds', done: 0, failed: 0 }]);

  planToys(home, { every: { ...plan.every, pause: 0 } });
  expect(bench.queue.retry(keys)).toBe(2);
  await bench.queue.whenEnded(keys);
  expect(numbersOf(bench, runs)).toEqual(await uninterrupted(plan, [1, 2]));
  expect(computations(home).filter((line) => line === `${keys[0]} 1`)).toHaveLength(1);
});

test('a run that fails is stored as failed with its message, the others go on, a retry may succeed', async () => {
  const home = await library({ every: { iterations: 5, pause: 2 }, seeds: { 2: { failAt: 3 } } });
  const bench = await work(home, 2);
  const { campaign, runs } = seedCampaign([1, 2, 3]);
  const keys = runs.map((run) => run.key);
  bench.queue.add({ campaign, runs });
  const ended = await bench.queue.whenEnded(keys);
  expect(ended.map((run) => [run.status, run.error])).toEqual([
    ['done', undefined],
    ['failed', 'the toy broke'],
    ['done', undefined],
  ]);
  expect(bench.published.find((event) => event.topic === 'campaigns.finished')?.payload).toEqual({
    campaign: 'seeds',
    done: 2,
    failed: 1,
  });
  planToys(home, { every: { iterations: 5, pause: 2 } });
  expect(bench.queue.retry([keys[1]])).toBe(1);
  expect((await bench.queue.whenEnded([keys[1]]))[0]).toMatchObject({ status: 'done', cached: false });
});

test('a run that kills the engine every time fails with a message, the others are done', async () => {
  const home = await library({
    every: { iterations: 8, pause: 5 },
    seeds: { 2: { killAt: 2, always: true } },
  });
  const bench = await work(home, 2);
  const { campaign, runs } = seedCampaign([1, 2, 3]);
  bench.queue.add({ campaign, runs });
  const ended = await bench.queue.whenEnded(runs.map((run) => run.key));
  expect(ended.map((run) => run.status)).toEqual(['done', 'failed', 'done']);
  expect(ended[1].error).toMatch(/3 times/);
});

test.skipIf(kernelBuildFor('auto') === 'plain')(
  'runs that were queued with other kernels wait for a process that has them; tried again here, they say why not',
  async () => {
    const home = await library({ every: { iterations: 2, pause: 0 } });
    chooseKernels('plain');
    const { campaign, runs: plain } = seedCampaign([1, 2]);
    chooseKernels('auto');
    const { store, queue } = await work(home);
    store.campaigns.save(campaign);
    store.queue.add(campaign.name, plain);
    const { campaign: own, runs } = seedCampaign([3], 'own');
    queue.add({ campaign: own, runs });
    expect((await queue.whenEnded([runs[0].key]))[0].status).toBe('done');
    expect(store.queue.list().map(({ key, state }) => [key, state])).toEqual(
      plain.map(({ key }) => [key, 'waiting']),
    );
    expect(
      queue
        .state()
        .events.filter(({ message }) => message.includes('waits for a process with the plain kernels')),
    ).toHaveLength(2);
    queue.cancel([plain[1].key]);
    queue.retry([plain[1].key]);
    const [refused] = await queue.whenEnded([plain[1].key]);
    expect(refused).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('with the plain kernels') as string,
    });
    await queue.close();

    chooseKernels('plain');
    try {
      const next = await work(home);
      expect((await next.queue.whenEnded([plain[0].key]))[0].status).toBe('done');
      expect(next.store.runs.details(plain[0].key).provenance?.kernels).toBe('plain');
    } finally {
      chooseKernels('auto');
    }
  },
);

test('the state tells order, progress, counts and what happened', async () => {
  const home = await library({ every: { iterations: 1000, pause: 10 } });
  const bench = await work(home);
  const { campaign, runs } = seedCampaign([1, 2, 3]);
  bench.queue.add({ campaign, runs });
  await until(() => (bench.queue.state().entries[0].progress?.iteration ?? 0) >= 5);
  const state = queueStateSchema.parse(bench.queue.state());
  expect(state.entries.map((entry) => [entry.run.key, entry.campaign, entry.run.status])).toEqual([
    [runs[0].key, 'seeds', 'running'],
    [runs[1].key, 'seeds', 'queued'],
    [runs[2].key, 'seeds', 'queued'],
  ]);
  expect(state).toMatchObject({ finished: 0, total: 3, threads: 1, engine: 'busy', etaSeconds: null });
  const progress = state.entries[0].progress!;
  expect(progress.trace.map((point) => point.iteration)).toEqual(progress.trace.map((_, at) => at + 1));
  expect(progress.etaSeconds).toBeGreaterThan(0);
  bench.queue.cancel([runs[1].key]);
  expect(bench.queue.state()).toMatchObject({ finished: 1, total: 3 });
  const { events } = bench.queue.state();
  expect(events[0].run).toBe(runs[1].key);
  expect(events.map(({ message }) => message)).toContain(`Started ${runs[0].label}, 5 %, seed 1`);
  // Also of a run that works alone.
  const titles = new Map(runs.map((run) => [run.key, runTitle(run)]));
  expect(events.filter(({ kind }) => kind === 'step').length).toBeGreaterThan(0);
  expect(events.filter(({ run, message }) => run !== null && !message.includes(titles.get(run) ?? 'nothing'))).toEqual([]);
});

test('what happened outlives the process, but for steps, with what runs reached', async () => {
  const home = await library({ every: { iterations: 3, pause: 1 }, seeds: { 2: { failAt: 2 } } });
  const first = await openQueue(home);
  const { campaign, runs } = seedCampaign([1, 2]);
  first.queue.add({ campaign, runs });
  const [done] = await first.queue.whenEnded(runs.map(({ key }) => key));
  first.queue.pause(null);
  const before = first.queue.state().events.filter(({ kind }) => kind !== 'step');
  await first.close();

  const { events } = (await work(home)).queue.state();
  expect(events).toEqual(before);
  const result = `RMSE ${done.metrics?.predictionShiftRmse.toFixed(3)}`;
  expect(events.map(({ message }) => message)).toEqual([
    'The queue is paused; checkpoints are kept.',
    `Failed ${runTitle(runs[1])}: the toy broke`,
    `Started ${runTitle(runs[1])}`,
    expect.stringMatching(new RegExp(`^Done ${runTitle(runs[0])}: ${result}, .*iterations?, [\\d.]+ s$`)) as string,
    `Started ${runTitle(runs[0])}`,
    'The engine started.',
    'Queued 2 runs of seeds.',
  ]);
  expect(events.map(({ run }) => run)).toEqual([null, runs[1].key, runs[1].key, runs[0].key, runs[0].key, null, null]);
});

test('tells how many runs of a campaign were stored, and counts them for the day', async () => {
  const home = await library({ every: { iterations: 1, pause: 0 } });
  const bench = await work(home);
  const { campaign, runs } = seedCampaign([1, 2, 3]);
  bench.queue.add({ campaign, runs: runs.slice(0, 2) });
  await bench.queue.whenEnded(runs.slice(0, 2).map(({ key }) => key));
  expect(bench.queue.state().fromStore).toBe(0);
  bench.queue.add({ campaign, runs });
  await bench.queue.whenEnded([runs[2].key]);
  bench.queue.add({ campaign, runs });
  const { events, fromStore } = bench.queue.state();
  expect(fromStore).toBe(5);
  const told = events.map(({ message }) => message).filter((message) => message.includes('seeds'));
  expect(told).toEqual(['From the store, nothing computed: 3 runs of seeds.', 'From the store, nothing computed: 2 runs of seeds.', 'Queued 1 run of seeds.', 'Queued 2 runs of seeds.']);
});

test('cancelling the only run that waits for a clean model stops its training', async () => {
  const home = await library({ every: { iterations: 1, pause: 0 }, cleanPause: 60_000 });
  const bench = await work(home);
  const { campaign, runs } = seedCampaign([1]);
  bench.queue.add({ campaign, runs });
  await until(() => readLog(home).length > 0);
  bench.queue.cancel([runs[0].key]);
  expect((await bench.queue.whenEnded([runs[0].key]))[0].status).toBe('cancelled');
  await until(() => readLog(home).some((line) => line.startsWith('stopped ')));
});

test('a clean model that another run waits for is trained to its end', async () => {
  const home = await library({ every: { iterations: 1, pause: 0 }, cleanPause: 1000 });
  const bench = await work(home, 2);
  const { campaign, runs } = seedCampaign([1, 2]);
  const keys = runs.map((run) => run.key);
  bench.queue.add({ campaign, runs });
  await until(() => readLog(home).length > 0);
  bench.queue.cancel([keys[0]]);
  const ended = await bench.queue.whenEnded(keys);
  expect(ended.map((run) => run.status)).toEqual(['cancelled', 'done']);
  expect(readLog(home).map((line) => line.split(' ')[0])).toEqual(['training', 'clean', keys[1]]);
});

test('a run that another version queued under another key fails with what to do', async () => {
  const home = await library({ every: { iterations: 1, pause: 0 } });
  const bench = await work(home);
  const { campaign, runs } = seedCampaign([1]);
  const key = 'a'.repeat(64);
  bench.queue.add({ campaign, runs: [{ ...runs[0], key }] });
  const [run] = await bench.queue.whenEnded([key]);
  expect(run).toMatchObject({
    status: 'failed',
    error: expect.stringMatching(/Add its campaign again/) as string,
  });
});
