import { fork } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEngine } from '../../../src-main/runs/engine-process/client.ts';
import { checkpointKeys } from '../../../src-main/runs/engine-process/checkpoint-file.ts';
import { inlineEngine } from '../../../src-main/runs/engine-process/inline-engine.ts';
import { createCleanModels } from '../../../src-main/runs/queue/clean-models.ts';
import type { PlannedRun } from '../../../src-main/store/runs.ts';
import { openStore } from '../../../src-main/store/store.ts';
import { until } from '../engine-process/toy-engine.ts';
import { openQueue, seedCampaign } from './queue-bench.ts';
import type { QueueBench } from './queue-bench.ts';
import { everyAttack, labWorker, longRun, smallLibrary, target } from './small-data.ts';

const { campaign } = seedCampaign([1], 'real');
const homes: string[] = [];
let expected: ReturnType<typeof numbersOf> = [];

beforeAll(async () => {
  const bench = await openQueue(await library(), 1, 'library', labWorker);
  bench.queue.add({ campaign, runs: everyAttack });
  const ended = await bench.queue.whenEnded(everyAttack.map((run) => run.key));
  expect(ended.map((run) => [run.status, run.error])).toEqual(everyAttack.map(() => ['done', undefined]));
  expected = numbersOf(bench, everyAttack);
  await bench.close();
});
afterAll(() => homes.forEach((home) => rmSync(home, { recursive: true, force: true })));

async function library(): Promise<string> {
  const home = await smallLibrary();
  homes.push(home);
  return home;
}

function numbersOf({ store }: Pick<QueueBench, 'store'>, runs: readonly PlannedRun[]) {
  return runs.map(({ key }) => {
    const { run, series, targets, warnings } = store.runs.details(key);
    return { metrics: run.metrics, series, targets, warnings, profiles: store.runs.profiles(key) };
  });
}

function expectedOf(run: PlannedRun) {
  return [expected[everyAttack.indexOf(run)]];
}

/** How far the live curve of the long run is, by what was published. */
function iterationsOf({ published }: QueueBench): number {
  const progress = published.filter((event) => event.topic === 'runs.progress').map((event) => event.payload);
  return progress.reduce((most, one) => Math.max(most, one.key === longRun.key ? one.iteration : 0), 0);
}

test('real runs are stored with their targets, curves and profiles', () => {
  expect(expected.map(({ targets }) => targets)).toEqual(everyAttack.map(() => [target]));
  expect(expected[3].series?.utilityTrace).toHaveLength(601);
  expect(new Set(expected.map(({ metrics }) => metrics?.predictionShiftRmse)).size).toBe(4);
  for (const { profiles } of expected) expect(profiles?.rowValue.length).toBeLessThanOrEqual(6 * 12);
});

test.each([2, 4])('%i threads give the same bits as one', async (threads) => {
  const bench = await openQueue(await library(), threads, 'library', labWorker);
  bench.queue.add({ campaign, runs: everyAttack });
  await bench.queue.whenEnded(everyAttack.map((run) => run.key));
  expect(numbersOf(bench, everyAttack)).toEqual(expected);
  await bench.close();
});

test('SIGKILL of the engine process midway: the same metrics, curve and profile bytes', async () => {
  const bench = await openQueue(await library(), 1, 'library', labWorker);
  bench.queue.add({ campaign, runs: [longRun] });
  await until(() => iterationsOf(bench) >= 2);
  process.kill(bench.engine.pid()!, 'SIGKILL');
  await bench.queue.whenEnded([longRun.key]);
  expect(numbersOf(bench, [longRun])).toEqual(expectedOf(longRun));
  expect(bench.queue.state().events.some((event) => /, seed \d+: continued from its last checkpoint/.test(event.message))).toBe(true);
  await bench.close();
});

test('SIGKILL of the host midway: the next one goes on and ends with the same bits', async () => {
  const home = await library();
  const host = fork(fileURLToPath(new URL('./real-host.ts', import.meta.url)), [home], { execArgv: [] });
  let left = false;
  const gone = new Promise<void>((resolve) => {
    host.once('exit', () => {
      left = true;
      resolve();
    });
  });
  await until(() => existsSync(join(home, 'checkpoints', longRun.key)) || left);
  expect(left).toBe(false);
  host.kill('SIGKILL');
  await gone;
  const bench = await openQueue(home, 1, 'library', labWorker);
  await bench.queue.whenEnded([longRun.key]);
  expect(numbersOf(bench, [longRun])).toEqual(expectedOf(longRun));
  expect(bench.queue.state().events.some((event) => /, seed \d+: continued from its last checkpoint/.test(event.message))).toBe(true);
  await bench.close();
});

test('a cancelled real run stops, keeps its checkpoint and continues from it', async () => {
  const home = await library();
  const bench = await openQueue(home, 1, 'library', labWorker);
  bench.queue.add({ campaign, runs: [longRun] });
  await until(() => iterationsOf(bench) >= 2);
  bench.queue.cancel([longRun.key]);
  expect((await bench.queue.whenEnded([longRun.key]))[0].status).toBe('cancelled');
  expect(checkpointKeys(home)).toEqual([longRun.key]);
  bench.queue.retry([longRun.key]);
  await bench.queue.whenEnded([longRun.key]);
  expect(numbersOf(bench, [longRun])).toEqual(expectedOf(longRun));
  expect(bench.queue.state().events.some((event) => /, seed \d+: continued from its last checkpoint/.test(event.message))).toBe(true);
  await bench.close();
});

test('an inline engine gives the same bits as worker threads of another process', async () => {
  const store = await openStore(await library());
  const engine = startEngine({ spawn: inlineEngine(), home: store.home, threads: 1 });
  const run = everyAttack[2];
  const { dataset, learner } = run.config;
  const cleanModel = await createCleanModels(store, engine).get(dataset, learner);
  const { result } = await engine.run(
    { key: run.key, revisions: [], config: run.config, cleanModel },
    { jobId: 'a' },
  );
  const [{ metrics, series, targets }] = expectedOf(run);
  expect({ metrics: result.metrics, series: result.series, targets: result.targetIds }).toEqual({
    metrics,
    series,
    targets,
  });
  await engine.close();
  store.close();
});
