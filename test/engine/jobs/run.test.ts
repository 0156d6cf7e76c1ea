import { describe, expect, it } from 'vitest';
import { attacks } from '../../../src-main/engine/attacks/list.ts';
import { ratedItems } from '../../../src-main/engine/detectors/rated-items/rated-items.ts';
import { attackSetting } from '../../../src-main/engine/jobs/attack-setting.ts';
import { run } from '../../../src-main/engine/jobs/run.ts';
import { alternate, predictions, type Blocks } from '../../oracle/factorization.ts';
import { fromRowMajor, inner } from '../../oracle/matrix.ts';
import type { RatingTable } from '../../oracle/rating-table.ts';
import { hybridOf, shiftOfUnseen } from '../../oracle/utilities.ts';
import type { SparseRatings } from '../../../src-main/numeric/sparse-ratings.ts';
import { quiet, smallCleanModel, smallData, smallRun } from './small-run.ts';

function tableOf({ users, items, rowStart, rowItem, rowValue }: SparseRatings): RatingTable {
  return Array.from({ length: users }, (_, i) => {
    const row = new Array<number | null>(items).fill(null);
    for (let at = rowStart[i]; at < rowStart[i + 1]; at++) row[rowItem[at]] = rowValue[at];
    return row;
  });
}

const normal = tableOf(smallData.ratings);
const lambda = { users: 2, items: 2 };
const cleanV = () => fromRowMajor(smallCleanModel().itemFactors, 30, 3);
const clean = () => alternate({ normal, fakes: [] }, cleanV(), lambda, 1e-12);

/** Mean prediction of column j over all normal users. */
function targetMean({ U, V }: ReturnType<typeof clean>, j: number): number {
  return U.reduce((sum, u) => sum + inner(u, V[j]), 0) / U.length;
}

describe.each([
  { id: 'uniform', gradient: null, config: {} },
  { id: 'pga', gradient: { id: 'exact', config: {} }, config: { iterations: 6, includeTargets: true } },
  { id: 'pga', gradient: { id: 'one-step', config: {} }, config: { iterations: 6 } },
  { id: 'sgld', gradient: { id: 'exact', config: {} }, config: { iterations: 6 } },
])('a run of $id with $gradient', ({ id, gradient, config }) => {
  const change = {
    attack: { id, config },
    gradient,
    objective: { id: 'hybrid', config: { availability: -1, integrity: 1, targets: ['7'], weight: 2 } },
  };
  const result = run(smallRun(change), quiet);
  const blocks: Blocks = { normal, fakes: tableOf(result.profiles) };
  const retrained = alternate(blocks, cleanV(), lambda, 1e-12);

  it('reports what a textbook retraining on data and profiles finds', () => {
    const unseen = normal.flat().filter((value) => value === null).length;
    const wish = { availability: -1, integrity: 1, targets: [6], weight: 2 };
    const { metrics } = result;
    expect(result.targets).toEqual([6]);
    const agree = (measured: number | null, expected: number) =>
      expect(Math.abs(measured! - expected)).toBeLessThan(1e-5 * Math.abs(expected));
    agree(metrics.predictionShiftRmse, Math.sqrt(shiftOfUnseen(normal, clean(), retrained) / unseen));
    agree(metrics.targetMeanBefore, targetMean(clean(), 6));
    agree(metrics.targetMeanAfter, targetMean(retrained, 6));
    agree(metrics.utility, hybridOf(normal, clean(), retrained, wish));
    expect(metrics.relativeGradient).toBeLessThanOrEqual(1e-8);
  });

  it('moves the predictions of items that no fake rates', () => {
    const rated = new Set(result.profiles.rowItem);
    const [before, after] = [clean(), retrained].map(({ U, V }) => predictions(U, V));
    const unrated = Array.from({ length: 30 }, (_, j) => j).filter((j) => !rated.has(j));
    expect(unrated.length).toBeGreaterThan(10);
    const moved = unrated.map((j) => Math.max(...before.map((row, i) => Math.abs(row[j] - after[i][j]))));
    expect(Math.min(...moved)).toBeGreaterThan(1e-6);
  });
});

describe('a run', () => {
  it('has no target metrics without targets', () => {
    const { metrics, series, targets } = run(smallRun({ objective: { id: 'availability', config: {} } }), quiet);
    expect(targets).toEqual([]);
    expect(metrics).toMatchObject({ targetMeanBefore: null, targetMeanAfter: null, targetTop10ShareBefore: null, targetTop10ShareAfter: null });
    expect(series.targetMeanTrace.every((value) => value === null)).toBe(true);
  });

  it('counts fakes by m′ = floor(α m + 1/2)', () => {
    for (const [maliciousShare, expected] of [[0.0138, 0], [0.0139, 1], [0.05, 2], [0.25, 9], [1, 36]] as const) {
      const budget = { maliciousShare, fillerSize: 2, maxRating: 2 };
      expect(run(smallRun({ attack: { id: 'uniform', config: {} }, gradient: null, budget }), quiet).profiles.users).toBe(expected);
    }
  });

  it('draws the targets from their own draw, whatever the seed of the run', () => {
    const objective = { id: 'integrity', config: { targets: { choose: { popularity: 'any', count: 3, draw: 5 } }, weight: 2 } };
    const drawn = [1, 2].map((seed) => run(smallRun({ attack: { id: 'uniform', config: {} }, gradient: null, objective, seed }), quiet).targets);
    expect(drawn[0]).toHaveLength(3);
    expect(drawn[1]).toEqual(drawn[0]);
  });

  it('ends its convergence curve near its final metrics where profiles need no projection', () => {
    const { series, metrics } = run(smallRun(), quiet);
    expect(series.predictionShiftRmseTrace.at(-1)!).toBeCloseTo(metrics.predictionShiftRmse, 4);
    expect(series.utilityTrace.at(-1)! / metrics.utility).toBeCloseTo(1, 4);
    expect(series.targetMeanTrace.at(-1)!).toBeCloseTo(metrics.targetMeanAfter!, 4);
  });

  it('refuses unknown ids and targets as bad input', () => {
    const bad = expect.objectContaining({ code: 'bad-input' });
    const input = smallRun();
    expect(() => run({ ...input, config: { ...input.config, attack: { id: 'nosuch', config: {} } } }, quiet)).toThrow(bad);
    const objective = { id: 'integrity', config: { targets: ['no such item'], weight: 2 } };
    expect(() => run(smallRun({ objective }), quiet)).toThrow(bad);
  });
});

describe('a run of copied rated sets', () => {
  it('compares nobody with the users whose sets were copied', () => {
    const change = { attack: { id: 'template-langevin', config: { iterations: 1 } } };
    const input = smallRun(change);
    const { metrics, profiles } = run(input, quiet);
    const attack = attacks.find('template-langevin')!;
    const templates = attack.templates!(attackSetting(input.config, smallData, input.cleanModel, quiet).context);
    const detect = (copied?: Int32Array) =>
      ratedItems.measure({ normal: smallData.ratings, profiles, templates: copied, seed: 1 }, ratedItems.config.parse({}));
    expect(metrics).toMatchObject(detect(templates));
    expect(metrics.welchPartners).toBe(detect().welchPartners! - new Set(templates).size);
  });
});
