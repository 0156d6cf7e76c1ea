import { expect, test } from 'vitest';
import { createSteadyEta } from '../../../src-main/runs/queue/steady-eta.ts';

const measured = { finished: 5, total: 36, threads: 2, paused: 0 };

test('a hop of the estimate comes in over some seconds', () => {
  let clock = 0;
  const steady = createSteadyEta(() => clock);
  expect(steady(40, measured)).toBe(40);
  clock = 1000;
  expect(steady(20, measured)).toBeCloseTo(39, 9);
  const told = [39];
  for (clock = 2000; clock <= 60_000; clock += 1000) told.push(steady(20 - clock / 6000, measured)!);
  expect(told.slice(1).every((seconds, at) => told[at] - seconds > 0 && told[at] - seconds < 3)).toBe(true);
  expect(told.at(-1)).toBeCloseTo(10, 0);
});

test('an estimate that stands still, as of a slow machine, is told as it is', () => {
  let clock = 0;
  const steady = createSteadyEta(() => clock);
  for (; clock <= 30_000; clock += 250) expect(steady(20, measured)).toBe(20);
});

test('an estimate that runs down as the clock does is told as it is', () => {
  let clock = 0;
  const steady = createSteadyEta(() => clock);
  for (; clock <= 30_000; clock += 1500) expect(steady(100 - clock / 1000, measured)).toBeCloseTo(100 - clock / 1000, 9);
});

test('it follows at once while little is measured, and where the work is another', () => {
  let clock = 0;
  const steady = createSteadyEta(() => clock++);
  expect(steady(40, { ...measured, finished: 1 })).toBe(40);
  expect(steady(10, { ...measured, finished: 2 })).toBe(10);
  expect(steady(300, { ...measured, total: 72 })).toBe(300);
  expect(steady(150, { ...measured, total: 72, threads: 4 })).toBe(150);
  expect(steady(120, { ...measured, total: 72, threads: 4, paused: 1 })).toBe(120);
  expect(steady(null, measured)).toBeNull();
  expect(steady(7, measured)).toBe(7);
});
