import { describe, expect, test } from 'vitest';
import { baselineValue, finishedSeeds } from '../../../src-renderer/views/queue/comparable.ts';
import { startTimes } from '../../../src-renderer/views/queue/start-times.ts';
import { today } from '../../../src-renderer/views/queue/today.ts';
import { sampleRun } from '../sample-run.ts';

const entry = (key: string, status: 'running' | 'queued', estimateSeconds: number | null) => ({
  run: sampleRun(key, { status, metrics: null }),
  campaign: 'c',
  paused: false,
  progress: null,
  estimateSeconds,
});

describe('start times', () => {
  test('each waiting run takes the thread that is free first', () => {
    const entries = [entry('r1', 'running', 10), entry('r2', 'running', 4), entry('q1', 'queued', 3), entry('q2', 'queued', 9), entry('q3', 'queued', 1)];
    expect([...startTimes(entries, 2)]).toEqual([['q1', 4], ['q2', 7], ['q3', 10]]);
  });

  test('a paused run takes no thread and has no time', () => {
    const entries = [entry('r', 'running', 10), { ...entry('p', 'queued', 99), paused: true }, entry('q', 'queued', 3)];
    expect([...startTimes(entries, 1)]).toEqual([['q', 10]]);
  });

  test('are unknown behind a run of unknown length', () => {
    expect([...startTimes([entry('r', 'running', null), entry('q', 'queued', 3)], 1)]).toEqual([['q', null]]);
  });
});

describe('runs to hold beside', () => {
  const run = sampleRun('a', { config: { seed: 3 } });

  test('are finished and differ in the seed alone', () => {
    const others = [
      sampleRun('c', { config: { seed: 2 } }),
      sampleRun('b', { config: { seed: 1 } }),
      sampleRun('d', { config: { seed: 4 }, status: 'failed' }),
      sampleRun('e', { config: { seed: 5, gradient: { id: 'one-step', config: {} } } }),
      run,
    ];
    expect(finishedSeeds(run, others).map(({ key }) => key)).toEqual(['b', 'c']);
  });

  test('the baseline is the mean of uniform runs under the same budget', () => {
    const uniform = (key: string, rmse: number, share: number) => {
      const one = sampleRun(key, { config: { attack: { id: 'uniform', config: {} }, gradient: null, budget: { maliciousShare: share, fillerSize: 50, maxRating: 2 } } });
      return { ...one, metrics: one.metrics && { ...one.metrics, predictionShiftRmse: rmse } };
    };
    expect(baselineValue(run, [uniform('u', 0.06, 0.05), uniform('v', 0.08, 0.05), uniform('w', 9, 0.01)])).toBeCloseTo(0.07, 12);
    expect(baselineValue(run, [run])).toBe(null);
  });
});

test('today counts what ended on the local day', () => {
  const at = (hours: number) => new Date(2026, 10, 24, hours).toISOString();
  const runs = [
    sampleRun('a', { finishedAt: at(1) }),
    sampleRun('b', { finishedAt: at(23), status: 'failed', seconds: 1 }),
    sampleRun('c', { finishedAt: at(-1) }),
    sampleRun('d', { finishedAt: null, status: 'queued' }),
  ];
  expect(today(runs, new Date(2026, 10, 24, 12))).toEqual({ done: 1, failed: 1, seconds: 3 });
});
