import { beforeAll, describe, expect, it } from 'vitest';
import { nearestInSize } from '../../../src-main/engine/detectors/rated-items/partners.ts';
import { ratedItems } from '../../../src-main/engine/detectors/rated-items/rated-items.ts';
import { randomStream, sampleWithoutReplacement } from '../../../src-main/numeric/random.ts';
import { sparseRatings, type SparseRatings } from '../../../src-main/numeric/sparse-ratings.ts';
import type { RatingsDataset } from '../../../src-main/ratings/ratings-dataset.ts';
import { wilsonInterval } from '../../../shared/statistics/intervals.ts';
import { generateRatings, syntheticDataset } from '../../../src-main/ratings/synthetic.ts';
import { importFile } from '../../ratings/miniature.ts';
import { realData } from '../../real-data.ts';

/** Rows of item lists as ratings of 1. */
function profiles(items: number, rows: ArrayLike<number>[]): SparseRatings {
  const user = rows.flatMap((row, i) => Array.from(row, () => i));
  const item = rows.flatMap((row) => Array.from(row));
  return sparseRatings(
    rows.length,
    items,
    user,
    item,
    item.map(() => 1),
  );
}

function itemsOf(ratings: SparseRatings, user: number): Int32Array {
  return ratings.rowItem.slice(ratings.rowStart[user], ratings.rowStart[user + 1]);
}

const defaults = ratedItems.config.parse({});

describe('partners', () => {
  it('are the nearest in log profile size, ties by ascending user, without users that rated nothing', () => {
    const sizes = Int32Array.of(100, 25, 50, 0, 49, 200, 52);
    const byLog = [...sizes.keys()]
      .filter((user) => sizes[user] > 0)
      .sort((a, b) => Math.abs(Math.log(sizes[a] / 50)) - Math.abs(Math.log(sizes[b] / 50)) || a - b);
    expect([...nearestInSize(sizes, 50, 60)]).toEqual(byLog);
    expect([...nearestInSize(sizes, 50, 4)]).toEqual([2, 4, 6, 0]);
  });
});

describe('the statistic on a case done by hand', () => {
  /*
   * Six items rated by 4, 3, 2, 2, 1, 0 of four normal users of sizes 3, 3, 3, 3: means of log(1 + count) are
   * log 5, log 4, log 3, log 3, log 2, log 1. Fakes of size 3 need no cut; K = 60 takes all four partners.
   */
  const normal = profiles(6, [
    [0, 1, 2],
    [0, 1, 3],
    [0, 2, 3],
    [0, 1, 4],
  ]);
  const fakes = profiles(6, [
    [0, 1, 5],
    [2, 4, 5],
    [3, 4, 5],
  ]);
  const weight = [5, 4, 3, 3, 2, 1].map(Math.log);
  const meanOf = (row: number[]): number => row.reduce((sum, j) => sum + weight[j], 0) / row.length;
  const left = [
    [0, 1, 5],
    [2, 4, 5],
    [3, 4, 5],
  ].map(meanOf);
  const right = [
    [0, 1, 2],
    [0, 1, 3],
    [0, 2, 3],
    [0, 1, 4],
  ].map(meanOf);

  it('gives Welch’s p of the textbook', () => {
    const mean = (xs: number[]): number => xs.reduce((a, b) => a + b, 0) / xs.length;
    const variance = (xs: number[]): number =>
      xs.reduce((s, x) => s + (x - mean(xs)) ** 2, 0) / (xs.length - 1);
    const a = variance(left) / left.length;
    const b = variance(right) / right.length;
    const t = (mean(left) - mean(right)) / Math.sqrt(a + b);
    const df = (a + b) ** 2 / (a ** 2 / (left.length - 1) + b ** 2 / (right.length - 1));
    const measured = ratedItems.measure({ normal, profiles: fakes, seed: 1 }, defaults);
    expect(measured.welchP).toBeCloseTo(twoSidedByIntegration(t, df), 6);
    expect(measured.welchDifference).toBeCloseTo(mean(left) - mean(right), 12);
    expect(measured.welchSd).toBeCloseTo(Math.sqrt(variance(right)), 12);
    expect(measured.welchEffectSize).toBeCloseTo((mean(left) - mean(right)) / Math.sqrt(variance(right)), 12);
    expect(measured).toMatchObject({ welchUsers: 3, welchPartners: 4 });
    // t quantiles at 5 degrees of freedom: 2.570582 at 0.975, 0.919544 at 0.8.
    const errors = Math.sqrt(variance(right) * (1 / 3 + 1 / 4));
    expect(measured.welchDetectable).toBeCloseTo((2.570582 + 0.919544) * errors, 5);
  });

  it('gives a paired p that some choice of distinct partners gives, and a range that holds them', () => {
    const measured = ratedItems.measure({ normal, profiles: fakes, seed: 1 }, defaults);
    const possible: number[] = [];
    for (let a = 0; a < 4; a++) {
      for (let b = 0; b < 4; b++) {
        for (let c = 0; c < 4; c++) {
          if (a === b || b === c || a === c) continue;
          const d = [left[0] - right[a], left[1] - right[b], left[2] - right[c]];
          const mean = (d[0] + d[1] + d[2]) / 3;
          const sd = Math.sqrt(d.reduce((s, x) => s + (x - mean) ** 2, 0) / 2);
          const t = mean / (sd / Math.sqrt(3));
          possible.push(1 - Math.abs(t) / Math.sqrt(2 + t * t));
        }
      }
    }
    expect(Math.min(...possible.map((p) => Math.abs(p - measured.pairedTP!)))).toBeLessThan(1e-12);
    expect(measured.pairedTPLow!).toBeGreaterThanOrEqual(Math.min(...possible) - 1e-12);
    expect(measured.pairedTPHigh!).toBeLessThanOrEqual(Math.max(...possible) + 1e-12);
    expect(measured.pairedTPLow!).toBeLessThan(measured.pairedTPHigh!);
  });
});

describe('the statistic', () => {
  const { ratings: normal } = generateRatings({
    users: 200,
    items: 300,
    ratings: 9000,
    rank: 2,
    noise: 0.5,
    seed: 6,
  });
  const uniform = (seed: number): SparseRatings => {
    const stream = randomStream(seed, 'test/uniform');
    return profiles(
      300,
      Array.from({ length: 20 }, () => sampleWithoutReplacement(stream, 300, 30)),
    );
  };

  it('sees uniform profiles at once', () => {
    const measured = ratedItems.measure({ normal, profiles: uniform(1), seed: 1 }, defaults);
    expect(measured.welchP).toBeLessThan(1e-6);
    expect(measured.pairedTPHigh).toBeLessThan(1e-3);
  });

  it('depends on the seed in the paired t alone, when no partner is cut', () => {
    const fakes = profiles(
      300,
      Array.from({ length: 5 }, (_, i) => itemsOf(normal, i)),
    );
    const whole = profiles(
      300,
      Array.from({ length: 40 }, (_, i) => itemsOf(normal, i).slice(0, 20)),
    );
    const long = ratedItems.measure({ normal: whole, profiles: fakes, seed: 1 }, defaults);
    const other = ratedItems.measure({ normal: whole, profiles: fakes, seed: 2 }, defaults);
    expect(long.welchP).toBe(other.welchP);
    expect(long.pairedTP).not.toBe(other.pairedTP);
    expect(ratedItems.measure({ normal: whole, profiles: fakes, seed: 1 }, defaults)).toEqual(long);
  });

  it('is null where it is undefined, and says nothing of profiles without ratings', () => {
    const nothing = {
      ...{ welchP: null, welchDifference: null, welchEffectSize: null },
      ...{ pairedTP: null, pairedTPLow: null, pairedTPHigh: null },
    };
    for (const rows of [[], [[1, 2]], [[], [1, 2], []]]) {
      const measured = ratedItems.measure({ normal, profiles: profiles(300, rows), seed: 1 }, defaults);
      expect(measured).toMatchObject(nothing);
      expect(measured.welchUsers).toBe(rows.flat().length / 2);
    }
    const fakes = uniform(2);
    const padded = profiles(300, [...Array.from({ length: 20 }, (_, i) => itemsOf(fakes, i)), []]);
    const wanted = ratedItems.measure({ normal, profiles: fakes, seed: 1 }, defaults).welchP;
    expect(ratedItems.measure({ normal, profiles: padded, seed: 1 }, defaults).welchP).toBe(wanted);
    const silent = sparseRatings(3, 300, [], [], []);
    expect(ratedItems.measure({ normal: silent, profiles: fakes, seed: 1 }, defaults)).toEqual({
      ...nothing,
      ...{ welchSd: null, welchUsers: 0, welchPartners: 0, welchDetectable: null },
    });
  });

  it('compares nobody with a user whose rated set was copied, as if that user were not there', () => {
    const templates = Int32Array.of(3, 50, 120);
    const copies = profiles(300, Array.from(templates, (user) => itemsOf(normal, user)));
    const rows = Array.from({ length: 200 }, (_, i) => (templates.includes(i) ? [] : itemsOf(normal, i)));
    // Popularity counts the templates' ratings all the same.
    const whole = { ...normal, ...rowsOf(profiles(300, rows)) };
    const partners = { ...defaults, partners: 2 };
    const wanted = ratedItems.measure({ normal: whole, profiles: copies, seed: 1 }, partners);
    const found = ratedItems.measure({ normal, profiles: copies, templates, seed: 1 }, partners);
    expect(found).toEqual(wanted);
    expect(ratedItems.measure({ normal, profiles: copies, seed: 1 }, partners)).not.toEqual(wanted);
  });

  it('pairs more fakes than partners by using each partner as evenly as it can', () => {
    const few = profiles(300, [itemsOf(normal, 0), itemsOf(normal, 1), itemsOf(normal, 2)]);
    const measured = ratedItems.measure({ normal: few, profiles: uniform(3), seed: 1 }, defaults);
    expect(measured.pairedTP).toBeGreaterThanOrEqual(0);
    expect(measured.pairedTP).toBeLessThanOrEqual(1);
  });
});

/** Who rated what, without what was rated how often. */
function rowsOf({ rowStart, rowItem, rowValue }: SparseRatings): Partial<SparseRatings> {
  return { rowStart, rowItem, rowValue };
}

/** The level of the tests, and what MATH.md found of it under the null. */
const level = 0.05;
const published = { low: 0.046, high: 0.058 };

/**
 * 47 real users stand in for malicious users, by design as no partners; `replaced` of each one's items are replaced by
 * uniform ones. With `size` they are drawn among the 140 nearest to it, and are no longer than it.
 * @returns the p of Welch's t of each draw
 */
function draws(
  { ratings: normal }: RatingsDataset,
  count: number,
  { size, replaced }: { size: number | null; replaced: number },
): number[] {
  const sizes = Int32Array.from({ length: normal.users }, (_, i) => itemsOf(normal, i).length);
  const pool = size === null ? Int32Array.from(sizes.keys()) : nearestInSize(sizes, size, 140);
  return Array.from({ length: count }, (_, seed) => {
    const stream = randomStream(seed, 'test/fakes');
    const templates = sampleWithoutReplacement(stream, pool.length, 47).map((at) => pool[at]);
    const rows = Array.from(templates, (user) => {
      const own = itemsOf(normal, user);
      const length = Math.min(own.length, size ?? own.length);
      const kept = sampleWithoutReplacement(stream, own.length, length - Math.round(replaced * length));
      const items = new Set([...kept].map((at) => own[at]));
      while (items.size < length) items.add(stream.integer(normal.items));
      return [...items];
    });
    const input = { normal, profiles: profiles(normal.items, rows), templates, seed };
    return ratedItems.measure(input, { ...defaults, pairings: 1 }).welchP!;
  });
}

function rejectionsOf(ps: readonly number[]): number {
  return ps.filter((p) => p < level).length;
}

const null99 = (rejected: number, n: number) => wilsonInterval(rejected, n, 2.5758);

describe('on the built-in data, with users of it drawn as fakes', () => {
  const dataset = syntheticDataset();

  it('Welch’s t rejects no more often than its level allows', () => {
    // It rejects less often here: sizes explain more of popularity, and partners follow the fakes into the long profiles.
    const rejected = rejectionsOf(draws(dataset, 400, { size: null, replaced: 0 }));
    expect(rejected).toBeGreaterThan(0);
    expect(null99(rejected, 400).low).toBeLessThan(published.high);
  });

  it('Welch’s t sees 10 % uniform items among 50', () => {
    expect(rejectionsOf(draws(dataset, 60, { size: 50, replaced: 0.1 }))).toBeGreaterThanOrEqual(57);
  });
});

describe.skipIf(!realData('ml-100k.zip'))('on ml-100k, with real users drawn as fakes', () => {
  let dataset: RatingsDataset;
  beforeAll(async () => {
    dataset = await importFile(realData('ml-100k.zip')!);
  });

  it.each([null, 50])('Welch’s t rejects one in twenty at level 0.05, within the band of its rate (size %s)', (size) => {
    const rejected = rejectionsOf(draws(dataset, 600, { size, replaced: 0 }));
    const { low, high } = null99(rejected, 600);
    expect(low).toBeLessThanOrEqual(published.high);
    expect(high).toBeGreaterThanOrEqual(published.low);
  });

  it('Welch’s t sees 10 % uniform items among 50 real ones', () => {
    expect(rejectionsOf(draws(dataset, 100, { size: 50, replaced: 0.1 }))).toBeGreaterThanOrEqual(95);
  });
});

/** Two-sided p of Student's t by integrating its density with Simpson's rule on a finite angle. */
function twoSidedByIntegration(t: number, df: number): number {
  const density = (angle: number): number => Math.cos(angle) ** (df - 1);
  const integrate = (from: number, to: number): number => {
    const steps = 20_000;
    const h = (to - from) / steps;
    let sum = density(from) + density(to);
    for (let k = 1; k < steps; k++) sum += density(from + k * h) * (k % 2 ? 4 : 2);
    return (sum * h) / 3;
  };
  const edge = Math.atan(Math.abs(t) / Math.sqrt(df));
  return integrate(edge, Math.PI / 2) / integrate(0, Math.PI / 2);
}
