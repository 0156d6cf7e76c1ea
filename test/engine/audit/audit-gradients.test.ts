import { describe, expect, it } from 'vitest';
import { LabError } from '../../../shared/domain/errors.ts';
import { auditGradients } from '../../../src-main/engine/audit/audit-gradients.ts';
import { dice } from '../../oracle/dice.ts';

const random = dice(6);
const values = Float64Array.from({ length: 20 }, () => random.bell());
const utility = (x: Float64Array) => x.reduce((sum, value, at) => sum + Math.sin(value) * (at + 1), 0);
const truth = () => values.map((value, at) => Math.cos(value) * (at + 1));

const answer = (slopes: Float64Array) => ({ values: slopes, bytes: 8 * slopes.length });
const refuse = (error: Error): never => {
  throw error;
};

describe('auditing gradients', () => {
  const asked: Float64Array[] = [];
  const progress: [number, number][] = [];
  const rows = auditGradients({
    values,
    directions: 4,
    seed: 3,
    utilityAt: (x) => (asked.push(x), utility(x)),
    gradients: [
      { id: 'right', label: 'Right', compute: () => answer(truth()) },
      { id: 'double', label: 'Double', compute: () => answer(truth().map((slope) => 2 * slope)) },
      { id: 'opposite', label: 'Opposite', compute: () => answer(truth().map((slope) => -slope)) },
      { id: 'nothing', label: 'Nothing', compute: () => answer(new Float64Array(20)) },
      { id: 'large', label: 'Large', compute: () => refuse(new LabError('bad-input', 'It takes 3.0 GiB.')) },
    ],
    progress: (done, of) => progress.push([done, of]),
  });
  const row = (id: string) => rows.find(({ gradient }) => gradient === id)!;

  it('finds the right one right, and the others wrong by as much as they are', () => {
    for (const error of row('right').relativeErrors) expect(error).toBeLessThan(1e-5);
    expect(row('right').cosine).toBeCloseTo(1, 9);
    for (const error of row('double').relativeErrors) expect(error).toBeCloseTo(1, 5);
    expect(row('double').cosine).toBeCloseTo(1, 9);
    for (const error of row('opposite').relativeErrors) expect(error).toBeCloseTo(2, 5);
    expect(row('opposite').cosine).toBeCloseTo(-1, 9);
    expect(row('nothing')).toMatchObject({ label: 'Nothing', relativeErrors: [1, 1, 1, 1], cosine: 0, bytes: 160, refused: null });
  });

  it('has a row for one that refuses, and passes on what is no refusal', () => {
    expect(row('large')).toMatchObject({ label: 'Large', relativeErrors: [], cosine: null, bytes: null, refused: 'It takes 3.0 GiB.' });
    for (const error of [new LabError('cancelled', 'stop'), new RangeError('a bug')]) {
      const gradients = [{ id: 'bad', label: 'Bad', compute: () => refuse(error) }];
      expect(() => auditGradients({ values, directions: 1, seed: 1, utilityAt: utility, gradients, progress: () => {} })).toThrow(error);
    }
  });

  it('retrains twice a direction, a little to both sides along random signs, whatever the number of gradients', () => {
    expect(asked).toHaveLength(8);
    const width = Math.abs(asked[0][0] - values[0]);
    expect(width).toBeGreaterThan(1e-6);
    expect(width).toBeLessThan(1e-2);
    for (const x of asked) x.forEach((value, at) => expect(Math.abs(value - values[at])).toBeCloseTo(width, 12));
    for (let d = 0; d < 8; d += 2) {
      asked[d].forEach((value, at) => expect((value + asked[d + 1][at]) / 2).toBeCloseTo(values[at], 12));
    }
    const signs = asked.map((x) => x.map((value, at) => Math.sign(value - values[at])).join());
    expect(new Set(signs).size).toBe(8);
    expect(progress).toEqual([1, 2, 3, 4].map((done) => [done, 4]));
  });

  it('repeats for a seed, differs for another, and has no cosine of one direction', () => {
    const one = (seed: number) => {
      const along: string[] = [];
      const [found] = auditGradients({
        values,
        directions: 1,
        seed,
        utilityAt: (x) => (along.push(x.join()), utility(x)),
        gradients: [{ id: 'right', label: 'Right', compute: () => answer(truth()) }],
        progress: () => {},
      });
      expect(found.cosine).toBeNull();
      return along;
    };
    expect(one(1)).toEqual(one(1));
    expect(one(1)).not.toEqual(one(2));
  });
});
