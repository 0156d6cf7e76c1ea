import { expect, test } from 'vitest';
import { createDayCount } from '../../../src-main/runs/queue/day-count.ts';

test('a day’s count begins anew at the local midnight, whether it is added to or read', () => {
  let now = new Date(2026, 10, 29, 22).getTime();
  const count = createDayCount(() => now);
  expect(count.today()).toBe(0);
  count.add(3);
  now = new Date(2026, 10, 29, 23, 59, 59).getTime();
  count.add(2);
  expect(count.today()).toBe(5);
  now = new Date(2026, 10, 30).getTime();
  expect(count.today()).toBe(0);
  count.add(1);
  now = new Date(2026, 11, 1).getTime();
  count.add(4);
  expect(count.today()).toBe(4);
});
