import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { throttle } from '../../../src-main/runs/queue/throttle.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('the first request is honoured at once, later ones together after the interval', () => {
  const action = vi.fn();
  const { soon } = throttle(action, () => 100);
  for (let at = 0; at < 50; at++) soon();
  expect(action).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(99);
  expect(action).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1);
  expect(action).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(1000);
  expect(action).toHaveBeenCalledTimes(2);
});

test('what is due is done at the end, and nothing after it', () => {
  const action = vi.fn();
  const { soon, end } = throttle(action, () => 100);
  soon();
  soon();
  end();
  expect(action).toHaveBeenCalledTimes(2);
  soon();
  vi.advanceTimersByTime(1000);
  expect(action).toHaveBeenCalledTimes(2);
});
