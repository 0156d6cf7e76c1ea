import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holmAdjust } from '../../shared/statistics/holm.ts';
import { meanInterval, summarize, wilsonInterval } from '../../shared/statistics/intervals.ts';
import { pairedDifference } from '../../shared/statistics/paired.ts';
import { welchTest } from '../../shared/statistics/welch.ts';

// Student's sleep data (Biometrika 6 (1908), and R's `sleep`): extra hours under two drugs, ten patients.
const firstDrug = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2];
const secondDrug = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

describe('tests on the published sleep data', () => {
  it('pairs as R does: t = -4.0621, df = 9, p = 0.002833, interval -2.4599 to -0.7001', () => {
    const difference = pairedDifference(firstDrug, secondDrug);
    expect(difference.mean).toBeCloseTo(-1.58, 12);
    expect(difference.t).toBeCloseTo(-4.062127683382037, 11);
    expect(difference.p).toBeCloseTo(0.002832890197384273, 13);
    expect(difference.low).toBeCloseTo(-2.459885763276983, 11);
    expect(difference.high).toBeCloseTo(-0.7001142367230175, 11);
  });

  it('has the Welch test of R: t = -1.8608, df = 17.776, p = 0.07939', () => {
    const test = welchTest(firstDrug, secondDrug);
    expect(test?.t).toBeCloseTo(-1.8608134674868526, 11);
    expect(test?.df).toBeCloseTo(17.776473516178488, 10);
    expect(test?.p).toBeCloseTo(0.0793941401873583, 12);
  });

  it('gives the t interval of a mean', () => {
    const summary = summarize(firstDrug);
    expect(summary.mean).toBeCloseTo(0.75, 14);
    expect(summary.sd).toBeCloseTo(1.78901, 5);
    expect(meanInterval(summary)?.low).toBeCloseTo(-0.5297804135262318, 11);
    expect(meanInterval(summary)?.high).toBeCloseTo(2.0297804135262316, 11);
  });
});

describe('few or equal values', () => {
  it('says nothing where there is nothing to say', () => {
    expect(summarize([])).toEqual({ n: 0, mean: null, sd: null });
    expect(summarize([3])).toEqual({ n: 1, mean: 3, sd: null });
    expect(meanInterval(summarize([3]))).toBeNull();
    expect(pairedDifference([1], [0])).toEqual({
      n: 1,
      mean: 1,
      sd: null,
      low: null,
      high: null,
      t: null,
      p: null,
    });
    expect(welchTest([1], [1, 2])).toBeNull();
    expect(welchTest([1, 1], [2, 2])).toBeNull();
    expect(() => pairedDifference([1, 2], [1])).toThrow(RangeError);
  });

  it('separates no difference from a constant one', () => {
    expect(pairedDifference([1, 2], [1, 2])).toMatchObject({ t: 0, p: 1 });
    expect(pairedDifference([2, 3], [1, 2])).toMatchObject({ mean: 1, t: Infinity, p: 0 });
  });
});

describe('Wilson interval', () => {
  // Newcombe, Statist. Med. 17 (1998) 857-872, table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %i in %i agrees with Newcombe', (successes, n, low, high) => {
    const interval = wilsonInterval(successes, n);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  it('is the whole range without data and refuses more successes than trials', () => {
    expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1 });
    expect(() => wilsonInterval(3, 2)).toThrow(RangeError);
  });
});

describe('Holm', () => {
  it('agrees with the textbook example', () => {
    // 0.01, 0.04, 0.03, 0.005 at the family size of four: 0.03, 0.06, 0.06, 0.02.
    const adjusted = holmAdjust([0.01, 0.04, 0.03, 0.005]);
    [0.03, 0.06, 0.06, 0.02].forEach((p, i) => expect(adjusted[i]).toBeCloseTo(p, 14));
  });

  it('leaves out nulls, stays monotone, between p and n p', () => {
    expect(holmAdjust([null, 0.02, null])).toEqual([null, 0.02, null]);
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 }), (pValues) => {
        const adjusted = holmAdjust(pValues).map((p) => p ?? NaN);
        const order = pValues.map((_, i) => i).sort((a, b) => pValues[a] - pValues[b] || a - b);
        order.forEach((index, rank) => {
          expect(adjusted[index]).toBeGreaterThanOrEqual(pValues[index]);
          expect(adjusted[index]).toBeLessThanOrEqual(Math.min(1, pValues.length * pValues[index]));
          if (rank > 0) expect(adjusted[index]).toBeGreaterThanOrEqual(adjusted[order[rank - 1]]);
        });
      }),
    );
  });
});
