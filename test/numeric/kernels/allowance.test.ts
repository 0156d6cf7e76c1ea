import { expect, test } from 'vitest';
import { setThreadAllowance, threadsAllowed } from '../../../src-main/numeric/kernels/allowance.ts';

test('one thread until told, then what the shared cell says now, never below one', () => {
  expect(threadsAllowed()).toBe(1);
  const cell = new Int32Array(new SharedArrayBuffer(4));
  cell[0] = 3;
  setThreadAllowance(cell);
  expect(threadsAllowed()).toBe(3);
  Atomics.store(cell, 0, 8);
  expect(threadsAllowed()).toBe(8);
  for (const low of [0, -2]) {
    Atomics.store(cell, 0, low);
    expect(threadsAllowed()).toBe(1);
  }
});
