import { expect, test } from 'vitest';
import { queuedInWords } from '../../../src-main/runs/queue/queued-in-words.ts';
import { stepInWords } from '../../../src-main/runs/queue/step-in-words.ts';

const point = { iteration: 14, utility: 1, predictionShiftRmse: 0.2512, targetMean: null, step: 0.25, accepted: true };

test('a step says which run took it, and what came of it', () => {
  expect(stepInWords(point, 'PGA exact, 4 %, seed 3')).toBe('PGA exact, 4 %, seed 3: iteration 14 accepted, RMSE 0.251');
  expect(stepInWords({ ...point, targetMean: -0.5 }, 'a')).toBe('a: iteration 14 accepted, RMSE 0.251, target’s mean −0.500');
  expect(stepInWords({ ...point, iteration: 14_213, accepted: false }, 'a')).toBe('a: iteration 14,213 gained nothing at step 0.25, which is halved');
});

test('what was stored is told as not computed, thousands apart', () => {
  expect(queuedInWords('Figure 1', 1, 1192)).toEqual(['Queued 1 run of Figure 1.', 'From the store, nothing computed: 1,192 runs of Figure 1.']);
  expect(queuedInWords('Figure 1', 0, 0)).toEqual([]);
});
