import { describe, expect, test } from 'vitest';
import { percent, plain, plural, scientific } from '../../../src-renderer/formatting/numbers.ts';
import { predictionsInWords, rmseInStars, scaleInWords, shiftInWords, stars, starsDifference, toStars } from '../../../src-renderer/formatting/ratings.ts';
import { about, dateAndTime, day, duration, nearTime, timeOfDay } from '../../../src-renderer/formatting/time.ts';

describe('numbers', () => {
  test('carry a true minus and fixed decimals', () => {
    expect(percent(0.0630467, 2)).toBe('6.30 %');
    expect(percent(-0.25, 0)).toBe('−25 %');
    expect(scientific(3.14e-4)).toBe('3.1e−4');
    expect(scientific(2.5e6)).toBe('2.5e6');
    expect(plain(-1.5)).toBe('−1.5');
  });

  test('agree with their noun', () => {
    expect([plural(0, 'run'), plural(1, 'run'), plural(1284, 'run'), plural(2, 'row', 'rows')]).toEqual(['0 runs', '1 run', '1,284 runs', '2 rows']);
  });
});

describe('ratings', () => {
  const halfStars = { multiply: 4 / 4.5, add: (-2.75 * 4) / 4.5 };

  test('shifted units go back to stars at both ends and in the middle', () => {
    expect(toStars(-2, halfStars)).toBeCloseTo(0.5, 12);
    expect(toStars(2, halfStars)).toBeCloseTo(5, 12);
    expect(toStars(0.8, { multiply: 1, add: -3 })).toBeCloseTo(3.8, 12);
  });

  test('an error of one shifted unit is 1.125 stars on half stars', () => {
    expect(starsDifference(1, halfStars)).toBeCloseTo(1.125, 12);
    expect([rmseInStars(0.16, halfStars), rmseInStars(0.16, { multiply: 1, add: -3 })]).toEqual(['0.180 stars', 'stars']);
  });

  test('nothing is a dash', () => {
    expect(stars(null, halfStars)).toBe('–');
    expect(stars(1, null)).toBe('–');
    expect(stars(0.8, { multiply: 1, add: -3 })).toBe('3.80 stars');
  });

  test('a scale says when it was only observed', () => {
    expect(scaleInWords({ min: 1, max: 5, step: 1, observed: false })).toBe('1 to 5 stars in steps of 1');
    expect(shiftInWords({ scale: { min: 1, max: 5, step: 1, observed: false }, shift: { multiply: 1, add: -3 } })).toBe('1 to 5 stars are −2 to 2');
    expect(predictionsInWords({ scale: { min: 0, max: 10, step: 1, observed: false }, shift: { multiply: 0.2, add: -1 } })).toBe('where 0 to 10 stars are −1 to 1');
    expect(predictionsInWords(null)).toBe('in shifted units');
    expect(scaleInWords({ min: 0.5, max: 5, step: 0.5, observed: true })).toMatch(/, as observed$/);
  });
});

describe('time', () => {
  test.each([
    [0.42, '0.4 s'],
    [9.96, '10.0 s'],
    [45.4, '45 s'],
    [99.4, '99 s'],
    [100, '2 min'],
    [360, '6 min'],
    [6420, '1 h 47 min'],
    [null, '–'],
  ])('%s seconds are %s', (seconds, words) => expect(duration(seconds)).toBe(words));

  test.each([
    [0.2, 'about 1 s'],
    [7.4, 'about 7 s'],
    [21.3, 'about 20 s'],
    [98, 'about 2 min'],
    [400, 'about 7 min'],
    [1900, 'about 30 min'],
    [6420, 'about 1 h 50 min'],
    [7100, 'about 2 h'],
    [45_000, 'about 13 h'],
    [null, 'time unknown'],
  ])('an estimate of %s seconds is whole, no finer than it is known and never nothing: %s', (seconds, words) => expect(about(seconds)).toBe(words));

  test('dates are local, padded, in English', () => {
    const iso = new Date(2026, 10, 4, 9, 5, 7).toISOString();
    expect(timeOfDay(iso)).toBe('09:05:07');
    expect(dateAndTime(iso)).toBe('4 Nov 2026, 09:05:07');
    expect(day(iso)).toBe('4 Nov 2026');
  });

  test('a time of another day says which', () => {
    const now = new Date(2026, 11, 31, 14, 20);
    expect(nearTime(new Date(2026, 11, 31, 23, 59), now)).toBe('23:59');
    expect(nearTime(new Date(2026, 11, 30, 14, 20), now)).toBe('30 Dec, 14:20');
    expect(nearTime(new Date(2027, 0, 1, 4, 5), now)).toBe('1 Jan 2027, 04:05');
  });
});
