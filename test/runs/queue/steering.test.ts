import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readLog, until } from '../engine-process/toy-engine.ts';
import { openQueue, seedCampaign } from './queue-bench.ts';
import { computations, library, numbersOf, uninterrupted, work } from './toy-library.ts';

const slow = { every: { iterations: 12, pause: 60 } };

test('moved runs are computed in the new order, which outlives the process', async () => {
  const home = await library({ every: { iterations: 2, pause: 5 } });
  const first = await openQueue(home);
  const { campaign, runs } = seedCampaign([1, 2, 3, 4]);
  const [a, b, c, d] = runs.map(({ key }) => key);
  first.queue.pause(null);
  first.queue.add({ campaign, runs });
  expect(first.queue.move(d, b)).toBe(true);
  expect(first.queue.move(a, null)).toBe(true);
  expect(first.queue.move('nothing', b)).toBe(false);
  expect(first.queue.move(b, 'nothing')).toBe(false);
  expect(first.queue.state().entries.map(({ run }) => run.key)).toEqual([d, b, c, a]);
  await first.close();

  const { queue } = await work(home);
  expect(queue.state().entries.map(({ run }) => run.key)).toEqual([d, b, c, a]);
  expect(queue.state().paused).toBe(true);
  queue.resume(null);
  await queue.whenEnded([a, b, c, d]);
  const begun = readLog(home).filter((line) => line.includes(' 1 '));
  expect(begun.map((line) => line.split(' ')[0])).toEqual([d, b, c, a]);
});

test('a paused run gives its place to the next, and continues from its checkpoint with the same numbers', async () => {
  const home = await library(slow);
  const bench = await work(home);
  const { campaign, runs } = seedCampaign([1, 2]);
  const [one, two] = runs.map(({ key }) => key);
  bench.queue.add({ campaign, runs });
  await until(() => readLog(home).filter((line) => line.startsWith(one)).length > 2);
  bench.queue.pause(one);
  await bench.queue.whenEnded([two]);
  const held = bench.queue.state();
  expect(held.entries).toMatchObject([{ run: { key: one, status: 'queued' }, paused: true, progress: null }]);
  expect(held.etaSeconds).not.toBeNaN();
  expect(held.events.some(({ message, kind }) => kind === 'run' && message.startsWith('Paused ') && message.endsWith(': its checkpoint is kept'))).toBe(true);
  bench.queue.resume(one);
  await bench.queue.whenEnded([one]);
  expect(numbersOf(bench, runs)).toEqual(await uninterrupted(slow, [1, 2]));
  // Not every step has a checkpoint where writing one is slow, but the first has: it is computed once.
  const firstStep = computations(home).filter((line) => line === `${one} 1`);
  expect(firstStep).toHaveLength(1);
});

test('a queue that stands still starts nothing, also in another window, until it goes on; commands compute all the same', async () => {
  const home = await library(slow);
  const bench = await work(home);
  const { campaign, runs } = seedCampaign([1, 2]);
  const keys = runs.map(({ key }) => key);
  bench.queue.add({ campaign, runs });
  await until(() => readLog(home).length > 2);
  bench.queue.pause(null);
  await until(() => bench.queue.state().entries.every(({ run }) => run.status === 'queued'));
  const other = await work(home);
  expect(other.queue.state()).toMatchObject({ paused: true, etaSeconds: null });
  const before = readLog(home).length;
  await new Promise((resolve) => setTimeout(resolve, 1200));
  expect(readLog(home).length).toBeLessThanOrEqual(before + 1);
  const command = await work(home, 1, 'added');
  const { campaign: asked, runs: wanted } = seedCampaign([9], 'asked');
  command.queue.add({ campaign: asked, runs: wanted });
  expect((await command.queue.whenEnded([wanted[0].key]))[0].status).toBe('done');
  bench.queue.resume(null);
  expect((await bench.queue.whenEnded(keys)).map(({ status }) => status)).toEqual(['done', 'done']);
});

test('a run whose lease looks abandoned after sleep is not begun twice by its own process', async () => {
  const home = await library({ every: { iterations: 30, pause: 100 } });
  const bench = await work(home, 2);
  const { campaign, runs } = seedCampaign([1]);
  bench.queue.add({ campaign, runs });
  await until(() => readLog(home).length > 1);
  const sqlite = new Database(join(home, 'lab.sqlite'));
  sqlite.prepare('UPDATE leases SET heartbeat = heartbeat - 600000').run();
  sqlite.close();
  const [ended] = await bench.queue.whenEnded([runs[0].key]);
  expect(ended.status).toBe('done');
  const counted = computations(home).filter((line) => line.startsWith(runs[0].key));
  expect(counted).toHaveLength(new Set(counted).size);
  expect(bench.queue.state().events.filter(({ message }) => message.startsWith('Started '))).toHaveLength(1);
});

test('steps are told, and push nothing else out of the events', async () => {
  const home = await library({ every: { iterations: 60, pause: 1 } });
  const bench = await work(home);
  const { campaign, runs } = seedCampaign([1, 2]);
  bench.queue.add({ campaign, runs });
  await bench.queue.whenEnded(runs.map(({ key }) => key));
  const { events } = bench.queue.state();
  expect(events.filter(({ kind }) => kind === 'step').length).toBeLessThanOrEqual(40);
  expect(events.filter(({ message }) => message.startsWith('Started '))).toHaveLength(2);
  expect(events.at(-1)?.message).toMatch(/^Queued 2 runs of /);
});
