import { describe, expect, it } from 'vitest';
import { uniquenessSchema } from '../../../shared/domain/uniqueness.ts';
import type { RunConfig } from '../../../shared/domain/run.ts';
import { parseRunConfig } from '../../../src-main/engine/catalogue.ts';
import { run } from '../../../src-main/engine/jobs/run.ts';
import { trainClean } from '../../../src-main/engine/jobs/train-clean.ts';
import { uniqueness } from '../../../src-main/engine/jobs/uniqueness.ts';
import { als } from '../../../src-main/engine/learners/als/als.ts';
import type { MaliciousBlock } from '../../../src-main/engine/learners/factored/factor-model.ts';
import { sparseRatings, type SparseRatings } from '../../../src-main/numeric/sparse-ratings.ts';
import { alternate, predictions } from '../../oracle/factorization.ts';
import { fromRowMajor } from '../../oracle/matrix.ts';
import { importFile } from '../../ratings/miniature.ts';
import { realData } from '../../real-data.ts';
import type { RatingTable } from '../../oracle/rating-table.ts';
import { quiet, smallConfig, smallData } from './small-run.ts';

/** A run with this ridge, and its check. */
function checked(lambda: number, change: Partial<RunConfig> = {}, starts = 3) {
  const learner = { id: 'als', config: { rank: 3, lambdaUsers: lambda, lambdaItems: lambda } };
  const config = smallConfig({ learner, attack: { id: 'uniform', config: {} }, gradient: null, ...change });
  const cleanModel = trainClean({ dataset: smallData, learner: config.learner }, quiet);
  const { metrics, profiles } = run({ config, dataset: smallData, cleanModel, checkpoint: null }, quiet);
  const check = uniqueness({ config, dataset: smallData, cleanModel, profiles, starts }, quiet);
  return { config, cleanModel, metrics, profiles, check };
}

function tableOf({ users, items, rowStart, rowItem, rowValue }: SparseRatings): RatingTable {
  return Array.from({ length: users }, (_, i) => {
    const row = new Array<number | null>(items).fill(null);
    for (let at = rowStart[i]; at < rowStart[i + 1]; at++) row[rowItem[at]] = rowValue[at];
    return row;
  });
}

const normal = tableOf(smallData.ratings);

/** Root mean square difference of two matrices of predictions over the unseen entries. */
function apart(a: number[][], b: number[][]): number {
  const squares = normal.flatMap((row, i) => row.flatMap((value, j) => (value === null ? (a[i][j] - b[i][j]) ** 2 : [])));
  return Math.sqrt(squares.reduce((sum, one) => sum + one, 0) / squares.length);
}

describe('the uniqueness check', () => {
  it('finds one optimum where there is one, and the effect that the run reports', () => {
    const { metrics, check } = checked(2);
    expect(uniquenessSchema.parse(check)).toEqual(check);
    expect(check.clean.map(({ start }) => start)).toEqual(['fixed', 'random 1', 'random 2']);
    expect(check.poisoned.map(({ start }) => start)).toEqual(['warm', 'fixed', 'random 1', 'random 2']);
    expect(check.poisoned[0].predictionShiftRmse).toBe(metrics.predictionShiftRmse);
    expect(check.poisoned[0].targetMean).toBe(metrics.targetMeanAfter);
    expect(check.poisoned[1].predictionShiftRmse).toBe(metrics.predictionShiftRmseCold);
    expect(check.targetMeanBefore).toBe(metrics.targetMeanBefore);
    expect(check.dependence).toBeLessThan(1e-5);
    expect(check.targetDependence).toBeLessThan(1e-5);
    expect(check.warnings).toEqual([]);
  });

  it('compares models as entry by entry, where there are several optima', () => {
    const { config, cleanModel, profiles, check } = checked(0.3);
    const settings = als.config.parse(config.learner.config);
    const limits = { tolerance: 1e-8, maxSweeps: 4000, cancelled: () => false };
    const dense = (malicious: MaliciousBlock | null, start: Float64Array | null) => {
      const { model } = als.train({ normal: smallData.ratings, malicious }, settings, start, limits);
      return predictions(fromRowMajor(model.userFactors, 36, 3), fromRowMajor(model.itemFactors, 30, 3));
    };
    const block = { kind: 'sparse', ratings: profiles } as const;
    const random = [1, 2].map((seed) => als.randomStart(30, settings, seed));
    const clean = [null, ...random].map((start) => dense(null, start));
    const poisoned = [cleanModel.itemFactors, null, ...random].map((start) => dense(block, start));
    const close = (found: number, wanted: number) => expect(Math.abs(found - wanted)).toBeLessThan(1e-6);
    check.clean.forEach(({ difference }, at) => close(difference, apart(clean[0], clean[at])));
    check.poisoned.forEach(({ difference, predictionShiftRmse, targetMean }, at) => {
      close(difference, apart(poisoned[0], poisoned[at]));
      close(predictionShiftRmse, apart(clean[0], poisoned[at]));
      close(targetMean!, poisoned[at].reduce((sum, row) => sum + row[6], 0) / 36);
    });
    close(check.cleanDifference, largest(clean));
    close(check.poisonedDifference, largest(poisoned));
    const effects = poisoned.map((one) => apart(clean[0], one));
    close(check.effectSpread, Math.max(...effects) - Math.min(...effects));
    const worst = Math.max(largest(clean), largest(poisoned), check.effectSpread);
    expect(check.dependence! / (worst / effects[0])).toBeCloseTo(1, 5);
    expect(check.dependence).toBeGreaterThan(0.05);
    expect(check.warnings).toEqual([
      expect.stringMatching(/^The effect depends on where training starts: RMSE 0\.\d+ to 0\.\d+/),
      expect.stringMatching(/^The targets’ mean depends on where training starts/),
    ]);
  });

  it('starts a poisoned model from the clean one as a textbook would', () => {
    const { cleanModel, profiles, check } = checked(2);
    const ridge = { users: 2, items: 2 };
    const start = fromRowMajor(cleanModel.itemFactors, 30, 3);
    const clean = alternate({ normal, fakes: [] }, start, ridge, 1e-12);
    const warm = alternate({ normal, fakes: tableOf(profiles) }, start, ridge, 1e-12);
    const effect = apart(predictions(clean.U, clean.V), predictions(warm.U, warm.V));
    expect(check.poisoned[0].predictionShiftRmse).toBeCloseTo(effect, 6);
  });

  it('says which training it is at, starts named as the window names them', () => {
    const { config, cleanModel, profiles } = checked(2, {}, 2);
    const phases = new Set<string>();
    uniqueness({ config, dataset: smallData, cleanModel, profiles, starts: 2 }, { ...quiet, progress: ({ phase }) => phases.add(phase.split(':')[0]) });
    expect([...phases]).toEqual([
      ...['clean training, random 1 start', 'poisoned training, warm start', 'poisoned training, usual start'],
      ...['poisoned training, random 1 start', 'comparing the models'],
    ]);
  });

  it('has no targets’ mean without targets, and refuses what cannot be compared', () => {
    const availability = { id: 'availability', config: {} };
    const { config, cleanModel, profiles, check } = checked(2, { objective: availability }, 2);
    expect(check).toMatchObject({ starts: 2, targetMeanBefore: null, targetSpread: null, targetDependence: null });
    expect(check.poisoned.map(({ targetMean }) => targetMean)).toEqual([null, null, null]);
    const input = { config, dataset: smallData, cleanModel, profiles, starts: 3 };
    const nobody = sparseRatings(0, 30, [], [], []);
    expect(() => uniqueness({ ...input, profiles: nobody }, quiet)).toThrow(/without malicious ratings/);
    expect(() => uniqueness({ ...input, starts: 1 }, quiet)).toThrow(/cannot be compared/);
    expect(() => uniqueness(input, { ...quiet, cancelled: () => true })).toThrow(
      expect.objectContaining({ code: 'cancelled' }),
    );
  });
});

describe.skipIf(!realData('ml-100k.zip'))('the uniqueness check on ml-100k, k = 8, uniform profiles', () => {
  /** 5 % of users, 50 ratings each. */
  async function checkedAt(lambda: number) {
    const dataset = await importFile(realData('ml-100k.zip')!, { minRatings: 20 });
    const config = parseRunConfig({
      dataset: dataset.fingerprint,
      learner: { id: 'als', config: { rank: 8, lambdaUsers: lambda, lambdaItems: lambda } },
      objective: { id: 'availability', config: {} },
      gradient: null,
      attack: { id: 'uniform', config: {} },
      budget: { maliciousShare: 0.05, fillerSize: 50, maxRating: 2 },
      seed: 1,
    });
    const cleanModel = trainClean({ dataset, learner: config.learner }, quiet);
    const { profiles } = run({ config, dataset, cleanModel, checkpoint: null }, quiet);
    return uniqueness({ config, dataset, cleanModel, profiles, starts: 3 }, quiet);
  }

  it('finds one optimum at λ = 5, as MATH.md says of six starts', async () => {
    const check = await checkedAt(5);
    expect(check.dependence).toBeLessThan(1e-5);
    expect(check.warnings).toEqual([]);
  });

  it('warns at λ = 2, where poisoned models end in several', async () => {
    const check = await checkedAt(2);
    expect(check.dependence).toBeGreaterThan(0.05);
    expect(check.warnings).toHaveLength(1);
  });
});

function largest(models: number[][][]): number {
  return Math.max(...models.flatMap((one) => models.map((other) => apart(one, other))));
}
