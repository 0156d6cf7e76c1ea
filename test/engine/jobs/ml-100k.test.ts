import { beforeAll, describe, expect, it } from 'vitest';
import type { RunConfig } from '../../../shared/domain/run.ts';
import { parseRunConfig } from '../../../src-main/engine/catalogue.ts';
import { audit, prepareAudit } from '../../../src-main/engine/jobs/audit.ts';
import type { CleanModel, RunResult } from '../../../src-main/engine/jobs/job.ts';
import { run } from '../../../src-main/engine/jobs/run.ts';
import { trainClean } from '../../../src-main/engine/jobs/train-clean.ts';
import { als } from '../../../src-main/engine/learners/als/als.ts';
import type { RatingsDataset } from '../../../src-main/ratings/ratings-dataset.ts';
import { plainAls, product, type Entry, type PlainModel } from '../../oracle/plain-als.ts';
import { importFile } from '../../ratings/miniature.ts';
import { realData } from '../../real-data.ts';
import { quiet } from './small-run.ts';

const rank = 8;
const lambda = 5;
const learner = { id: 'als', config: { rank, lambdaUsers: lambda, lambdaItems: lambda } };
const availability = { id: 'availability', config: {} };
const push = { id: 'integrity', config: { targets: ['478'], weight: 2 } };
const exact = { id: 'exact', config: {} };
/** Milliseconds after which a test on a busy machine is taken for hung. */
const timeout = 300_000;

describe.skipIf(!realData('ml-100k.zip'))('attacks on ml-100k, k = 8, λ = 5, B = 50, Λ = 2, α = 5 %, seed 1', () => {
  let dataset: RatingsDataset;
  let clean: CleanModel;

  beforeAll(async () => {
    await prepareAudit();
    dataset = await importFile(realData('ml-100k.zip')!, { minRatings: 20 });
    clean = trainClean({ dataset, learner }, quiet);
  });

  function configured(change: Pick<RunConfig, 'attack' | 'gradient' | 'objective'>): RunConfig {
    const budget = { maliciousShare: 0.05, fillerSize: 50, maxRating: 2 };
    return parseRunConfig({ dataset: dataset.fingerprint, learner, budget, seed: 1, ...change });
  }
  const attack = (id: string, gradient: string | null, objective = availability, config = {}): RunResult =>
    run(
      {
        config: configured({ attack: { id, config }, gradient: gradient === null ? null : { id: gradient, config: {} }, objective }),
        dataset,
        cleanModel: clean,
        checkpoint: null,
      },
      quiet,
    );

  it('trains to the same predictions from two random starts', () => {
    const data = { normal: dataset.ratings, malicious: null };
    const limits = { tolerance: 1e-9, maxSweeps: 4000, cancelled: () => false };
    const config = { rank, lambdaUsers: lambda, lambdaItems: lambda };
    const [a, b] = [11, 12].map((seed) => als.train(data, config, als.randomStart(1682, config, seed), limits).model);
    let worst = 0;
    for (let i = 0; i < 943; i += 3) {
      for (let j = 0; j < 1682; j++) {
        let difference = 0;
        for (let c = 0; c < rank; c++) {
          difference += a.userFactors[i * rank + c] * a.itemFactors[j * rank + c] - b.userFactors[i * rank + c] * b.itemFactors[j * rank + c];
        }
        worst = Math.max(worst, Math.abs(difference));
      }
    }
    expect(worst).toBeLessThan(1e-6);
  });

  it('has exact gradients that agree with retraining to 1e-3, and one-step gradients that do not', { timeout }, () => {
    const config = configured({ attack: { id: 'pga', config: {} }, gradient: exact, objective: availability });
    const { gradients: rows } = audit({ config, dataset, cleanModel: clean, directions: 3, iterations: 0 }, quiet);
    const errors = (id: string) => rows.find(({ gradient }) => gradient === id)!.relativeErrors;
    expect(errors('exact')).toHaveLength(3);
    for (const error of errors('exact')) expect(error).toBeLessThan(1e-3);
    expect(Math.max(...errors('one-step'))).toBeGreaterThan(0.1);
    errors('unrolled').forEach((error, d) => expect(error).toBeLessThan(0.5 * errors('one-step')[d]));
  });

  // Three steps, for time; thirty steps of the exact gradient end at 0.295, of the one-step gradient at 0.189.
  it('spoils predictions: exact PGA more than one-step PGA more than uniform', { timeout }, () => {
    const results = [attack('uniform', null), ...['one-step', 'exact'].map((id) => attack('pga', id, availability, { iterations: 3 }))];
    const [low, middle, high] = results.map(({ metrics }) => metrics.predictionShiftRmse);
    expect(middle).toBeGreaterThan(2 * low);
    expect(high).toBeGreaterThan(1.15 * middle);
    expect(low).toBeGreaterThan(0.07);
    expect(low).toBeLessThan(0.095);
    expect(middle).toBeGreaterThan(0.165);
    expect(middle).toBeLessThan(0.205);
    expect(high).toBeGreaterThan(0.21);
    expect(high).toBeLessThan(0.26);
    for (const { profiles } of results) {
      expect(profiles.users).toBe(47);
      expect(profiles.rowItem).toHaveLength(47 * 50);
    }
    const shift = shiftRmse(retrain(null), retrain(results[0].profiles));
    expect(Math.abs(shift / low - 1)).toBeLessThan(0.01);
  });

  it('pushes item 478 to 1.29 and more in 12 exact iterations, and plain ALS agrees', { timeout }, () => {
    const { metrics, profiles, targets } = attack('pga', 'exact', push, { iterations: 12, includeTargets: true });
    expect(targets).toEqual([dataset.itemIds.indexOf('478')]);
    expect(metrics.targetMeanBefore!).toBeCloseTo(0.8, 1);
    expect(metrics.targetMeanAfter!).toBeGreaterThanOrEqual(1.29);
    expect(metrics.targetMeanAfter!).toBeLessThan(1.45);
    expect(metrics.targetTop10ShareAfter!).toBeGreaterThan(metrics.targetTop10ShareBefore!);
    const { U, V } = retrain(profiles);
    const mean = U.reduce((sum, u) => sum + product(u, V[targets[0]]), 0) / U.length;
    expect(Math.abs(mean / metrics.targetMeanAfter! - 1)).toBeLessThan(0.01);
    const shift = shiftRmse(retrain(null), { U, V, sweeps: 0 });
    expect(Math.abs(shift / metrics.predictionShiftRmse - 1)).toBeLessThan(0.01);
    for (let i = 0; i < 47; i++) expect(profiles.rowItem.subarray(i * 50, i * 50 + 50)).toContain(targets[0]);
  });

  /** Plain ALS on data and profiles, from the clean model's items; only the 943 normal users are returned. */
  function retrain(profiles: RunResult['profiles'] | null): PlainModel {
    const entries = [dataset.ratings, ...(profiles ? [profiles] : [])].flatMap((block, malicious) => entriesOf(block, 943 * malicious));
    const users = 943 + (profiles?.users ?? 0);
    const start = Array.from({ length: 1682 }, (_, j) => clean.itemFactors.slice(j * rank, j * rank + rank));
    const model = plainAls(entries, users, start, lambda, 1e-5, 600);
    return { ...model, U: model.U.slice(0, 943) };
  }

  function shiftRmse(before: PlainModel, after: PlainModel): number {
    const { rowStart, rowItem } = dataset.ratings;
    let squares = 0;
    let unseen = 0;
    for (let i = 0; i < 943; i++) {
      const seen = new Set(rowItem.subarray(rowStart[i], rowStart[i + 1]));
      for (let j = 0; j < 1682; j++) {
        if (seen.has(j)) continue;
        squares += (product(after.U[i], after.V[j]) - product(before.U[i], before.V[j])) ** 2;
        unseen++;
      }
    }
    return Math.sqrt(squares / unseen);
  }
});

function entriesOf({ users, rowStart, rowItem, rowValue }: RunResult['profiles'], firstUser: number): Entry[] {
  return Array.from({ length: users }, (_, i) => i).flatMap((i) =>
    Array.from(rowItem.subarray(rowStart[i], rowStart[i + 1]), (item, at) => ({
      user: firstUser + i,
      item,
      value: rowValue[rowStart[i] + at],
    })),
  );
}
