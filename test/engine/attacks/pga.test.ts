import { describe, expect, it } from 'vitest';
import type { AttackContext, AttackIterate } from '../../../src-main/engine/attacks/define-attack.ts';
import { pga } from '../../../src-main/engine/attacks/pga/pga.ts';
import { run } from '../../../src-main/engine/jobs/run.ts';
import { sparseRatings } from '../../../src-main/numeric/sparse-ratings.ts';
import { quiet, smallData, smallRun } from '../jobs/small-run.ts';

const context: AttackContext = {
  normal: sparseRatings(10, 400, [], [], []),
  scale: { min: 1, max: 5, step: 1 },
  budget: { maliciousShare: 1, fillerSize: 50, maxRating: 1.5 },
  maliciousUsers: 200,
  targets: [3, 17],
  seed: 5,
};
const adaptive = pga.config.parse({});
const diminishing = pga.config.parse({ schedule: 'diminishing', stepSize: 0.3, iterations: 9 });
const iterate = (change: Partial<AttackIterate>): AttackIterate => ({ values: Float64Array.of(0, 0.5, -1.4), utility: 10, step: 0.6, iteration: 0, ...change });

describe('projected gradient ascent', () => {
  it('moves by the step in units of the gradient’s RMS, and clips', () => {
    const gradient = Float64Array.of(3, 4, -5);
    const rms = Math.sqrt((9 + 16 + 25) / 3);
    const moved = pga.propose(context, adaptive, iterate({}), gradient, 'dense');
    const expected = [(0.6 * 3) / rms, 0.5 + (0.6 * 4) / rms, -1.5];
    moved.forEach((value, at) => expect(value).toBeCloseTo(expected[at], 12));
    expect(-1.4 - (0.6 * 5) / rms).toBeLessThan(-1.5);
    const scaled = pga.propose(context, adaptive, iterate({}), gradient.map((value) => 1e6 * value), 'dense');
    scaled.forEach((value, at) => expect(value).toBeCloseTo(moved[at], 12));
  });

  it('moves by the raw gradient on the paper’s schedule', () => {
    const moved = pga.propose(context, diminishing, iterate({ step: 0.1 }), Float64Array.of(3, 40, -0.5), 'dense');
    [0.3, 1.5, -1.45].forEach((value, at) => expect(moved[at]).toBeCloseTo(value, 12));
  });

  it('begins with a share of Λ, grows by half up to 4 Λ, halves on a loss, and ends below 1e-3', () => {
    expect(pga.initialStep(context, adaptive)).toBe(0.75);
    expect(pga.decide(context, adaptive, iterate({}), 12)).toEqual({ accept: true, step: 0.6 * 1.5, finished: null });
    expect(pga.decide(context, adaptive, iterate({ step: 5 }), 12).step).toBe(6);
    expect(pga.decide(context, adaptive, iterate({}), 10)).toEqual({ accept: false, step: 0.3, finished: null });
    expect(pga.decide(context, adaptive, iterate({ step: 0.0019 }), 9)).toMatchObject({ accept: false, finished: expect.stringMatching(/too small/) });
    expect(pga.decide(context, adaptive, iterate({}), Number.NaN).accept).toBe(false);
  });

  it('ends on a gain below 1e-4, also of a negative utility, and after the last iteration', () => {
    expect(pga.decide(context, adaptive, iterate({}), 10.0005)).toMatchObject({ accept: true, finished: expect.stringMatching(/gain/) });
    expect(pga.decide(context, adaptive, iterate({}), 10.002).finished).toBeNull();
    expect(pga.decide(context, adaptive, iterate({ utility: -10 }), -9.9995).finished).toMatch(/gain/);
    expect(pga.decide(context, adaptive, iterate({ iteration: 29 }), 12)).toMatchObject({ accept: true, finished: expect.stringMatching(/all iterations/) });
  });

  it('takes s / √t on the paper’s schedule and never takes a step back', () => {
    expect(pga.initialStep(context, diminishing)).toBe(0.3);
    for (let t = 1; t < 9; t++) {
      const verdict = pga.decide(context, diminishing, iterate({ iteration: t - 1 }), -50);
      expect(verdict.accept).toBe(true);
      expect(verdict.step).toBeCloseTo(0.3 / Math.sqrt(t + 1), 14);
      expect(verdict.finished).toBeNull();
    }
    expect(pga.decide(context, diminishing, iterate({ iteration: 8 }), -50).finished).toMatch(/all iterations/);
    const { series } = run(smallRun({ attack: { id: 'pga', config: diminishing } }), quiet);
    series.stepTrace.slice(1).forEach((step, at) => expect(step).toBeCloseTo(0.3 / Math.sqrt(at + 1), 14));
    expect(series.stepTrace).toHaveLength(10);
  });

  it('draws items and ratings uniformly, each fake’s from the seed and its own number alone', () => {
    const support = pga.support(context, adaptive);
    if (support === 'dense') throw new Error('dense');
    const counts = new Float64Array(400);
    for (const j of support.rowItem) counts[j]++;
    const chiSquare = counts.reduce((sum, count) => sum + (count - 25) ** 2 / (25 * 0.875), 0);
    expect(Math.abs(chiSquare - 399)).toBeLessThan(4 * Math.sqrt(2 * 399));
    const values = pga.initialValues(context, adaptive, support);
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    const square = values.reduce((a, b) => a + b * b, 0) / values.length;
    expect(Math.abs(mean)).toBeLessThan(4 * Math.sqrt(0.75 / values.length));
    expect(Math.abs(square - 0.75)).toBeLessThan(4 * Math.sqrt(0.45 / values.length));
    const fewer = pga.support({ ...context, maliciousUsers: 7 }, adaptive);
    if (fewer === 'dense') throw new Error('dense');
    expect(fewer.rowItem).toEqual(support.rowItem.subarray(0, 350));
  });

  it('stops with a warning when the one-step gradient sees no rated target; the exact gradient goes on', () => {
    const { profiles } = run(smallRun({ attack: { id: 'pga', config: { iterations: 1 } } }), quiet);
    const unrated = smallData.itemIds.findIndex((_, j) => !profiles.rowItem.includes(j));
    const objective = { id: 'integrity', config: { targets: [smallData.itemIds[unrated]], weight: 2 } };
    const attack = { id: 'pga', config: { iterations: 3 } };
    const oneStep = run(smallRun({ attack, objective, gradient: { id: 'one-step', config: {} } }), quiet);
    expect(oneStep.metrics.iterations).toBe(0);
    expect(oneStep.warnings).toContainEqual(expect.stringMatching(/gradient is exactly 0/));
    const exact = run(smallRun({ attack, objective }), quiet);
    expect(exact.metrics.iterations).toBe(3);
    expect(exact.metrics.targetMeanAfter!).toBeGreaterThan(oneStep.metrics.targetMeanAfter!);
  });
});
