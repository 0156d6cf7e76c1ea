import { expect, test } from 'vitest';
import { readAhead } from '../../src-main/hosts/read-ahead.ts';

test('the list of runs is read while the window starts, after what started it, and nothing is told of what goes wrong', async () => {
  const asked: unknown[][] = [];
  readAhead({
    call: (...words) => {
      asked.push(words);
      return Promise.reject(new Error('The library is gone.'));
    },
  });
  expect(asked).toEqual([]);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(asked).toEqual([['runs.columns', {}]]);
});
