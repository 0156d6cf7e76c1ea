import { expect, test } from 'vitest';
import { removeCheckpoint, writeCheckpoint } from '../../../src-main/runs/engine-process/checkpoint-file.ts';
import { createHalfDone } from '../../../src-main/runs/queue/half-done.ts';
import { emptyHome } from '../../store/sample-runs.ts';

const point = (iteration: number, accepted = true) => ({ iteration, utility: 0, predictionShiftRmse: 0, targetMean: null, step: 1, accepted });
const stored = (home: string, key: string, trace: ReturnType<typeof point>[]) =>
  writeCheckpoint(home, { key, arithmeticProbe: 'p', revisions: [], seconds: 7, trace }, { any: 'state' });
const run = (key: string, iterations?: number) => {
  const none = { id: 'none', config: {} };
  const attack = { id: 'pga', config: iterations === undefined ? {} : { iterations } };
  return { key, config: { dataset: 'd', learner: none, objective: none, gradient: none, attack, budget: { maliciousShare: 0.1, fillerSize: 1, maxRating: 2 }, seed: 1 } };
};

test('a run with a checkpoint is as far as its last accepted step', () => {
  const home = emptyHome();
  stored(home, 'aa', [point(0), point(1), point(2), point(3, false)]);
  const halfDone = createHalfDone(home);
  expect(halfDone.of(run('aa', 12))).toMatchObject({ key: 'aa', iteration: 2, iterations: 12, elapsedSeconds: 7 });
  expect([halfDone.of(run('aa')), halfDone.of(run('bb', 12))]).toEqual([null, null]);
});

test('what a run left is known once it has stopped, and forgotten with its checkpoint', () => {
  const home = emptyHome();
  const halfDone = createHalfDone(home);
  stored(home, 'aa', [point(0), point(1)]);
  halfDone.stopped('aa');
  expect(halfDone.of(run('aa', 3))).toMatchObject({ iteration: 1 });
  removeCheckpoint(home, 'aa');
  halfDone.stopped('aa');
  expect(halfDone.of(run('aa', 3))).toBeNull();
});
