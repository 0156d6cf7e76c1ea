import { describe, expect, it } from 'vitest';
import type { Uniqueness } from '../../../shared/domain/uniqueness.ts';
import { rangeOverStarts, startDependenceInWords, startInWords, startsInWords } from '../../../src-renderer/formatting/starts.ts';

const model = { start: 'warm', objective: 1, relativeGradient: 1e-9, converged: true, difference: 0 };
const check = (part: Partial<Uniqueness>): Uniqueness => ({
  ...{ starts: 3, clean: [model], poisoned: [{ ...model, predictionShiftRmse: 0.3, targetMean: null }], targetMeanBefore: null },
  ...{ cleanDifference: 0, poisonedDifference: 0, effectSpread: 0, targetSpread: null, dependence: 0.012, targetDependence: null, warnings: [] },
  ...part,
});

describe('a uniqueness check in words', () => {
  it('says what depends on the start, or how little does', () => {
    expect(startsInWords(check({ warnings: ['It depends.'] }))).toEqual(['It depends.']);
    expect(startsInWords(check({}))[0]).toContain('differ by at most 1.2 % of it');
    expect(startsInWords(check({ targetDependence: 0.03 }))[0]).toContain('at most 3.0 %');
    expect(startsInWords(check({ dependence: 1e-9 }))[0]).toContain('less than 0.1 %');
    expect(startsInWords(check({ dependence: null }))).toEqual(['The effect is below 0.005: a share of it would say nothing.']);
  });

  it('says once that the effect of a run depends on the start, of every measure that does', () => {
    const ofRmse = 'The effect depends on where retraining starts: RMSE 0.290 from the clean model, 0.330 from a random start.';
    const ofTarget = 'The effect depends on where retraining starts: target mean +0.41 from the clean model, +0.30 from a random start.';
    expect(startDependenceInWords([ofRmse, 'Half of the malicious users are alike.', ofTarget])).toBe(
      'The effect depends on where retraining starts: RMSE 0.290 from the clean model, 0.330 from a random start; target mean +0.41 from the clean model, +0.30 from a random start.',
    );
    expect(startDependenceInWords([ofTarget])).toBe(ofTarget);
    expect(startDependenceInWords(['Half of the malicious users are alike.'])).toBe(null);
  });

  it('has a plain word for each start, and says what it is', () => {
    expect(['warm', 'fixed', 'random 2'].map((start) => startInWords(start).words)).toEqual(['clean model', 'usual start', 'random 2']);
    expect(startInWords('fixed').title).toContain('the same factors in every run');
  });

  it('gives the range of the effect over the starts', () => {
    const poisoned = [0.33, 0.3, 0.31].map((predictionShiftRmse, at) => ({ ...model, predictionShiftRmse, targetMean: at === 0 ? 1.3 : 1.25 }));
    expect(rangeOverStarts(check({ poisoned }), 'predictionShiftRmse', 3)).toBe('0.300 to 0.330');
    expect(rangeOverStarts(check({ poisoned }), 'targetMean', 2)).toBe('1.25 to 1.30');
    expect(rangeOverStarts(check({ poisoned }), 'predictionShiftRmse', 0)).toBe('0');
    expect(rangeOverStarts(check({}), 'targetMean', 2)).toBe('–');
  });
});
