import { expect, test } from 'vitest';
import { createSteadyEstimates } from '../../../src-main/runs/queue/steady-estimates.ts';

const measured = { finished: 5, total: 36, threads: 2, paused: 0 };
const of = (...seconds: (number | null)[]) => new Map(seconds.map((each, at) => [`run ${at}`, each]));

test('a hop of an estimate comes in over some seconds, and that of another run is left alone', () => {
  let clock = 0;
  const steady = createSteadyEstimates(() => clock);
  const told = [[...steady(of(40, 7), measured).values()]];
  for (clock = 1000; clock <= 60_000; clock += 1000) told.push([...steady(of(20, 7), measured).values()]);
  expect(told[0]).toEqual([40, 7]);
  expect(told.slice(1).every(([seconds], at) => told[at][0]! - seconds! > 0 && told[at][0]! - seconds! < 3)).toBe(true);
  expect(told.at(-1)![0]).toBeCloseTo(20, 1);
  expect(told.every(([, other]) => other === 7)).toBe(true);
});

test('it follows at once while little is measured, where the work is another, and where nothing was known', () => {
  let clock = 0;
  const steady = createSteadyEstimates(() => clock++);
  const told = (seconds: number | null, work: Partial<typeof measured> = {}) => steady(of(seconds), { ...measured, ...work }).get('run 0');
  expect(told(40, { finished: 1 })).toBe(40);
  expect(told(10, { finished: 2 })).toBe(10);
  expect(told(300, { total: 72 })).toBe(300);
  expect(told(150, { total: 72, threads: 4 })).toBe(150);
  expect(told(120, { total: 72, threads: 4, paused: 1 })).toBe(120);
  expect(told(null)).toBeNull();
  expect(told(7)).toBe(7);
});
