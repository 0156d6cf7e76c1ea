import { describe, expect, it } from 'vitest';
import { crossedInterval } from '../../shared/statistics/crossed-interval.ts';
import { meanInterval, summarize } from '../../shared/statistics/intervals.ts';
import { randomStream } from '../../src-main/numeric/random.ts';

describe('an interval over the rows and columns of a table', () => {
  it('is the t interval over rows where columns are alike, and the other way round', () => {
    const rows = [0.1, 0.4, 0.2, 0.9];
    const { low, high } = meanInterval(summarize(rows))!;
    for (const table of [rows.map((value) => [value, value, value]), [rows, rows, rows]]) {
      const interval = crossedInterval(table)!;
      expect(interval.low).toBeCloseTo(low, 12);
      expect(interval.high).toBeCloseTo(high, 12);
    }
  });

  it('is that of a worked example', () => {
    // Means of rows 2, 5, 8 and of columns 4, 5, 6, no rest: MS of rows 27, of columns 3; variance 30/9; df 900 / (729/2 + 9/2) = 2.439.
    const { low, high } = crossedInterval([[1, 2, 3], [4, 5, 6], [7, 8, 9]])!;
    expect((low + high) / 2).toBeCloseTo(5, 12);
    const half = (high - low) / 2;
    // t(2) = 4.3027 of the rows alone on √3 is wider than t(2.439) = 3.6409 on √(30/9).
    expect(half).toBeCloseTo(4.302652729911275 * Math.sqrt(3), 9);
  });

  it('is none without two rows and two columns', () => {
    for (const table of [[], [[1, 2]], [[1], [2]]]) expect(crossedInterval(table)).toBeNull();
  });

  it('covers the mean behind seeds and targets as often as it says, where the interval over seeds alone does not', () => {
    const random = randomStream(20, 'crossed', 0);
    const tries = 3000;
    let both = 0;
    let seedsAlone = 0;
    for (let n = 0; n < tries; n++) {
      const seeds = Array.from({ length: 5 }, () => random.normal());
      const targets = Array.from({ length: 3 }, () => 2 * random.normal());
      const table = seeds.map((seed) => targets.map((target) => seed + target + 0.5 * random.normal()));
      if (holds(crossedInterval(table), 0)) both++;
      if (holds(meanInterval(summarize(table.map((row) => row.reduce((sum, value) => sum + value) / 3))), 0)) seedsAlone++;
    }
    expect(both / tries).toBeGreaterThan(0.94);
    expect(both / tries).toBeLessThan(0.995);
    expect(seedsAlone / tries).toBeLessThan(0.8);
  });
});

function holds(interval: { low: number; high: number } | null, mean: number): boolean {
  return interval !== null && interval.low <= mean && mean <= interval.high;
}
