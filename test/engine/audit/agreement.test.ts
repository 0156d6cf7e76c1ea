import { describe, expect, it } from 'vitest';
import { agreement, tellingEntries } from '../../../src-main/engine/audit/agreement.ts';
import { differenceAlong, differenceAtEntry, randomDirections } from '../../../src-main/engine/audit/central-differences.ts';
import { dice } from '../../oracle/dice.ts';

const random = dice(6);
const values = Float64Array.from({ length: 20 }, () => random.bell());
const utility = (x: Float64Array) => x.reduce((sum, value, at) => sum + Math.sin(value) * (at + 1), 0);
const truth = () => values.map((value, at) => Math.cos(value) * (at + 1));
const directions = randomDirections(4, 20, 3);
const differences = directions.map((direction) => differenceAlong(utility, values, direction));

describe('central differences', () => {
  it('move all entries a little to both sides along random signs, or one entry alone', () => {
    const asked: Float64Array[] = [];
    const listen = (x: Float64Array) => (asked.push(x), utility(x));
    differenceAlong(listen, values, directions[0]);
    const width = Math.abs(asked[0][0] - values[0]);
    expect(width).toBeGreaterThan(1e-6);
    expect(width).toBeLessThan(1e-2);
    for (const x of asked) x.forEach((value, at) => expect(Math.abs(value - values[at])).toBeCloseTo(width, 12));
    asked[0].forEach((value, at) => expect((value + asked[1][at]) / 2).toBeCloseTo(values[at], 12));
    expect(differenceAtEntry(listen, values, 7)).toBeCloseTo(truth()[7], 3);
    expect(asked.slice(2).map((x) => x.reduce((moved, value, at) => moved + Number(value !== values[at]), 0))).toEqual([1, 1]);
  });

  it('go along directions of ±1 that depend on seed and number alone', () => {
    for (const direction of directions) for (const sign of direction) expect(Math.abs(sign)).toBe(1);
    expect(new Set(directions.map((direction) => direction.join())).size).toBe(4);
    expect(randomDirections(2, 20, 3)).toEqual(directions.slice(0, 2));
    expect(randomDirections(1, 20, 4)).not.toEqual(directions.slice(0, 1));
  });
});

describe('agreement with differences', () => {
  const of = (gradient: Float64Array) => agreement(gradient, directions, differences);

  it('finds the right gradient right, and others wrong by as much as they are', () => {
    for (const error of of(truth()).relativeErrors) expect(error).toBeLessThan(1e-5);
    expect(of(truth()).cosine).toBeCloseTo(1, 9);
    const double = of(truth().map((slope) => 2 * slope));
    for (const error of double.relativeErrors) expect(error).toBeCloseTo(1, 5);
    expect(double.error).toBeCloseTo(1, 5);
    expect(double.cosine).toBeCloseTo(1, 9);
    const opposite = of(truth().map((slope) => -slope));
    expect(opposite.error).toBeCloseTo(2, 5);
    expect(opposite.cosine).toBeCloseTo(-1, 9);
    expect(of(new Float64Array(20))).toMatchObject({ relativeErrors: [1, 1, 1, 1], error: 1, cosine: 0, derivatives: [0, 0, 0, 0] });
  });

  it('weighs directions by how much the utility changes along them', () => {
    const found = agreement(Float64Array.of(1, 0), [Float64Array.of(1, 1), Float64Array.of(1, -1)], [1, 3]);
    expect(found.derivatives).toEqual([1, 1]);
    expect(found.relativeErrors).toEqual([0, 2 / 3]);
    expect(found.error).toBeCloseTo(2 / Math.sqrt(10), 12);
  });

  it('has no cosine of one direction, and no error where nothing changes', () => {
    expect(agreement(truth(), directions.slice(0, 1), differences.slice(0, 1)).cosine).toBeNull();
    expect(agreement(truth(), directions, [0, 0, 0, 0]).error).toBeNull();
  });

  it('picks the entries where gradients are farthest from the reference, its largest, and those given', () => {
    const reference = Float64Array.of(0, 1, -9, 2, 0, 0);
    const others = [reference, Float64Array.of(0, 1, -9, 5, 0, 0), Float64Array.of(0, 1, -9, 2, -1, 0)];
    expect(tellingEntries(reference, others, [5, 3])).toEqual([0, 2, 3, 4, 5]);
  });
});
