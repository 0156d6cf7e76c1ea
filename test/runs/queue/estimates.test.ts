import { expect, test } from 'vitest';
import { createEstimates } from '../../../src-main/runs/queue/estimates.ts';
import { sampleRun } from '../../renderer/sample-run.ts';

test('each run is asked for once until runs end, and then within two seconds, whether or not anything else happens', () => {
  let clock = 0;
  let measured = 9.7;
  const asked: string[] = [];
  const estimates = createEstimates(
    () => {
      const read = measured;
      return () => (asked.push('run'), read);
    },
    () => clock,
  );
  const [one, two] = [sampleRun('a'), sampleRun('b')];
  expect([estimates.of(one), estimates.of(two), estimates.of(one)]).toEqual([9.7, 9.7, 9.7]);
  expect(asked).toHaveLength(2);
  clock = 60_000;
  expect(estimates.renew()).toBe(false);

  // A second run ends just after the first was read, and then the queue is paused: nothing ends any more.
  estimates.ended();
  expect(estimates.renew()).toBe(true);
  measured = 1.7;
  estimates.ended();
  expect([estimates.renew(), estimates.of(one)]).toEqual([false, 9.7]);
  clock += 1999;
  expect(estimates.renew()).toBe(false);
  clock += 1;
  expect([estimates.renew(), estimates.of(one), estimates.of(two)]).toEqual([true, 1.7, 1.7]);
  clock += 60_000;
  expect(estimates.renew()).toBe(false);
});
