import { expect, test } from 'vitest';
import { endInWords, resultInWords } from '../../../src-main/runs/queue/end-in-words.ts';
import { sampleResult } from '../../store/sample-results.ts';

const metrics = { ...sampleResult(1).metrics, predictionShiftRmse: 0.2764, targetMeanAfter: null, iterations: 24 };

test('a run that is done says what it reached, with as many words as its attack and goal have', () => {
  expect(endInWords('done', 'PGA exact, 4 %, seed 2', resultInWords(metrics, 51.2))).toBe('Done PGA exact, 4 %, seed 2: RMSE 0.276, 24 iterations, 51 s');
  expect(resultInWords({ ...metrics, iterations: 0 }, 0.81)).toBe('RMSE 0.276, 0.8 s');
  expect(resultInWords({ ...metrics, iterations: 1, targetMeanAfter: -0.5 }, 98)).toBe('RMSE 0.276, target’s mean −0.500, 1 iteration, 98 s');
  expect(resultInWords({ ...metrics, iterations: 1400 }, 1800)).toBe('RMSE 0.276, 1,400 iterations, 30 min');
  expect(resultInWords(metrics, 7260)).toBe('RMSE 0.276, 24 iterations, 2 h 1 min');
});

test('each end has its word', () => {
  expect(endInWords('given back', 'Uniform, 4 %, seed 1', 'it waits again')).toBe('Waiting Uniform, 4 %, seed 1: it waits again');
});
