import { expect, test } from 'vitest';
import type {
  EngineMessage,
  HostMessage,
  JobMessage,
  WorkerAssignment,
} from '../../../src-main/runs/engine-process/protocol.ts';
import { serveEngine } from '../../../src-main/runs/engine-process/serve-engine.ts';
import { shareThreads } from '../../../src-main/runs/engine-process/thread-shares.ts';
import { noModel, toyConfig } from './toy-jobs.ts';

/** An engine whose seats only note what they were given, and jobs that end when the test says so. */
function servedEngine(threads: number) {
  let toEngine: (message: HostMessage) => void = () => undefined;
  const started = new Map<
    string,
    {
      assignment: WorkerAssignment;
      /** The allowance when the job was handed to its seat. */
      atStart: number;
      say(message: JobMessage): void;
      lose(reason: string): void;
    }
  >();
  const told: EngineMessage[] = [];
  serveEngine(
    { send: (message) => void told.push(message), onMessage: (listener) => void (toEngine = listener) },
    () => ({
      start(assignment, say, lose) {
        const atStart = Atomics.load(assignment.allowance, 0);
        started.set(assignment.job.id, { assignment, atStart, say, lose });
      },
      close: () => undefined,
    }),
    () => undefined,
  );
  toEngine({ type: 'setup', home: '/nowhere', threads, heapMegabytes: 64, kernels: 'plain' });
  return {
    told,
    started,
    setThreads: (next: number) => toEngine({ type: 'threads', threads: next }),
    cancel: (id: string) => toEngine({ type: 'cancel', id }),
    submit(id: string, alone = false): void {
      const config = toyConfig({ iterations: 1, pause: 0 });
      const request = { kind: 'run' as const, key: id, revisions: [], config, cleanModel: noModel };
      toEngine({ type: 'submit', job: { id, request, alone } });
    },
    submitModel(id: string): void {
      const { dataset, learner } = toyConfig({ iterations: 1, pause: 0 });
      toEngine({ type: 'submit', job: { id, request: { kind: 'trainClean', dataset, learner }, alone: false } });
    },
    /** Ends a job as a failed one does; its allowance is looked at no more. */
    end(id: string): void {
      const error = { code: 'failed' as const, message: 'over', complaints: [] };
      const job = started.get(id)!;
      started.delete(id);
      job.say({ type: 'failed', id, error });
    },
    lose(id: string): void {
      const job = started.get(id)!;
      started.delete(id);
      job.lose('out of memory');
    },
    /** What every running job is allowed now, in the order in which they started. */
    allowances: () =>
      Object.fromEntries(
        [...started].map(([id, { assignment }]) => [id, Atomics.load(assignment.allowance, 0)]),
      ),
  };
}

test('shares add up to the threads, differ by at most one and go down with the order; one each where there are too few', () => {
  for (let threads = 1; threads <= 17; threads++) {
    for (let jobs = 1; jobs <= 20; jobs++) {
      const shares = shareThreads(threads, jobs);
      expect(shares).toHaveLength(jobs);
      expect(shares.toSorted((a, b) => b - a)).toEqual(shares);
      expect(shares[0] - shares[jobs - 1]).toBeLessThanOrEqual(1);
      expect(shares.reduce((sum, share) => sum + share)).toBe(Math.max(threads, jobs));
    }
  }
  expect(shareThreads(8, 0)).toEqual([]);
});

test('one job has all threads; jobs that come take theirs, those that stay get them back', () => {
  const engine = servedEngine(5);
  engine.submit('a');
  expect(engine.allowances()).toEqual({ a: 5 });
  engine.submit('b');
  expect(engine.allowances()).toEqual({ a: 3, b: 2 });
  engine.submit('c');
  expect(engine.allowances()).toEqual({ a: 2, b: 2, c: 1 });
  engine.end('a');
  expect(engine.allowances()).toEqual({ b: 3, c: 2 });
  engine.lose('b');
  expect(engine.allowances()).toEqual({ c: 5 });
});

test('a job knows its share when it starts, after the others have given theirs up', () => {
  const engine = servedEngine(4);
  for (const id of ['a', 'b', 'c', 'd']) engine.submit(id);
  expect([...engine.started.values()].map(({ atStart }) => atStart)).toEqual([4, 2, 1, 1]);
});

test('a waiting job takes the place of one that ended at once: nobody is given its threads in between', () => {
  const engine = servedEngine(2);
  for (const id of ['a', 'b', 'c']) engine.submit(id);
  expect(engine.allowances()).toEqual({ a: 1, b: 1 });
  engine.end('b');
  expect(engine.allowances()).toEqual({ a: 1, c: 1 });
  engine.end('a');
  expect(engine.allowances()).toEqual({ c: 2 });
});

test('the number of threads is changed while jobs run', () => {
  const engine = servedEngine(2);
  for (const id of ['a', 'b', 'c', 'd']) engine.submit(id);
  engine.setThreads(3);
  expect(engine.allowances()).toEqual({ a: 1, b: 1, c: 1 });
  engine.setThreads(8);
  expect(engine.allowances()).toEqual({ a: 2, b: 2, c: 2, d: 2 });
  engine.setThreads(6);
  expect(engine.allowances()).toEqual({ a: 2, b: 2, c: 1, d: 1 });
  // More jobs run than threads are left: none is stopped, each has one, and no other starts until they are fewer.
  engine.setThreads(2);
  engine.submit('e');
  expect(engine.allowances()).toEqual({ a: 1, b: 1, c: 1, d: 1 });
  engine.end('a');
  engine.end('b');
  expect(engine.allowances()).toEqual({ c: 1, d: 1 });
  engine.end('c');
  expect(engine.allowances()).toEqual({ d: 1, e: 1 });
});

test('a model that a view waits for goes first, one of them beside the runs, and never beside one that runs alone', () => {
  const engine = servedEngine(2);
  for (const id of ['a', 'b', 'c']) engine.submit(id);
  engine.submitModel('x');
  engine.submitModel('y');
  expect(engine.allowances()).toEqual({ a: 1, b: 1, x: 1 });
  engine.end('a');
  expect(engine.allowances()).toEqual({ b: 1, x: 1, y: 1 });
  engine.end('x');
  expect(engine.allowances()).toEqual({ b: 1, y: 1 });
  engine.end('y');
  expect(engine.allowances()).toEqual({ b: 1, c: 1 });
  engine.end('b');
  engine.end('c');
  engine.submit('d', true);
  engine.submitModel('z');
  expect(engine.allowances()).toEqual({ d: 2 });
});

test('a job that runs alone has all threads, and the others wait', () => {
  const engine = servedEngine(3);
  engine.submit('a', true);
  engine.submit('b');
  expect(engine.allowances()).toEqual({ a: 3 });
  engine.end('a');
  expect(engine.allowances()).toEqual({ b: 3 });
});

test('a job that is cancelled while it waits takes no share; one that runs keeps its own until it has stopped', () => {
  const engine = servedEngine(2);
  for (const id of ['a', 'b', 'c']) engine.submit(id);
  engine.cancel('c');
  engine.cancel('a');
  expect(Atomics.load(engine.started.get('a')!.assignment.cancelFlag, 0)).toBe(1);
  expect(engine.allowances()).toEqual({ a: 1, b: 1 });
  engine.end('a');
  expect(engine.allowances()).toEqual({ b: 2 });
});

test('never more threads in all than there are, whatever comes and goes', () => {
  const engine = servedEngine(6);
  let word = 1;
  for (let step = 0; step < 500; step++) {
    word = (Math.imul(word, 1664525) + 1013904223) >>> 0;
    const running = [...engine.started.keys()];
    if (running.length === 0 || word % 5 < 3) engine.submit(`${step}`);
    else engine.end(running[word % running.length]);
    const shares = Object.values(engine.allowances());
    if (shares.length > 0) expect(shares.reduce((sum, share) => sum + share)).toBe(6);
  }
});
