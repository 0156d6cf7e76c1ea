import { describe, expect, it } from 'vitest';
import { audit } from '../../../src-main/engine/jobs/audit.ts';
import { run } from '../../../src-main/engine/jobs/run.ts';
import { trainClean } from '../../../src-main/engine/jobs/train-clean.ts';
import { uniqueness } from '../../../src-main/engine/jobs/uniqueness.ts';
import { learners } from '../../../src-main/engine/learners/list.ts';
import { importFile } from '../../ratings/miniature.ts';
import { realData } from '../../real-data.ts';
import { quiet, smallCleanModel, smallConfig, smallData, smallRun } from './small-run.ts';

const learner = (lambda: number) => ({ id: 'nuclear-norm', config: { lambda, maxRank: 256 } });

describe.each([1.2, 2.5, 4])('an audit with the nuclear-norm learner, λ = %d', (lambda) => {
  const slot = learner(lambda);
  const cleanModel = trainClean({ dataset: smallData, learner: slot }, quiet);

  it.each([
    { id: 'availability', config: {} },
    { id: 'hybrid', config: { availability: -1, integrity: 1, targets: ['7', '12'], weight: 2 } },
  ])('finds the exact gradient of $id exact, and the one-step gradient in its direction', (objective) => {
    const config = smallConfig({ learner: slot, objective });
    const { gradients: rows } = audit({ config, dataset: smallData, cleanModel, directions: 6, iterations: 0 }, quiet);
    const row = (id: string) => rows.find(({ gradient }) => gradient === id)!;
    for (const error of row('exact').relativeErrors) expect(error).toBeLessThan(1e-3);
    expect(row('exact').cosine).toBeGreaterThan(0.99999);
    expect(row('one-step').cosine).toBeGreaterThan(0.5);
    expect(rows.map(({ gradient }) => gradient)).toEqual(expect.arrayContaining(['appendix-b', 'appendix-b printed', 'appendix-b held']));
    expect(row('appendix-b').cosine).toBeGreaterThan(0.4);
    expect(Math.max(...row('appendix-b printed').relativeErrors)).toBeGreaterThan(100);
  });
});

it('an audit with another learner leaves the appendix out', () => {
  const { gradients: rows } = audit({ config: smallConfig(), dataset: smallData, cleanModel: smallCleanModel(), directions: 1, iterations: 0 }, quiet);
  expect(rows.filter(({ gradient }) => gradient.startsWith('appendix-b'))).toEqual([]);
});

describe('a run with the nuclear-norm learner', () => {
  const slot = learner(2.5);
  const cleanModel = trainClean({ dataset: smallData, learner: slot }, quiet);

  it.each([
    ['pga', 'exact'],
    ['pga', 'one-step'],
    ['pga', 'appendix-b'],
    ['sgld', 'exact'],
    ['sgld', 'appendix-b'],
  ])('climbs with %s and the %s gradient', (attack, gradient) => {
    const input = smallRun({ learner: slot, attack: { id: attack, config: { iterations: 4 } }, gradient: { id: gradient, config: {} } });
    const { metrics, series, warnings } = run({ ...input, cleanModel }, quiet);
    expect(series.utilityTrace.at(-1)).toBeGreaterThan(series.utilityTrace[0]);
    // A certified optimum is the end of every start: none is tried.
    expect(metrics).not.toHaveProperty('predictionShiftRmseCold');
    expect(warnings).toEqual([]);
    expect(metrics.modelRank).toBeGreaterThan(1);
    expect(metrics.certificateRatio).toBeLessThanOrEqual(1 + 1e-6);
    expect(metrics.relativeDualityGap).toBeGreaterThan(-1e-12);
    expect(metrics.relativeDualityGap).toBeLessThan(1e-6);
  });

  it('has one optimum from every start', () => {
    const { config } = smallRun({ learner: slot, attack: { id: 'uniform', config: {} }, gradient: null });
    const { profiles } = run({ config, dataset: smallData, cleanModel, checkpoint: null }, quiet);
    const check = uniqueness({ config, dataset: smallData, cleanModel, profiles, starts: 3 }, quiet);
    expect(check.dependence).toBeLessThan(1e-4);
    expect(check.warnings).toEqual([]);
  });

  it('starts from the clean model where the cap on the rank binds: the convex problem’s optimum is out of reach', () => {
    const capped = { id: 'nuclear-norm', config: { lambda: 2.5, maxRank: 2 } };
    const clean = trainClean({ dataset: smallData, learner: capped }, quiet);
    const trained = (slot: typeof capped) => {
      const learnerOf = learners.find(slot.id)!;
      return learnerOf.train({ normal: smallData.ratings, malicious: null }, learnerOf.config.parse(slot.config), null, { tolerance: 1e-8, maxSweeps: 4000, cancelled: () => false });
    };
    expect(trained(capped).oneOptimum).toBe(false);
    expect(trained(slot as typeof capped).oneOptimum).toBe(true);
    const attack = (retrainFrom: string) => ({ id: 'pga', config: { iterations: 4, retrainFrom } });
    const [fromClean, fromLast] = ['clean', 'previous'].map((from) => run({ ...smallRun({ learner: capped, attack: attack(from) }), cleanModel: clean }, quiet));
    expect(fromClean.metrics.predictionShiftRmseCold).toBeDefined();
    const block = { kind: 'sparse', ratings: fromClean.profiles } as const;
    const again = learners.find('nuclear-norm')!.train({ normal: smallData.ratings, malicious: block }, capped.config, clean.itemFactors, { tolerance: 1e-8, maxSweeps: 4000, cancelled: () => false });
    expect(fromClean.metrics.modelObjective).toBeCloseTo(again.objective, 6);
    expect(fromLast.series.utilityTrace).toHaveLength(fromClean.series.utilityTrace.length);
  });

  it('says where the cap on the rank binds', () => {
    const capped = { id: 'nuclear-norm', config: { lambda: 2.5, maxRank: 2 } };
    const input = smallRun({ learner: capped, attack: { id: 'uniform', config: {} }, gradient: null });
    const { warnings, metrics } = run({ ...input, cleanModel: trainClean({ dataset: smallData, learner: capped }, quiet) }, quiet);
    expect(warnings).toEqual(expect.arrayContaining([expect.stringMatching(/^The cap of 2 on the rank binds/)]));
    expect(metrics.modelRank).toBe(2);
    expect(metrics.certificateRatio).toBeGreaterThan(1);
  });
});

describe.skipIf(!realData('ml-100k.zip'))('the nuclear norm of ml-100k at λ = 25, B = 50, α = 5 %', () => {
  it('has exact gradients that agree with retraining to 1e-3, and uniform profiles move it by about 0.003', { timeout: 300_000 }, async () => {
    const dataset = await importFile(realData('ml-100k.zip')!, { minRatings: 20 });
    const slot = learner(25);
    const cleanModel = trainClean({ dataset, learner: slot }, quiet);
    const budget = { maliciousShare: 0.05, fillerSize: 50, maxRating: 2 };
    const asked = { dataset: dataset.fingerprint, learner: slot, budget, objective: { id: 'availability', config: {} } };
    const { gradients: rows } = audit({ config: smallConfig(asked), dataset, cleanModel, directions: 2, iterations: 0 }, quiet);
    const exact = rows.find(({ gradient }) => gradient === 'exact')!;
    expect(exact.relativeErrors).toHaveLength(2);
    for (const error of exact.relativeErrors) expect(error).toBeLessThan(1e-3);
    const uniform = smallConfig({ ...asked, attack: { id: 'uniform', config: {} }, gradient: null });
    const { metrics } = run({ config: uniform, dataset, cleanModel, checkpoint: null }, quiet);
    expect(metrics.modelRank).toBe(13);
    expect(metrics.predictionShiftRmse).toBeGreaterThan(0.002);
    expect(metrics.predictionShiftRmse).toBeLessThan(0.004);
    expect(metrics.relativeDualityGap).toBeGreaterThan(0);
    expect(metrics.relativeDualityGap).toBeLessThan(2e-4);
  });
});
