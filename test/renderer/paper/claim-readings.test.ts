import { describe, expect, it } from 'vitest';
import type { ClaimReading } from '../../../shared/domain/claim.ts';
import { byReading, cellWords } from '../../../src-renderer/views/paper/claim-readings.ts';

const tried = (wish: Partial<ClaimReading>): ClaimReading => ({
  ...{ reading: 'as printed', counts: false, gradient: 'exact', beta: 0.6, note: '', measured: 0.1, interval: null, overTargets: null, n: 5, holds: false, because: '' },
  ...wish,
});

describe('the readings of a claim', () => {
  it('stand together by their words, and count where any of them does', () => {
    const groups = byReading([tried({ beta: 0.3 }), tried({ counts: true }), tried({ reading: 'fixed support' }), tried({ beta: 1 })]);
    expect(groups.map(({ reading, counts, tried: own }) => [reading, counts, own.map(({ beta }) => beta)])).toEqual([
      ['as printed', true, [0.3, 0.6, 1]],
      ['fixed support', false, [0.6]],
    ]);
  });

  it('say gradient and β where there are some', () => {
    expect(cellWords(tried({ note: 'median p 0.1' }))).toEqual(['exact', 'β = 0.6', 'median p 0.1']);
    expect(cellWords(tried({ gradient: null, beta: null }))).toEqual(['no gradient', '', '']);
  });
});
