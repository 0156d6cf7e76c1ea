import { expect, test } from 'vitest';
import { startJobClock } from '../../../src-main/runs/engine-process/job-clock.ts';

/** A clock that a test sets, and the cell that it counts by. */
function clockAt(threads: number, before = { seconds: 0, coreSeconds: 0 }) {
  const allowance = new Int32Array(new SharedArrayBuffer(4));
  allowance[0] = threads;
  const time = { seconds: 100 };
  return { allowance, time, look: startJobClock(before, allowance, () => time.seconds) };
}

test('core-seconds are seconds times threads, at each allowance for as long as it held', () => {
  const { allowance, time, look } = clockAt(4);
  time.seconds += 10;
  expect(look()).toEqual({ seconds: 10, coreSeconds: 40 });
  allowance[0] = 1;
  expect(look()).toEqual({ seconds: 10, coreSeconds: 40 });
  time.seconds += 5;
  expect(look()).toEqual({ seconds: 15, coreSeconds: 45 });
});

test('a change that nobody looked at counts with the mean of before and after', () => {
  const { allowance, time, look } = clockAt(1);
  allowance[0] = 3;
  time.seconds += 2;
  expect(look()).toEqual({ seconds: 2, coreSeconds: 4 });
});

test('an attempt adds to those before it, and a job without an allowance has one thread', () => {
  const { time, look } = clockAt(0, { seconds: 3, coreSeconds: 7 });
  time.seconds += 2;
  expect(look()).toEqual({ seconds: 5, coreSeconds: 9 });
});
