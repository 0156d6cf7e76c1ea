import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CurvePoint, Reach } from '../../shared/statistics/crossing.ts';
import { crossingOf } from '../../shared/statistics/crossing.ts';
import { meanInterval, summarize } from '../../shared/statistics/intervals.ts';
import { onParetoFront } from '../../shared/statistics/pareto.ts';

const point = (x: number, mean: number, half = 0.1): CurvePoint => ({
  x,
  mean,
  low: mean - half,
  high: mean + half,
});

/** The first place of a dense grid at which the line has reached the level: the slow way. */
function scan(
  points: readonly CurvePoint[],
  level: number,
  direction: 1 | -1,
  end: 'low' | 'mean' | 'high',
): Reach {
  const line = [...points].sort((a, b) => a.x - b.x).map((one) => ({ x: one.x, y: one[end] ?? NaN }));
  const steps = 4000;
  const [from, to] = [line[0].x, line[line.length - 1].x];
  for (let k = 0; k <= steps; k++) {
    const x = from + ((to - from) * k) / steps;
    const after = Math.max(
      1,
      line.findIndex((one) => one.x >= x),
    );
    const [a, b] = [line[after - 1], line[after]];
    const y = a.y + ((x - a.x) / (b.x - a.x)) * (b.y - a.y);
    if (direction * y >= direction * level)
      return k === 0 && y !== level ? { at: null, how: 'before' } : { at: x, how: 'between' };
  }
  return { at: null, how: 'beyond' };
}

describe('where a line reaches a level', () => {
  it('is what a dense scan of line and band finds', () => {
    const curve = fc
      .uniqueArray(fc.integer({ min: 0, max: 40 }), { minLength: 2, maxLength: 7 })
      .chain((xs) =>
        fc.tuple(
          fc.constant(xs),
          fc.array(fc.tuple(hundredths(-100, 100), hundredths(1, 40)), {
            minLength: xs.length,
            maxLength: xs.length,
          }),
        ),
      );
    fc.assert(
      fc.property(
        curve,
        hundredths(-100, 100),
        fc.constantFrom(1 as const, -1 as const),
        ([xs, ys], hundredth, direction) => {
          // Between the values, so that no corner of a line stands on the level itself.
          const level = hundredth + 0.005;
          const points = xs.map((x, i) => point(x, ys[i][0], ys[i][1]));
          const width = Math.max(...xs) - Math.min(...xs);
          const found = crossingOf(points, level, direction);
          const [early, late] = direction === 1 ? (['high', 'low'] as const) : (['low', 'high'] as const);
          for (const [reach, end] of [
            [found.mean, 'mean'],
            [found.low, early],
            [found.high, late],
          ] as const) {
            const slow = scan(points, level, direction, end);
            if (slow.at === null || reach === null || reach.at === null) {
              // The scan misses peaks that are narrower than its steps.
              if (slow.how !== reach?.how) expect(nearlyTouches(points, level, end)).toBe(true);
            } else {
              expect(reach.at).toBeLessThanOrEqual(slow.at + 1e-9);
              if (!nearlyTouches(points, level, end))
                expect(slow.at - reach.at).toBeLessThanOrEqual(width / 4000 + 1e-9);
            }
          }
          if (found.low?.at != null && found.mean.at !== null)
            expect(found.low.at).toBeLessThanOrEqual(found.mean.at);
          if (found.high?.at != null && found.mean.at !== null)
            expect(found.high.at).toBeGreaterThanOrEqual(found.mean.at);
        },
      ),
    );
  });

  it('says so where the first place is enough, where the last is not, and without intervals', () => {
    const line = [point(1, 0.2), point(2, 0.4), point(4, 0.5)];
    expect(crossingOf(line, 0.05, 1)).toEqual({
      mean: { at: null, how: 'before' },
      low: { at: null, how: 'before' },
      high: { at: null, how: 'before' },
    });
    const high = crossingOf(line, 0.45, 1);
    expect(high.mean.at).toBeCloseTo(3, 12);
    expect(high.low?.at).toBeCloseTo(1.75, 12);
    expect(high.high).toEqual({ at: null, how: 'beyond' });
    expect(crossingOf(line, 0.7, 1).mean.how).toBe('beyond');
    expect(crossingOf(line, 0.2, 1).mean).toEqual({ at: 1, how: 'between' });
    const single = crossingOf([{ x: 1, mean: 0, low: null, high: null }, point(2, 1)], 0.5, 1);
    expect(single).toEqual({ mean: { at: 1.5, how: 'between' }, low: null, high: null });
    expect(crossingOf([], 0.5, 1).mean.how).toBe('beyond');
  });

  it('has an interval that holds the true crossing at least 95 times in a hundred', () => {
    const random = mulberry(20);
    const [xs, level, truth] = [[1, 2, 3, 4], 2.6, 2.6];
    const trials = 4000;
    let held = 0;
    for (let trial = 0; trial < trials; trial++) {
      // Replicates share a part of their noise over all places, as seeds do.
      const own = Array.from({ length: 5 }, () => 0.3 * normal(random));
      const points = xs.map((x): CurvePoint => {
        const values = own.map((shift) => x + shift + 0.3 * normal(random));
        const summary = summarize(values);
        const interval = meanInterval(summary);
        return { x, mean: summary.mean ?? NaN, low: interval?.low ?? null, high: interval?.high ?? null };
      });
      const { low, high } = crossingOf(points, level, 1);
      const from = low?.at ?? (low?.how === 'before' ? -Infinity : Infinity);
      const to = high?.at ?? (high?.how === 'beyond' ? Infinity : -Infinity);
      if (from <= truth && truth <= to) held++;
    }
    const error = Math.sqrt((0.95 * 0.05) / trials);
    expect(held / trials).toBeGreaterThan(0.95 - 3 * error);
    // A band that were far too wide would hold it always.
    expect(held / trials).toBeLessThan(0.985);
  });
});

describe('the Pareto front', () => {
  const choices = fc.array(
    fc.record({ price: fc.integer({ min: 0, max: 9 }), gain: fc.integer({ min: 0, max: 9 }) }),
    { maxLength: 40 },
  );

  it('holds exactly what nothing beats', () => {
    fc.assert(
      fc.property(choices, (all) => {
        const slow = all.map((one) => !all.some((other) => beats(other, one)));
        expect(onParetoFront(all)).toEqual(slow);
      }),
      { numRuns: 500 },
    );
  });
});

function beats(a: { price: number; gain: number }, b: { price: number; gain: number }): boolean {
  return a.price <= b.price && a.gain >= b.gain && (a.price < b.price || a.gain > b.gain);
}

function hundredths(min: number, max: number): fc.Arbitrary<number> {
  return fc.integer({ min, max }).map((value) => value / 100);
}

/** Whether a corner of the line lies so near the level that a scan may pass it by. */
function nearlyTouches(points: readonly CurvePoint[], level: number, end: 'low' | 'mean' | 'high'): boolean {
  return points.some((one) => Math.abs((one[end] ?? NaN) - level) < 0.02);
}

function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
