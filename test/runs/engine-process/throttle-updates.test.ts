import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { EngineMessage, JobUpdate } from '../../../src-main/runs/engine-process/protocol.ts';
import { throttleUpdates } from '../../../src-main/runs/engine-process/throttle-updates.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function update(iteration: number): JobUpdate {
  const point = { iteration, utility: 0, predictionShiftRmse: 0, targetMean: null, step: 1, accepted: true };
  return {
    progress: { phase: `${iteration}`, iteration, iterations: 1000 },
    points: [point],
    seconds: iteration,
  };
}

function sentIterations(sent: EngineMessage[], id: string): number[][] {
  return sent.flatMap((message) =>
    message.type === 'update' && message.id === id
      ? [message.update.points.map((point) => point.iteration)]
      : [],
  );
}

test('at most one update per job and tenth of a second, with the newest progress and every point', () => {
  const sent: EngineMessage[] = [];
  const updates = throttleUpdates((message) => sent.push(message));
  for (let at = 1; at <= 500; at++) {
    updates.add('a', update(at));
    if (at % 2 === 0) updates.add('b', update(at));
    vi.advanceTimersByTime(2);
  }
  expect(sentIterations(sent, 'a').length).toBeLessThanOrEqual(11);
  updates.flush('a');
  expect(sentIterations(sent, 'a').flat()).toEqual(Array.from({ length: 500 }, (_, at) => at + 1));
  expect(sentIterations(sent, 'b').length).toBeGreaterThan(5);
  const last = sent.at(-1);
  expect(last?.type === 'update' && last.update.progress.iteration).toBe(500);
});

test('the last update is sent without another one having to follow, and nothing after a flush', () => {
  const sent: EngineMessage[] = [];
  const updates = throttleUpdates((message) => sent.push(message));
  updates.add('a', update(1));
  updates.add('a', update(2));
  expect(sent).toHaveLength(1);
  vi.advanceTimersByTime(100);
  expect(sentIterations(sent, 'a')).toEqual([[1], [2]]);
  updates.flush('a');
  vi.advanceTimersByTime(1000);
  expect(sent).toHaveLength(2);
  expect(vi.getTimerCount()).toBe(0);
});
