import { fork } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { constants, getPriority } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import type { LabError } from '../../../shared/domain/errors.ts';
import type { TracePoint } from '../../../shared/domain/queue.ts';
import type { RunConfig } from '../../../shared/domain/run.ts';
import { chooseKernels, kernelBuild, kernelBuildFor } from '../../../src-main/numeric/kernels/choice.ts';
import { arithmeticProbe } from '../../../src-main/numeric/arithmetic-probe.ts';
import { writeCheckpoint } from '../../../src-main/runs/engine-process/checkpoint-file.ts';
import { startEngine } from '../../../src-main/runs/engine-process/client.ts';
import { spawnNodeEngine } from '../../../src-main/runs/engine-process/spawn-node-engine.ts';
import { alive, readLog, startToyEngine, toyWorkerEntry, until } from './toy-engine.ts';
import { noModel, toyConfig } from './toy-jobs.ts';
import type { ToyEngine } from './toy-engine.ts';

let toy: ToyEngine | null = null;
afterEach(async () => {
  await toy?.end();
  toy = null;
});

function begin(threads = 1, heapMegabytes?: number): ToyEngine {
  toy = startToyEngine(threads, heapMegabytes);
  return toy;
}

function request(key: string, config: RunConfig, revisions = ['toy:toy@1']) {
  return { key, revisions, config, cleanModel: noModel };
}

async function uninterrupted(config: RunConfig) {
  const plain = startToyEngine(1);
  try {
    return (await plain.engine.run(request('plain', config), { jobId: 'plain' })).result;
  } finally {
    await plain.end();
  }
}

async function errorOf(promise: Promise<unknown>): Promise<LabError> {
  return promise.then(
    () => expect.unreachable('the job should have been rejected'),
    (error: LabError) => error,
  );
}

test('a run answers with typed arrays, its environment and every point of its curve', async () => {
  const { engine } = begin();
  const points: TracePoint[] = [];
  const outcome = await engine.run(request('a', toyConfig({ iterations: 40, pause: 0 })), {
    jobId: 'a',
    onUpdate: (update) => points.push(...update.points),
  });
  expect(outcome.result.profiles.rowValue).toBeInstanceOf(Float64Array);
  expect(outcome.environment.arithmeticProbe).toBe(arithmeticProbe());
  expect(points.map((point) => point.iteration)).toEqual(Array.from({ length: 40 }, (_, at) => at + 1));
  expect(points.map((point) => point.utility)).toEqual(outcome.result.series.utilityTrace);
});

test.runIf(process.platform === 'linux')('engine and workers give way to windows and the host', async () => {
  const { engine } = begin();
  const running = engine.run(request('a', toyConfig({ iterations: 2000, pause: 5 })), { jobId: 'a' });
  await until(() => engine.pid() !== undefined);
  const givingWay = () => readdirSync(`/proc/${engine.pid()}/task`).filter((thread) => getPriority(Number(thread)) >= constants.priority.PRIORITY_BELOW_NORMAL);
  await until(() => givingWay().length > 1);
  expect(getPriority(engine.pid())).toBeGreaterThanOrEqual(constants.priority.PRIORITY_BELOW_NORMAL);
  engine.cancel('a');
  await errorOf(running);
});

test('a job that has every thread to itself counts the core-seconds of all, attempts before it too', async () => {
  const { engine, home } = begin(4);
  const alone = await engine.run(request('a', toyConfig({ iterations: 4, pause: 5 })), { jobId: 'a' });
  expect(alone.coreSeconds / alone.seconds).toBeCloseTo(4, 9);
  const kept = { arithmeticProbe: arithmeticProbe(), revisions: ['toy:toy@1'], trace: [] };
  const state = { iteration: 0, values: new Float64Array(32), trace: [] };
  writeCheckpoint(home, { ...kept, key: 'b', seconds: 50, coreSeconds: 75 }, state);
  writeCheckpoint(home, { ...kept, key: 'c', seconds: 50 }, state);
  for (const [key, before] of [
    ['b', 75],
    ['c', 50],
  ] as const) {
    const more = await engine.run(request(key, toyConfig({ iterations: 4, pause: 5 })), { jobId: key });
    expect((more.coreSeconds - before) / (more.seconds - 50)).toBeCloseTo(4, 6);
  }
});

test('a run whose engine process is killed continues from its checkpoint and ends with the same bits', async () => {
  const config = toyConfig({ iterations: 30, pause: 5 });
  const expected = await uninterrupted(config);
  const { engine, events, computed, home } = begin();
  const points: TracePoint[] = [];
  const running = engine.run(request('a', config), {
    jobId: 'a',
    onStart: (start) => points.splice(0, points.length, ...start.points),
    onUpdate: (update) => points.push(...update.points),
  });
  await until(() => computed().length >= 8 && existsSync(join(home, 'checkpoints', 'a')));
  process.kill(engine.pid()!, 'SIGKILL');
  const { result } = await running;
  expect(result).toEqual(expected);
  expect(events.map((event) => event.kind)).toEqual(['started', 'died', 'restarting', 'started', 'resumed']);
  expect(computed().filter((line) => line === 'a 1')).toHaveLength(1);
  expect(points.map((point) => point.utility)).toEqual(expected.series.utilityTrace);
});

test('the same bits for 1, 2 and 4 threads', async () => {
  const answers: string[] = [];
  for (const threads of [1, 2, 4]) {
    const { engine, end } = startToyEngine(threads);
    const runs = [1, 2, 3, 4, 5].map((seed) =>
      engine.run(request(`run${seed}`, toyConfig({ iterations: 10, pause: 2 }, seed)), { jobId: `${seed}` }),
    );
    answers.push(JSON.stringify((await Promise.all(runs)).map((outcome) => outcome.result)));
    await end();
  }
  expect(new Set(answers).size).toBe(1);
});

/** Threads that each line of a run was allowed, in order. */
function allowed({ home }: ToyEngine, key: string): number[] {
  return readLog(home)
    .filter((line) => line.startsWith(`${key} `))
    .map((line) => Number(line.split(' ')[3]));
}

test('a running job gets the threads of its neighbour when that ends, and what the setting changes', async () => {
  const lab = begin(4);
  const long = errorOf(
    lab.engine.run(request('a', toyConfig({ iterations: 10_000, pause: 5 })), { jobId: 'a' }),
  );
  await until(() => allowed(lab, 'a').length > 0);
  const short = lab.engine.run(request('b', toyConfig({ iterations: 20, pause: 5 })), { jobId: 'b' });
  await short;
  expect(allowed(lab, 'a')[0]).toBe(4);
  expect(new Set(allowed(lab, 'b'))).toEqual(new Set([2]));
  expect(allowed(lab, 'a')).toContain(2);
  await until(() => allowed(lab, 'a').at(-1) === 4);
  for (const threads of [7, 1]) {
    lab.engine.setThreads(threads);
    await until(() => allowed(lab, 'a').at(-1) === threads);
  }
  lab.engine.cancel('a');
  await long;
});

test.each(['auto', 'plain'] as const)(
  'workers compute with the kernels that their host chose: %s',
  async (setting) => {
    chooseKernels(setting);
    try {
      const { engine } = begin();
      const { environment } = await engine.run(request('a', toyConfig({ iterations: 1, pause: 0 })), {
        jobId: 'a',
      });
      expect(environment.kernels).toBe(kernelBuildFor(setting));
      expect(environment.kernels).toBe(kernelBuild());
    } finally {
      chooseKernels('auto');
    }
  },
);

test('a cancelled run stops within one step, keeps its checkpoint and continues from it', async () => {
  const { engine, computed } = begin();
  const error = errorOf(engine.run(request('a', toyConfig({ iterations: 20, pause: 300 })), { jobId: 'a' }));
  await until(() => computed().length >= 2);
  const before = computed().length;
  engine.cancel('a');
  expect((await error).code).toBe('cancelled');
  expect(computed().length - before).toBeLessThanOrEqual(1);
  const config = toyConfig({ iterations: 20, pause: 0 });
  const { result } = await engine.run(request('a', config), { jobId: 'a' });
  expect(computed().filter((line) => line === 'a 1')).toHaveLength(1);
  expect(result).toEqual(await uninterrupted(config));
});

test('a run that waits behind another is cancelled before it begins', async () => {
  const { engine, computed } = begin();
  const first = engine.run(request('a', toyConfig({ iterations: 10, pause: 10 })), { jobId: 'a' });
  const second = errorOf(engine.run(request('b', toyConfig({ iterations: 10, pause: 10 })), { jobId: 'b' }));
  await until(() => computed().length >= 1);
  engine.cancel('b');
  expect((await second).code).toBe('cancelled');
  await first;
  expect(computed().some((line) => line.startsWith('b'))).toBe(false);
});

test('a job that kills the engine every time is given up, its neighbours are not', async () => {
  const { engine } = begin(2);
  const killer = errorOf(
    engine.run(request('killer', toyConfig({ iterations: 5, pause: 5, killAt: 2, always: true })), {
      jobId: 'killer',
    }),
  );
  const neighbour = engine.run(request('b', toyConfig({ iterations: 60, pause: 20 })), { jobId: 'b' });
  const error = await killer;
  expect(error.code).toBe('engine-died');
  expect(error.message).toMatch(/3 times/);
  expect((await neighbour).result.metrics.iterations).toBe(60);
});

test('a worker that runs out of heap ends its own run only', async () => {
  const { engine, events } = begin(2, 64);
  const neighbour = engine.run(request('b', toyConfig({ iterations: 30, pause: 20 })), { jobId: 'b' });
  const greedy = await engine.run(request('a', toyConfig({ iterations: 5, pause: 1, fillHeapAt: 3 })), {
    jobId: 'a',
  });
  expect(greedy.result.metrics.iterations).toBe(5);
  expect(events.filter((event) => event.kind === 'worker lost')).toHaveLength(1);
  expect((await neighbour).result.metrics.iterations).toBe(30);
  expect(events.some((event) => event.kind === 'died')).toBe(false);
});

test('what a job throws arrives as it was thrown, and the engine lives on', async () => {
  const { engine, events } = begin();
  const error = await errorOf(
    engine.run(request('a', toyConfig({ iterations: 5, pause: 0, failAt: 2 })), { jobId: 'a' }),
  );
  expect(error).toMatchObject({ code: 'failed', message: 'the toy broke' });
  await engine.run(request('b', toyConfig({ iterations: 5, pause: 0 })), { jobId: 'b' });
  expect(events.map((event) => event.kind)).toEqual(['started']);
});

test.each([
  ['another probe', { arithmeticProbe: 'other', revisions: ['toy:toy@1'] }, /arithmetic/],
  ['other revisions', { arithmeticProbe: arithmeticProbe(), revisions: ['toy:toy@0'] }, /revision/],
])('a checkpoint of %s is refused aloud and the run starts at the beginning', async (_, header, reason) => {
  const config = toyConfig({ iterations: 6, pause: 0 });
  const { engine, events, computed, home } = begin();
  writeCheckpoint(
    home,
    { key: 'a', seconds: 1, trace: [], ...header },
    { iteration: 5, values: new Float64Array(32), trace: [] },
  );
  const { result } = await engine.run(request('a', config), { jobId: 'a' });
  expect(events.find((event) => event.kind === 'checkpoint refused')?.message).toMatch(reason);
  expect(computed()[0]).toBe('a 1');
  expect(result).toEqual(await uninterrupted(config));
});

test('the engine process ends when its host is killed', async () => {
  const { home } = begin();
  const host = fork(fileURLToPath(new URL('./toy-host.ts', import.meta.url)), [home], { execArgv: [] });
  const pid = await new Promise<number>((resolve) =>
    host.once('message', (message) => resolve(message as number)),
  );
  await until(() => readLog(home).length >= 3);
  expect(alive(pid)).toBe(true);
  host.kill('SIGKILL');
  await until(() => !alive(pid));
});

test('an engine that cannot be started is an error of its jobs, not a loop', async () => {
  const spawn = spawnNodeEngine('/nowhere/main.ts', toyWorkerEntry);
  const engine = startEngine({ spawn, home: '/nowhere', threads: 1, backOffMilliseconds: 1 });
  const error = await errorOf(
    engine.run(request('a', toyConfig({ iterations: 1, pause: 0 })), { jobId: 'a' }),
  );
  expect(error.code).toBe('engine-died');
  expect(error.message).toMatch(/Cannot find module/);
  await engine.close();
});

test('closing rejects what has not ended and leaves its checkpoint', async () => {
  const { engine, computed, home } = begin();
  const error = errorOf(engine.run(request('a', toyConfig({ iterations: 1000, pause: 5 })), { jobId: 'a' }));
  await until(() => computed().length >= 3);
  const pid = engine.pid()!;
  await engine.close();
  expect(await error).toMatchObject({
    code: 'engine-died',
    message: expect.stringMatching(/closed/) as string,
  });
  expect(alive(pid)).toBe(false);
  expect(existsSync(join(home, 'checkpoints', 'a'))).toBe(true);
});
