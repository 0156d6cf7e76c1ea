import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cauchyCombination } from '../../shared/statistics/cauchy.ts';
import { holmAdjust } from '../../shared/statistics/holm.ts';
import { meanInterval, summarize, wilsonInterval } from '../../shared/statistics/intervals.ts';
import { pairedDifference } from '../../shared/statistics/paired.ts';
import { countRejections } from '../../shared/statistics/rejections.ts';
import { detectableDifference, welchTest } from '../../shared/statistics/welch.ts';
import { randomStream } from '../../src-main/numeric/random.ts';

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

describe('Cauchy combination', () => {
  /** By its definition, with the trigonometry of the platform. */
  const combined = (ps: number[]): number =>
    0.5 - Math.atan(ps.reduce((sum, p) => sum + Math.tan((0.5 - p) * Math.PI), 0) / ps.length) / Math.PI;

  it('agrees with its definition, whatever the order', () => {
    // Between tails whose tangents cancel beyond the digits of a p near 1.
    const p = fc.double({ min: 1e-3, max: 1 - 1e-3, noNaN: true });
    fc.assert(
      fc.property(fc.array(p, { minLength: 2, maxLength: 12 }), (ps) => {
        expect(cauchyCombination(ps)).toBeCloseTo(combined(ps), 9);
        expect(cauchyCombination([...ps].reverse())).toBeCloseTo(cauchyCombination(ps)!, 12);
      }),
    );
  });

  it('keeps equal ps and a single one, follows the smallest in the far tail, and leaves nulls out', () => {
    expect(cauchyCombination([0.2, 0.2, 0.2])).toBeCloseTo(0.2, 12);
    expect(cauchyCombination([null, 0.3])).toBe(0.3);
    expect(cauchyCombination([1e-20, 0.5, 0.5, 0.5])! / 4e-20).toBeCloseTo(1, 8);
    expect(cauchyCombination([0, 0.9])).toBe(0);
    expect(cauchyCombination([null, null])).toBeNull();
    expect(() => cauchyCombination([0.1, 1.2])).toThrow(RangeError);
  });

  it('does not let one p of 1 outvote the rest', () => {
    expect(cauchyCombination([1, 0.001, 0.001])).toBeLessThan(0.01);
  });

  it('holds its level under the null, where a median does not', () => {
    const stream = randomStream(3, 'test/cauchy');
    const samples = Array.from({ length: 4000 }, () => Array.from({ length: 5 }, () => stream.uniform()));
    const share = (pOf: (ps: number[]) => number) => samples.filter((ps) => pOf(ps) < 0.05).length / 4000;
    expect(share((ps) => cauchyCombination(ps)!)).toBeGreaterThan(0.04);
    expect(share((ps) => cauchyCombination(ps)!)).toBeLessThan(0.06);
    expect(share((ps) => [...ps].sort((a, b) => a - b)[2])).toBeLessThan(0.005);
  });
});

describe('rejections and what a test can see', () => {
  it('counts them with Wilson’s interval, nulls left out', () => {
    expect(countRejections([0.01, 0.2, null, 0.049, 0.05])).toEqual({
      ...{ rejected: 2, n: 4, share: 0.5 },
      ...wilsonInterval(2, 4),
    });
    expect(countRejections([null])).toEqual({ rejected: 0, n: 0, share: null, low: 0, high: 1 });
  });

  it('finds 0.18 between 47 users a side that vary by 0.31', () => {
    expect(detectableDifference(0.31, 47, 47)).toBeCloseTo(0.181, 3);
    expect(detectableDifference(0.31, 1, 1)).toBeNull();
  });

  it('is seen four times in five', () => {
    const stream = randomStream(5, 'test/power');
    const [left, right] = [12, 20];
    const difference = detectableDifference(2, left, right)!;
    const draw = (n: number, mean: number) => Array.from({ length: n }, () => mean + 2 * stream.normal());
    const seen = Array.from({ length: 4000 }, () => welchTest(draw(left, difference), draw(right, 0))!.p < 0.05);
    const share = seen.filter(Boolean).length / 4000;
    expect(share).toBeGreaterThan(0.77);
    expect(share).toBeLessThan(0.83);
  });
});
