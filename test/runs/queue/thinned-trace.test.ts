import { expect, test } from 'vitest';
import type { TracePoint } from '../../../shared/domain/queue.ts';
import { thinnedTrace } from '../../../src-main/runs/queue/thinned-trace.ts';
import { acceptedValues } from '../../../src-renderer/formatting/traces.ts';

function trace(length: number): TracePoint[] {
  return Array.from({ length }, (_, iteration) => ({
    iteration,
    utility: 2 * iteration,
    predictionShiftRmse: 3 * iteration + 1,
    targetMean: null,
    step: 0.5,
    accepted: true,
  }));
}

test('a short trace is told whole', () => {
  expect(thinnedTrace(trace(200))).toEqual(trace(200));
});

test.each([201, 1000, 50_000])('of %d points few are told, the first and the last twenty among them, and later ones agree', (length) => {
  const told = thinnedTrace(trace(length)).map(({ iteration }) => iteration);
  expect(told.length).toBeLessThan(225);
  expect(told.length).toBeGreaterThan(100);
  expect(told[0]).toBe(0);
  expect(told.slice(-20)).toEqual(Array.from({ length: 20 }, (_, back) => length - 20 + back));
});

test('a curve is drawn through what is told, with a value for every iteration', () => {
  const values = acceptedValues(thinnedTrace(trace(1000)), 'predictionShiftRmse');
  expect(values).toHaveLength(1000);
  values.forEach((value, iteration) => expect(value).toBeCloseTo(3 * iteration + 1, 9));
});

test('a curve without its first iterations begins with a gap, not with a guess', () => {
  expect(acceptedValues(trace(4).slice(2), 'predictionShiftRmse')).toEqual([null, null, 7, 10]);
});
