import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach } from 'vitest';
import type { Run } from '../../../shared/domain/run.ts';
import { readLog } from '../engine-process/toy-engine.ts';
import { newHome, openQueue, seedCampaign } from './queue-bench.ts';
import type { QueueBench, ToyPlan } from './queue-bench.ts';

const homes: string[] = [];
const open: QueueBench[] = [];
afterEach(async () => {
  for (const bench of open.splice(0)) await bench.close();
  for (const home of homes.splice(0)) rmSync(home, { recursive: true, force: true });
});

/** A library of its own for toy runs, removed after the test. */
export async function library(plan: ToyPlan): Promise<string> {
  const home = await newHome(plan);
  homes.push(home);
  return home;
}

/** Opens a queue that is closed after the test. */
export async function work(...request: Parameters<typeof openQueue>): Promise<QueueBench> {
  const bench = await openQueue(...request);
  open.push(bench);
  return bench;
}

/** Starts a host process on a library; `ended` is what its runs became, `gone` its end. */
export function host(home: string, seeds: readonly number[], threads = 1) {
  const entry = fileURLToPath(new URL('./queue-host.ts', import.meta.url));
  const child: ChildProcess = fork(entry, [home, seeds.join(','), String(threads)], { execArgv: [] });
  const ended = new Promise<Run[]>((resolve) => {
    child.on('message', (message: { ended?: Run[] }) => message.ended && resolve(message.ended));
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return { child, ended, gone };
}

/** Metrics and profile bytes of every run of an uninterrupted campaign on a library of its own, without pauses. */
export async function uninterrupted({ every }: ToyPlan, seeds: readonly number[]) {
  const home = await library({ every: { ...every, pause: 0 } });
  const bench = await openQueue(home, 2);
  const { campaign, runs } = seedCampaign(seeds);
  bench.queue.add({ campaign, runs });
  await bench.queue.whenEnded(runs.map((run) => run.key));
  const numbers = numbersOf(bench, runs);
  await bench.close();
  return numbers;
}

/** What must be the same however often a run was interrupted. */
export function numbersOf({ store }: Pick<QueueBench, 'store'>, runs: readonly { key: string }[]) {
  return runs.map(({ key }) => {
    const { run, series } = store.runs.details(key);
    return { status: run.status, metrics: run.metrics, series, profiles: store.runs.profiles(key) };
  });
}

/** Computed iterations as `<key> <iteration>`, sorted. */
export function computations(home: string): string[] {
  return readLog(home)
    .map((line) => line.split(' ').slice(0, 2).join(' '))
    .sort();
}
