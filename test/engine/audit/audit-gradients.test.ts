import { describe, expect, it } from 'vitest';
import { auditGradients } from '../../../src-main/engine/audit/audit-gradients.ts';
import { dice } from '../../oracle/dice.ts';

const random = dice(6);
const values = Float64Array.from({ length: 20 }, () => random.bell());
const utility = (x: Float64Array) => x.reduce((sum, value, at) => sum + Math.sin(value) * (at + 1), 0);
const truth = () => values.map((value, at) => Math.cos(value) * (at + 1));

describe('auditing gradients', () => {
  const asked: Float64Array[] = [];
  const progress: [number, number][] = [];
  const rows = auditGradients({
    values,
    directions: 4,
    seed: 3,
    utilityAt: (x) => (asked.push(x), utility(x)),
    gradients: [
      { id: 'right', label: 'Right', compute: truth },
      { id: 'double', label: 'Double', compute: () => truth().map((slope) => 2 * slope) },
      { id: 'opposite', label: 'Opposite', compute: () => truth().map((slope) => -slope) },
      { id: 'nothing', label: 'Nothing', compute: () => new Float64Array(20) },
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
    expect(row('nothing')).toMatchObject({ label: 'Nothing', relativeErrors: [1, 1, 1, 1], cosine: 0 });
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
        gradients: [{ id: 'right', label: 'Right', compute: truth }],
        progress: () => {},
      });
      expect(found.cosine).toBeNull();
      return along;
    };
    expect(one(1)).toEqual(one(1));
    expect(one(1)).not.toEqual(one(2));
  });
});
