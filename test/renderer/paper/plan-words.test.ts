import { expect, test } from 'vitest';
import { planInWords } from '../../../src-renderer/views/paper/plan-words.ts';

test('says how many runs are left and how long they take, before they are queued', () => {
  expect(planInWords(null)).toBe('');
  expect(planInWords({ runs: 0, cached: 0, estimateSeconds: 0 })).toBe('');
  expect(planInWords({ runs: 1264, cached: 0, estimateSeconds: 6420 })).toBe('1,264 runs, about 1 h 50 min');
  expect(planInWords({ runs: 1264, cached: 60, estimateSeconds: null })).toBe('1,204 of 1,264 runs, time unknown');
  expect(planInWords({ runs: 264, cached: 264, estimateSeconds: 0 })).toBe('all 264 runs stored');
});
