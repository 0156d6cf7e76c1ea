import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore } from '../../../src-main/store/store.ts';
import { alive, readLog, until } from '../engine-process/toy-engine.ts';
import { openQueue, planToys, seedCampaign } from './queue-bench.ts';
import { computations, host, library, numbersOf, uninterrupted, work } from './toy-library.ts';

test('a second process answers stored runs from the cache', async () => {
  const home = await library({ every: { iterations: 3, pause: 0 } });
  const first = host(home, [1, 2]);
  expect((await first.ended).map((run) => [run.status, run.cached])).toEqual([
    ['done', false],
    ['done', false],
  ]);
  await first.gone;
  const before = readLog(home).length;
  const second = host(home, [1, 2]);
  expect((await second.ended).map((run) => [run.status, run.cached])).toEqual([
    ['done', true],
    ['done', true],
  ]);
  await second.gone;
  expect(readLog(home)).toHaveLength(before);
});

test('SIGKILL of the engine process midway: the same numbers as uninterrupted, nothing computed twice', async () => {
  const plan = { every: { iterations: 40, pause: 20 } };
  const home = await library(plan);
  const bench = await work(home, 2);
  const { campaign, runs } = seedCampaign([1, 2, 3, 4]);
  bench.queue.add({ campaign, runs });
  await until(() => readLog(home).length > 8 && begunRunsHaveCheckpoints(home, runs));
  process.kill(bench.engine.pid()!, 'SIGKILL');
  await until(() => readLog(home).length > 30 && begunRunsHaveCheckpoints(home, runs));
  process.kill(bench.engine.pid()!, 'SIGKILL');
  await bench.queue.whenEnded(runs.map((run) => run.key));
  expect(numbersOf(bench, runs)).toEqual(await uninterrupted(plan, [1, 2, 3, 4]));
  expect(
    bench.queue.state().events.some((event) => /continue from their checkpoints/.test(event.message)),
  ).toBe(true);
  for (const { key } of runs)
    expect(computations(home).filter((line) => line === `${key} 1`)).toHaveLength(1);
});

test('SIGKILL of the host process midway: no finished run is lost, the rest goes on and ends the same', async () => {
  const plan = { every: { iterations: 40, pause: 20 } };
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

  planToys(home, { every: { ...plan.every, pause: 0 } });
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
  expect(lines).toHaveLength(6 * 6 + 2);
  const computedBy = answers.map((answer) => answer.filter((run) => !run.cached).length);
  expect(computedBy[0] + computedBy[1]).toBe(6);
});

test('a host waits for the run of another and takes it over when that one is killed', async () => {
  const plan = { every: { iterations: 200, pause: 20 } };
  const home = await library(plan);
  const { campaign, runs } = seedCampaign([1]);
  const other = host(home, [1]);
  await until(() => readLog(home).length > 4);
  const bench = await work(home, 1, 'added');
  bench.queue.add({ campaign, runs });
  expect(bench.queue.state().entries[0].run.status).toBe('running');
  expect(bench.engine.pid()).toBeUndefined();
  other.child.kill('SIGKILL');
  planToys(home, { every: { ...plan.every, pause: 0 } });
  await bench.queue.whenEnded([runs[0].key]);
  expect(numbersOf(bench, runs)).toEqual(await uninterrupted(plan, [1]));
  expect(computations(home).filter((line) => line === `${runs[0].key} 1`)).toHaveLength(1);
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

test('closing gives running runs back; the next session goes on where they were', async () => {
  const plan = { every: { iterations: 200, pause: 20 } };
  const home = await library(plan);
  const first = await openQueue(home);
  const { campaign, runs } = seedCampaign([1]);
  first.queue.add({ campaign, runs });
  await until(() => readLog(home).length > 5);
  await first.close();
  planToys(home, { every: { ...plan.every, pause: 0 } });
  const bench = await work(home);
  expect(bench.queue.state().entries).toHaveLength(1);
  await bench.queue.whenEnded([runs[0].key]);
  expect(numbersOf(bench, runs)).toEqual(await uninterrupted(plan, [1]));
  expect(computations(home).filter((line) => line === `${runs[0].key} 1`)).toHaveLength(1);
});

test('an engine that dies idle is started again with the next run', async () => {
  const home = await library({ every: { iterations: 2, pause: 0 } });
  const bench = await work(home);
  const first = seedCampaign([1]);
  bench.queue.add(first);
  await bench.queue.whenEnded([first.runs[0].key]);
  const pid = bench.engine.pid()!;
  process.kill(pid, 'SIGKILL');
  await until(() => bench.engine.pid() === undefined);
  expect(bench.queue.state().engine).toBe('idle');
  const second = seedCampaign([1, 2]);
  expect(bench.queue.add(second).queued).toBe(1);
  expect((await bench.queue.whenEnded([second.runs[1].key]))[0].status).toBe('done');
  expect(bench.engine.pid()).not.toBe(pid);
});

test('a run whose lease another process took over is left to that one', async () => {
  const home = await library({ every: { iterations: 5000, pause: 10 } });
  const bench = await work(home);
  const { campaign, runs } = seedCampaign([1]);
  bench.queue.add({ campaign, runs });
  await until(() => readLog(home).length > 3);
  const thief = new Database(join(home, 'lab.sqlite'));
  thief
    .prepare("UPDATE leases SET fence = fence + 1, instance = 'another', heartbeat = heartbeat + 100000")
    .run();
  thief.close();
  await until(() => bench.queue.state().events.some((event) => /^Lost .*another process computes it now/.test(event.message)));
  expect(bench.store.runs.get(runs[0].key)).toMatchObject({ status: 'running', metrics: null });
});

test('an engine that is closed before its queue costs nothing: its runs wait again', async () => {
  const home = await library({ every: { iterations: 5000, pause: 10 } });
  const bench = await openQueue(home);
  const { campaign, runs } = seedCampaign([1]);
  bench.queue.add({ campaign, runs });
  await until(() => readLog(home).length > 3);
  await bench.engine.close();
  await bench.close();
  const store = await openStore(home);
  expect(store.runs.get(runs[0].key)?.status).toBe('queued');
  store.close();
});

/** Whether none has computed its first iteration alone: only with the second is it sure that the first is stored. */
function begunRunsHaveCheckpoints(home: string, runs: readonly { key: string }[]): boolean {
  const lines = readLog(home);
  return runs.every(({ key }) => lines.filter((line) => line.startsWith(key)).length !== 1);
}
