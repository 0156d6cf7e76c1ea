import { describe, expect, it } from 'vitest';
import { countOutcomes, outcomeOf, reasonOf } from '../../../src-renderer/views/paper/claim-outcome.ts';

const met = { holds: true, because: '' };
const broken = { holds: false, because: 'the interval lies below 0' };
const unclear = { holds: false, because: 'not shown: the interval includes 0 at n = 5' };
const open = { holds: null, because: '1 of at least 2 targets' };

describe('the outcome of a rule', () => {
  it('tells what is broken from what is only not shown, and from what is not decided', () => {
    expect([met, broken, unclear, open].map(outcomeOf)).toEqual(['holds', 'does not hold', 'not shown', 'not decided']);
  });

  it('has its reason without the word that the outcome says already', () => {
    expect([met, broken, unclear].map(reasonOf)).toEqual(['', 'The interval lies below 0.', 'The interval includes 0 at n = 5.']);
  });

  it('is counted, in one order whatever that of the settings, and none that is missing', () => {
    expect(countOutcomes([open, unclear, met, unclear, met])).toBe('2 hold, 2 are not shown, 1 is not decided');
    expect(countOutcomes([broken])).toBe('1 does not hold');
  });
});
