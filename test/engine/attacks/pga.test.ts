import { deserialize, serialize } from 'node:v8';
import { describe, expect, it } from 'vitest';
import { chooseSupport } from '../../../src-main/engine/attacks/choose-support.ts';
import type { AttackContext, AttackIterate } from '../../../src-main/engine/attacks/define-attack.ts';
import type { AttackedSystem } from '../../../src-main/engine/attacks/optimize.ts';
import { pga } from '../../../src-main/engine/attacks/pga/pga.ts';
import { parseRunConfig } from '../../../src-main/engine/catalogue.ts';
import { run } from '../../../src-main/engine/jobs/run.ts';
import { trainClean } from '../../../src-main/engine/jobs/train-clean.ts';
import { sparseRatings, withValues } from '../../../src-main/numeric/sparse-ratings.ts';
import { shiftedFromStars } from '../../../src-main/ratings/shift.ts';
import { syntheticDataset } from '../../../src-main/ratings/synthetic.ts';
import { dice } from '../../oracle/dice.ts';
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

describe('items chosen by the gradient', () => {
  const chosen = pga.config.parse({ items: 'gradient' });
  const few = { ...context, maliciousUsers: 6, budget: { ...context.budget, fillerSize: 7 } };
  const random = dice(4);
  /** Whole numbers, so that there are ties. */
  const gradient = Float64Array.from({ length: 6 * 400 }, () => random.integer(41) - 20);

  it('are each user’s largest in magnitude, ties by ascending item, beside the targets where those are included', () => {
    for (const includeTargets of [false, true]) {
      const support = pga.support(few, { ...chosen, includeTargets }, gradient);
      if (support === 'dense') throw new Error('dense');
      for (let i = 0; i < 6; i++) {
        const forced = includeTargets ? [3, 17] : [];
        const order = Array.from({ length: 400 }, (_, j) => j)
          .filter((j) => !forced.includes(j))
          .sort((a, b) => Math.abs(gradient[i * 400 + b]) - Math.abs(gradient[i * 400 + a]) || a - b);
        const expected = [...forced, ...order.slice(0, 7 - forced.length)].sort((a, b) => a - b);
        expect([...support.rowItem.subarray(support.rowStart[i], support.rowStart[i + 1])]).toEqual(expected);
      }
    }
    expect(() => pga.support(few, chosen)).toThrow(RangeError);
    expect(() => pga.support(few, chosen, new Float64Array(42))).toThrow(RangeError);
  });

  it('are drawn uniformly, each user’s own, where the gradient is 0', () => {
    const many = { ...few, maliciousUsers: 400 };
    const flat = new Float64Array(400 * 400);
    for (let i = 0; i < 400; i++) flat[i * 400 + 17] = 1e-9;
    const support = pga.support(many, chosen, flat);
    if (support === 'dense') throw new Error('dense');
    const counts = new Float64Array(400);
    for (const j of support.rowItem) counts[j]++;
    expect(counts[17]).toBe(400);
    const others = counts.filter((_, j) => j !== 17);
    const share = 6 / 399;
    const chiSquare = others.reduce((sum, count) => sum + (count - 400 * share) ** 2 / (400 * share * (1 - share)), 0);
    expect(Math.abs(chiSquare - 398)).toBeLessThan(4 * Math.sqrt(2 * 398));
    expect(support.rowItem.subarray(0, 7)).not.toEqual(support.rowItem.subarray(7, 14));
  });

  it('come from the gradient at start ratings of every item, whose model is trained from the clean one', () => {
    const cleanItemFactors = Float64Array.of(1);
    const asked: string[] = [];
    const system: AttackedSystem = {
      cleanItemFactors,
      evaluate(block, start) {
        expect([block.kind, start]).toEqual(['dense', cleanItemFactors]);
        asked.push('evaluate');
        return { itemFactors: Float64Array.of(2), utility: 0, predictionShiftRmse: 0, targetMean: null, warnings: ['slow'] };
      },
      gradient(block, itemFactors) {
        if (block.kind !== 'dense') throw new Error('sparse');
        expect([...itemFactors]).toEqual([2]);
        const spread = block.values.reduce((sum, value) => sum + value * value, 0) / block.values.length;
        expect(Math.max(...block.values.map(Math.abs))).toBeLessThanOrEqual(1.5);
        expect(Math.abs(spread - 0.75)).toBeLessThan(4 * Math.sqrt(0.45 / block.values.length));
        asked.push('gradient');
        return { values: gradient, adjoint: null, warnings: ['steep'] };
      },
    };
    const found = chooseSupport(pga, few, chosen, system, () => asked.push('told'));
    expect(asked).toEqual(['told', 'evaluate', 'gradient']);
    expect(found).toEqual({ support: pga.support(few, chosen, gradient), warnings: ['slow', 'steep'] });
    const uniform = chooseSupport(pga, few, adaptive, system, () => asked.push('told'));
    expect(uniform).toEqual({ support: pga.support(few, adaptive), warnings: [] });
    expect(asked).toHaveLength(3);
  });

  it('keep the budget and the targets in a run, which resumes bit for bit', () => {
    const objective = { id: 'integrity', config: { targets: ['7', '3'], weight: 2 } };
    const change = { attack: { id: 'pga', config: { items: 'gradient', includeTargets: true, rounding: 'grid', iterations: 3 } }, objective };
    const checkpoints: Buffer[] = [];
    const phases: string[] = [];
    const whole = run(smallRun(change), { ...quiet, checkpoint: (state) => checkpoints.push(serialize(state)), progress: ({ phase }) => phases.push(phase) });
    expect(phases[0]).toBe('choosing items by the gradient');
    const { rowStart, rowItem } = whole.profiles;
    expect([...rowStart]).toEqual([0, 5, 10]);
    for (const start of [0, 5]) expect([...rowItem.subarray(start, start + 5)]).toEqual(expect.arrayContaining([2, 6]));
    for (const saved of checkpoints) expect(run(smallRun(change, deserialize(saved)), quiet)).toEqual(whole);
  });

  it('raise the utility further than random ones where fakes are few, with either gradient', () => {
    const dataset = syntheticDataset();
    const learner = { id: 'als', config: { rank: 8, lambdaUsers: 5, lambdaItems: 5 } };
    const cleanModel = trainClean({ dataset, learner }, quiet);
    const utility = (items: string, gradient: string) => {
      const config = parseRunConfig({
        dataset: dataset.fingerprint,
        learner,
        objective: { id: 'availability', config: {} },
        gradient: { id: gradient, config: {} },
        attack: { id: 'pga', config: { items, iterations: 8 } },
        budget: { maliciousShare: 0.01, fillerSize: 10, maxRating: 2 },
        seed: 1,
      });
      return run({ config, dataset, cleanModel, checkpoint: null }, quiet).metrics.utility;
    };
    for (const gradient of ['exact', 'one-step']) {
      expect(utility('gradient', gradient)).toBeGreaterThan(1.5 * utility('random', gradient));
    }
  });
});

describe('rounding to the data’s ratings', () => {
  const attack = (rounding: string) => ({ id: 'pga', config: { iterations: 6, rounding } });
  const [free, rounded] = ['none', 'grid'].map((rounding) => run(smallRun({ attack: attack(rounding) }), quiet));

  it('lands on ratings that the data has, each the nearest', () => {
    const ratings = [...new Set(smallData.ratings.rowValue)];
    expect(ratings).toHaveLength(5);
    expect(rounded.profiles.rowItem).toEqual(free.profiles.rowItem);
    rounded.profiles.rowValue.forEach((value, at) => {
      expect(ratings).toContain(value);
      const nearest = Math.min(...ratings.map((each) => Math.abs(each - free.profiles.rowValue[at])));
      expect(Math.abs(value - free.profiles.rowValue[at])).toBe(nearest);
    });
    expect(free.profiles.rowValue.some((value) => !ratings.includes(value))).toBe(true);
  });

  it('lands on half stars exactly', () => {
    const scale = { min: 0.5, max: 5, step: 0.5 };
    const support = pga.support({ ...context, scale }, adaptive);
    if (support === 'dense') throw new Error('dense');
    const profiles = withValues(support, pga.initialValues(context, adaptive, support));
    const onGrid = pga.rounded?.({ ...context, scale }, { ...adaptive, rounding: 'grid' }, profiles);
    const within = Array.from({ length: 10 }, (_, at) => shiftedFromStars(scale, 0.5 * (at + 1))).filter((value) => Math.abs(value) <= 1.5);
    expect(new Set(onGrid?.rowValue)).toEqual(new Set(within));
    expect(pga.rounded?.(context, adaptive, profiles)).toBeNull();
  });

  it('keeps the effect before it, that of the same attack without', () => {
    expect(rounded.series).toEqual(free.series);
    expect(rounded.metrics).toMatchObject({
      utilityUnrounded: free.metrics.utility,
      predictionShiftRmseUnrounded: free.metrics.predictionShiftRmse,
      targetMeanAfterUnrounded: expect.closeTo(free.metrics.targetMeanAfter!, 12),
    });
    expect(rounded.metrics.predictionShiftRmse).not.toBe(free.metrics.predictionShiftRmse);
    expect(free.metrics).not.toHaveProperty('utilityUnrounded');
  });
});
