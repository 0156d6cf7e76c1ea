import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { computeMetrics } from '../../../src-main/engine/metrics/compute.ts';
import { defineMetric, type MetricInput } from '../../../src-main/engine/metrics/define-metric.ts';
import { metrics } from '../../../src-main/engine/metrics/list.ts';
import { detectors } from '../../../src-main/engine/detectors/list.ts';
import { randomStream } from '../../../src-main/numeric/random.ts';
import { sparseRatings, type SparseRatings } from '../../../src-main/numeric/sparse-ratings.ts';
import { generateRatings } from '../../../src-main/ratings/synthetic.ts';

type Model = MetricInput['clean'];

function model(users: number, items: number, rank: number, seed: number): Model {
  const stream = randomStream(seed, 'test/model');
  const draw = (count: number): Float64Array => Float64Array.from({ length: count }, () => stream.normal());
  return { rank, userFactors: draw(users * rank), itemFactors: draw(items * rank) };
}

/** Prediction of one entry, in the same order of summation as anyone would write it. */
function predict({ rank, userFactors, itemFactors }: Model, i: number, j: number): number {
  let sum = 0;
  for (let c = 0; c < rank; c++) sum += userFactors[i * rank + c] * itemFactors[j * rank + c];
  return sum;
}

function seenItems(ratings: SparseRatings, i: number): Set<number> {
  return new Set(ratings.rowItem.subarray(ratings.rowStart[i], ratings.rowStart[i + 1]));
}

/** Footnote 3 over the whole matrix, entry by entry. */
function denseRmse(ratings: SparseRatings, clean: Model, poisoned: Model): number {
  let squares = 0;
  let unseen = 0;
  for (let i = 0; i < ratings.users; i++) {
    const seen = seenItems(ratings, i);
    for (let j = 0; j < ratings.items; j++) {
      if (seen.has(j)) continue;
      squares += (predict(poisoned, i, j) - predict(clean, i, j)) ** 2;
      unseen++;
    }
  }
  return unseen ? Math.sqrt(squares / unseen) : 0;
}

/** Sort every user's unseen items and look at the first ten. */
function denseTopTen(ratings: SparseRatings, by: Model, targets: number[]): number | null {
  const wanted = new Set(targets);
  const hits: boolean[] = [];
  for (let i = 0; i < ratings.users; i++) {
    const seen = seenItems(ratings, i);
    if (targets.some((j) => seen.has(j))) continue;
    const list = Array.from({ length: ratings.items }, (_, j) => ({ j, value: predict(by, i, j) }))
      .filter(({ j }) => !seen.has(j))
      .sort((a, b) => b.value - a.value || a.j - b.j)
      .slice(0, 10);
    hits.push(list.some(({ j }) => wanted.has(j)));
  }
  return targets.length && hits.length ? hits.filter(Boolean).length / hits.length : null;
}

function denseTargetMean(ratings: SparseRatings, by: Model, targets: number[]): number {
  let sum = 0;
  for (let i = 0; i < ratings.users; i++) for (const j of targets) sum += predict(by, i, j);
  return sum / (ratings.users * targets.length);
}

const none = (items: number): SparseRatings => sparseRatings(0, items, [], [], []);

describe('metrics against their definitions', () => {
  it('agree with loops over the whole matrix', () => {
    const shape = fc.record({
      users: fc.integer({ min: 1, max: 12 }),
      items: fc.integer({ min: 1, max: 25 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      rank: fc.integer({ min: 1, max: 4 }),
      seed: fc.integer({ min: 0, max: 1000 }),
      targetCount: fc.integer({ min: 0, max: 4 }),
    });
    fc.assert(
      fc.property(shape, ({ users, items, share, rank, seed, targetCount }) => {
        const count = Math.max(items, Math.round(share * users * items));
        const { ratings } = generateRatings({
          users,
          items,
          ratings: count,
          rank: 1,
          noise: 0.5,
          seed,
          minRatings: 0,
        });
        const clean = model(users, items, rank, seed);
        const poisoned = model(users, items, rank, seed + 1);
        const targets = Array.from(
          { length: Math.min(targetCount, items) },
          (_, t) => (seed + 3 * t) % items,
        );
        const distinct = [...new Set(targets)];
        const input = { ratings, clean, poisoned, targets: distinct, profiles: none(items), seed: 1 };
        const measured = computeMetrics(input);
        expect(measured.predictionShiftRmse).toBeCloseTo(denseRmse(ratings, clean, poisoned), 9);
        expect(measured.targetTop10ShareBefore).toBe(denseTopTen(ratings, clean, distinct));
        expect(measured.targetTop10ShareAfter).toBe(denseTopTen(ratings, poisoned, distinct));
        if (distinct.length === 0) {
          expect([measured.targetMeanBefore, measured.targetMeanAfter]).toEqual([null, null]);
        } else {
          expect(measured.targetMeanBefore).toBeCloseTo(denseTargetMean(ratings, clean, distinct), 10);
          expect(measured.targetMeanAfter).toBeCloseTo(denseTargetMean(ratings, poisoned, distinct), 10);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('keep the digits of a tiny shift', () => {
    const { ratings } = generateRatings({ users: 30, items: 40, ratings: 300, rank: 2, noise: 0.5, seed: 1 });
    const clean = model(30, 40, 4, 1);
    const userFactors = clean.userFactors.map((value, at) => value + 1e-9 * ((at % 7) - 3));
    const poisoned = { ...clean, userFactors };
    const { predictionShiftRmse } = computeMetrics({
      ratings,
      clean,
      poisoned,
      targets: [],
      profiles: none(40),
      seed: 1,
    });
    let squares = 0;
    for (let i = 0; i < 30; i++) {
      const seen = seenItems(ratings, i);
      for (let j = 0; j < 40; j++) {
        if (seen.has(j)) continue;
        let shift = 0;
        for (let c = 0; c < 4; c++) {
          shift += (userFactors[i * 4 + c] - clean.userFactors[i * 4 + c]) * clean.itemFactors[j * 4 + c];
        }
        squares += shift * shift;
      }
    }
    expect(predictionShiftRmse / Math.sqrt(squares / 900)).toBeCloseTo(1, 6);
  });

  it('count ties of the top ten by ascending item', () => {
    const flat: Model = {
      rank: 1,
      userFactors: Float64Array.of(1),
      itemFactors: new Float64Array(12).fill(1),
    };
    const { ratings } = { ratings: sparseRatings(1, 12, [0], [0], [1]) };
    const at = (target: number): number | null =>
      computeMetrics({ ratings, clean: flat, poisoned: flat, targets: [target], profiles: none(12), seed: 1 })
        .targetTop10ShareAfter;
    expect([at(1), at(10), at(11)]).toEqual([1, 1, 0]);
    expect(at(0)).toBeNull();
  });
});

describe('computeMetrics', () => {
  let restore = (): void => {};
  afterEach(() => restore());
  const { ratings } = generateRatings({ users: 8, items: 9, ratings: 40, rank: 1, noise: 0.5, seed: 1 });
  const input: MetricInput = {
    ratings,
    clean: model(8, 9, 2, 1),
    poisoned: model(8, 9, 2, 2),
    targets: [3],
    profiles: none(9),
    seed: 1,
  };

  it('refuses a metric that is not a finite number', () => {
    const broken = { ...input, poisoned: { ...input.poisoned, userFactors: new Float64Array(16).fill(NaN) } };
    expect(() => computeMetrics(broken)).toThrow(/predictionShiftRmse/);
  });

  it('asks every registered metric', () => {
    const asked: number[] = [];
    restore = metrics.register(
      defineMetric({
        id: 'probe',
        revision: 1,
        title: 'Probe',
        label: 'Probe',
        summary: 'Counts how often it is asked.',
        source: 'This test.',
        config: z.strictObject({}),
        measure: ({ seed }) => {
          asked.push(seed);
          return {};
        },
      }),
    );
    computeMetrics(input);
    expect(asked).toEqual([1]);
  });

  it('documents every field of every metric and detector, each with a default', () => {
    for (const component of [...metrics.all(), ...detectors.all()]) {
      const schema = z.toJSONSchema(component.config, { io: 'input' });
      for (const [name, property] of Object.entries(schema.properties ?? {})) {
        expect(property, `${component.id}.${name}`).toMatchObject({
          title: expect.any(String),
          description: expect.any(String),
        });
        expect(property).toHaveProperty('default');
      }
      expect(component.config.parse({})).toEqual(component.config.parse(component.config.parse({})));
      for (const text of [component.title, component.label, component.summary, component.source])
        expect(text).not.toBe('');
    }
  });
});
