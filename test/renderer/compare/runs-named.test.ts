import { expect, test } from 'vitest';
import { runsNamed } from '../../../src-renderer/views/compare/runs-named.ts';
import { sampleRun } from '../sample-run.ts';

test('runs are named by whole keys and by prefixes of any length, and keep their order', () => {
  const runs = ['aa11', 'ab22', 'ba33', 'bb44'].map((key) => (sampleRun(key)));
  const named = (...references: string[]) => runsNamed(runs, references).map(({ key }) => key);
  expect(named('bb44', 'aa')).toEqual(['aa11', 'bb44']);
  expect(named('b', 'ab2', 'a11')).toEqual(['ab22', 'ba33', 'bb44']);
  expect(named('aa111', 'c')).toEqual([]);
  expect(named()).toEqual([]);
});
