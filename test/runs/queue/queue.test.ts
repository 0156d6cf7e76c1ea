import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { queueStateSchema, runProgressSchema } from '../../../shared/domain/queue.ts';
import type { Run } from '../../../shared/domain/run.ts';
import { provenanceSchema, runSchema } from '../../../shared/domain/run.ts';
import { cleanModelKey } from '../../../src-main/engine/catalogue.ts';
import { checkpointKeys } from '../../../src-main/runs/engine-process/checkpoint-file.ts';
import { openStore } from '../../../src-main/store/store.ts';
import { alive, readLog, until } from '../engine-process/toy-engine.ts';
import { newHome, openQueue, planToys, seedCampaign } from './queue-bench.ts';
import type { QueueBench, ToyPlan } from './queue-bench.ts';

const homes: string[] = [];
const open: QueueBench[] = [];
afterEach(async () => {
  for (const bench of open.splice(0)) await bench.close();
  for (const home of homes.splice(0)) rmSync(home, { recursive: true, force: true });
});

async function library(plan: ToyPlan): Promise<string> {
  const home = await newHome(plan);
  homes.push(home);
  return home;
}

async function work(...request: Parameters<typeof openQueue>): Promise<QueueBench> {
  const bench = await openQueue(...request);
  open.push(bench);
  return bench;
}

/** Starts a host process on a library; `first` is its first message, `ended` what its runs became. */
function host(home: string, seeds: readonly number[], threads = 1) {
  const entry = fileURLToPath(new URL('./queue-host.ts', import.meta.url));
  const child: ChildProcess = fork(entry, [home, seeds.join(','), String(threads)], { execArgv: [] });
  const ended = new Promise<Run[]>((resolve) => {
    child.on('message', (message: { ended?: Run[] }) => message.ended && resolve(message.ended));
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return { child, ended, gone };
}

/** Metrics and profile bytes of every run of an uninterrupted campaign on a library of its own, without pauses. */
async function uninterrupted({ every }: ToyPlan, seeds: readonly number[]) {
  const home = await library({ every: { ...every, pause: 0 } });
  const bench = await openQueue(home, 2);
  const { campaign, runs } = seedCampaign(seeds);
  bench.queue.add({ campaign, runs });
  await bench.queue.whenEnded(runs.map((run) => run.key));
  const numbers = numbersOf(bench, runs);
  await bench.close();
  return numbers;
}

function numbersOf({ store }: Pick<QueueBench, 'store'>, runs: readonly { key: string }[]) {
  return runs.map(({ key }) => {
    const { run, series } = store.runs.details(key);
    return { status: run.status, metrics: run.metrics, series, profiles: store.runs.profiles(key) };
  });
}

function computations(home: string): string[] {
  return readLog(home)
    .map((line) => line.split(' ').slice(0, 2).join(' '))
    .sort();
}

test('a campaign is computed in order, stored whole, published, and answered from the cache the second time', async () => {
  const home = await library({ every: { iterations: 3, pause: 5 } });
  const { queue, store, published } = await work(home);
  const { campaign, runs } = seedCampaign([3, 1, 2]);
  const keys = runs.map((run) => run.key);
  const first = queue.add({ campaign, runs });
  expect(first.queued).toBe(3);
  expect(first.runs.map((run) => [run.key, run.cached])).toEqual(keys.map((key) => [key, false]));
  const ended = await queue.whenEnded(keys);
  expect(ended.map((run) => [run.key, run.status, run.cached])).toEqual(keys.map((key) => [key, 'done', false]));
  expect(readLog(home).filter((line) => line.includes(' 1 ')).map((line) => line.split(' ')[0])).toEqual(keys);
  expect(readLog(home).filter((line) => line.startsWith('clean '))).toHaveLength(1);
  expect(store.campaigns.runKeys('seeds')).toEqual(keys);
  expect(store.cleanModels.has(cleanModelKey(runs[0].config.dataset, runs[0].config.learner))).toBe(true);
  expect(checkpointKeys(home)).toEqual([]);

  const { provenance } = store.runs.details(keys[0]);
  expect(provenanceSchema.parse(provenance)).toMatchObject({ host: 'test', node: process.versions.node, maliciousUsers: 5 });
  expect(provenance?.revisions.some((revision) => revision.startsWith('attack:uniform@'))).toBe(true);

  expect(published.filter((event) => event.topic === 'campaigns.finished').map((event) => event.payload)).toEqual([
    { campaign: 'seeds', done: 3, failed: 0 },
  ]);
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

test('a second process answers stored runs from the cache', async () => {
  const home = await library({ every: { iterations: 3, pause: 0 } });
  const first = host(home, [1, 2]);
  expect((await first.ended).map((run) => [run.status, run.cached])).toEqual([['done', false], ['done', false]]);
  await first.gone;
  const before = readLog(home).length;
  const second = host(home, [1, 2]);
  expect((await second.ended).map((run) => [run.status, run.cached])).toEqual([['done', true], ['done', true]]);
  await second.gone;
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

test('SIGKILL of the engine process midway: the same numbers as uninterrupted, nothing computed twice', async () => {
  const plan = { every: { iterations: 12, pause: 10 } };
  const home = await library(plan);
  const bench = await work(home, 2);
  const { campaign, runs } = seedCampaign([1, 2, 3, 4]);
  bench.queue.add({ campaign, runs });
  await until(() => readLog(home).length > 8);
  process.kill(bench.engine.pid()!, 'SIGKILL');
  await until(() => readLog(home).length > 30);
  process.kill(bench.engine.pid()!, 'SIGKILL');
  await bench.queue.whenEnded(runs.map((run) => run.key));
  expect(numbersOf(bench, runs)).toEqual(await uninterrupted(plan, [1, 2, 3, 4]));
  expect(bench.queue.state().events.some((event) => /continue from their checkpoints/.test(event.message))).toBe(true);
  for (const { key } of runs) expect(computations(home).filter((line) => line === `${key} 1`)).toHaveLength(1);
});

test('SIGKILL of the host process midway: no finished run is lost, the rest goes on and ends the same', async () => {
  const plan = { every: { iterations: 12, pause: 10 } };
  const home = await library(plan);
  const seeds = [1, 2, 3, 4];
  const { runs } = seedCampaign(seeds);
  const killed = host(home, seeds, 1);
  await until(() => readLog(home).some((line) => line.startsWith(`${runs[1].key} 6 `)));
  killed.child.kill('SIGKILL');
  await killed.gone;
  const dead = Number(readLog(home)[0].split(' ')[2]);
  await until(() => !alive(dead));
  const between = await openStore(home);
  const finished = runs.filter((run) => between.runs.get(run.key)?.status === 'done').map((run) => run.key);
  between.close();
  expect(finished).toContain(runs[0].key);
  const before = readLog(home);

  const bench = await work(home, 1);
  const ended = await bench.queue.whenEnded(runs.map((run) => run.key));
  expect(ended.map((run) => run.status)).toEqual(['done', 'done', 'done', 'done']);
  expect(numbersOf(bench, runs)).toEqual(await uninterrupted(plan, seeds));
  const after = readLog(home).slice(before.length);
  expect(after.some((line) => line.startsWith(runs[0].key))).toBe(false);
  expect(after.some((line) => line.startsWith(`${runs[1].key} 1 `))).toBe(false);
});

test('two hosts on one library never compute a key twice, and both see every result', async () => {
  const home = await library({ every: { iterations: 6, pause: 10 } });
  const seeds = [1, 2, 3, 4, 5, 6];
  const hosts = [host(home, seeds, 1), host(home, [...seeds].reverse(), 1)];
  const answers = await Promise.all(hosts.map((each) => each.ended));
  await Promise.all(hosts.map((each) => each.gone));
  for (const answer of answers) expect(answer.every((run) => run.status === 'done')).toBe(true);
  const lines = computations(home);
  expect(new Set(lines).size).toBe(lines.length);
  expect(lines).toHaveLength(6 * 6 + 1);
  const computedBy = answers.map((answer) => answer.filter((run) => !run.cached).length);
  expect(computedBy[0] + computedBy[1]).toBe(6);
});

test('a host waits for the run of another and takes it over when that one is killed', async () => {
  const plan = { every: { iterations: 30, pause: 20 } };
  const home = await library(plan);
  const { campaign, runs } = seedCampaign([1]);
  const other = host(home, [1]);
  await until(() => readLog(home).length > 4);
  const bench = await work(home, 1, 'added');
  bench.queue.add({ campaign, runs });
  expect(bench.queue.state().entries[0].run.status).toBe('running');
  expect(bench.engine.pid()).toBeUndefined();
  other.child.kill('SIGKILL');
  await bench.queue.whenEnded([runs[0].key]);
  expect(numbersOf(bench, runs)).toEqual(await uninterrupted(plan, [1]));
  expect(computations(home).filter((line) => line === `${runs[0].key} 1`)).toHaveLength(1);
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
  expect(bench.published.filter((event) => event.topic === 'campaigns.finished').map((event) => event.payload)).toEqual([
    { campaign: 'seeds', done: 0, failed: 0 },
  ]);

  planToys(home, { every: { ...plan.every, pause: 0 } });
  expect(bench.queue.retry(keys)).toBe(2);
  await bench.queue.whenEnded(keys);
  expect(numbersOf(bench, runs)).toEqual(await uninterrupted(plan, [1, 2]));
  expect(computations(home).filter((line) => line === `${keys[0]} 1`)).toHaveLength(1);
});

test('one process cancels what another computes', async () => {
  const home = await library({ every: { iterations: 2000, pause: 10 } });
  const other = host(home, [1]);
  await until(() => readLog(home).length > 3);
  const bench = await work(home, 1, 'added');
  const { runs } = seedCampaign([1]);
  expect(bench.queue.cancel([runs[0].key])).toEqual([runs[0].key]);
  expect((await other.ended)[0].status).toBe('cancelled');
  expect((await bench.queue.whenEnded([runs[0].key]))[0].status).toBe('cancelled');
  await other.gone;
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

test('closing gives running runs back; the next session goes on where they were', async () => {
  const plan = { every: { iterations: 30, pause: 10 } };
  const home = await library(plan);
  const first = await openQueue(home);
  const { campaign, runs } = seedCampaign([1]);
  first.queue.add({ campaign, runs });
  await until(() => readLog(home).length > 5);
  await first.close();
  const bench = await work(home);
  expect(bench.queue.state().entries).toHaveLength(1);
  await bench.queue.whenEnded([runs[0].key]);
  expect(numbersOf(bench, runs)).toEqual(await uninterrupted(plan, [1]));
  expect(computations(home).filter((line) => line === `${runs[0].key} 1`)).toHaveLength(1);
});

test('the state tells order, progress, counts and what happened', async () => {
  const home = await library({ every: { iterations: 50, pause: 10 } });
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
  expect(bench.queue.state().events[0].run).toBe(runs[1].key);
});
