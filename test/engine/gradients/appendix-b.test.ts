import { describe, expect, it } from 'vitest';
import { gradients } from '../../../src-main/engine/gradients/list.ts';
import type { FactorModel, TrainingData } from '../../../src-main/engine/learners/factored/factor-model.ts';
import { singularForm } from '../../../src-main/engine/learners/factored/singular-form.ts';
import { nuclearNorm } from '../../../src-main/engine/learners/nuclear-norm/nuclear-norm.ts';
import { objectives } from '../../../src-main/engine/objectives/list.ts';
import { dice } from '../../oracle/dice.ts';
import { predictions } from '../../oracle/factorization.ts';
import { fromRowMajor, inner, matrix, solve, type Matrix } from '../../oracle/matrix.ts';
import { randomFakes, randomTable, type RatingTable } from '../../oracle/rating-table.ts';
import { factorsOf, trainingData } from '../learners/from-tables.ts';
import { relativeError } from './small-attack.ts';

const [users, items] = [20, 12];
const limits = { tolerance: 1e-11, maxSweeps: 4000, cancelled: () => false };

interface Attacked {
  lambda: number;
  normal: RatingTable;
  fakes: RatingTable;
  data: TrainingData;
  clean: FactorModel;
  model: FactorModel;
}

function attacked(seed: number, form: 'sparse' | 'dense', lambda: number): Attacked {
  const random = dice(seed);
  const normal = randomTable(random, users, items, 0.55);
  const fakes = randomFakes(random, 3, items, form === 'dense' ? items : 5);
  const data = trainingData({ normal, fakes }, form);
  const config = { lambda, maxRank: 256 };
  const clean = nuclearNorm.train({ normal: data.normal, malicious: null }, config, null, limits).model;
  const { model } = nuclearNorm.train(data, config, clean.itemFactors, limits);
  return { lambda, normal, fakes, data, clean, model };
}

function gradientOf({ lambda, data, clean, model }: Attacked, id: string, config: object): Float64Array {
  const gradient = gradients.find(id)!;
  const input = { normal: data.normal, clean, poisoned: model, targets: [] };
  const utilityGradient = objectives.find('availability')!.gradient(input, {});
  const ridge = { lambdaUsers: lambda, lambdaItems: lambda };
  return gradient.compute({ data, model, ridge, utilityGradient, accuracy: 0, near: null, cancelled: () => false }, gradient.config.parse(config)).values;
}

/** The appendix entry by entry on dense matrices, from D = ∂R_av/∂M̂. */
function byTheLetter({ lambda, normal, fakes, clean, model }: Attacked, tau: number, form: 'printed' | 'repaired' | 'held'): number[] {
  const { rank, values, userVectors, maliciousVectors, itemVectors } = singularForm(model);
  const U = fromRowMajor(userVectors, users, rank);
  const W = fromRowMajor(maliciousVectors, fakes.length, rank);
  const V = fromRowMajor(itemVectors, items, rank);
  const [before, after] = [clean, model].map((each) => predictions(factorsOf(each).U, factorsOf(each).V));
  const D: Matrix = normal.map((row, i) => row.map((value, j) => (value === null ? 2 * (after[i][j] - before[i][j]) : 0)));
  const raters = (j: number) => [...U.filter((_, i) => normal[i][j] !== null), ...W.filter((_, i) => fakes[i][j] !== null)];
  const all = [...U, ...W];
  const table = [...normal, ...fakes];
  const squares = Array.from({ length: rank }, (_, t) =>
    table.reduce((sum, row, i) => sum + row.reduce<number>((part, value, j) => (value === null ? part : part + (all[i][t] * V[j][t]) ** 2), 0), 0),
  );
  const pulls = Array.from({ length: rank }, (_, t) => D.reduce((sum, row, i) => sum + row.reduce((part, d, j) => part + U[i][t] * d * V[j][t], 0), 0));
  return fakes.flatMap((row, l) =>
    row.flatMap((value, j) => {
      if (value === null) return [];
      const L = Array.from(values, (sigma) => sigma + lambda);
      const system = matrix(rank, rank, (r, c) => raters(j).reduce((sum, u) => sum + L[r] * u[r] * u[c] * L[c], r === c ? tau : 0));
      const moved = solve(system, L.map((each, t) => each * W[l][t]));
      const first = moved.reduce((sum, dv, t) => sum + dv * values[t] * U.reduce((part, u, i) => part + u[t] * D[i][j], 0), 0);
      const slope = (t: number) => (form === 'printed' ? 1 / (W[l][t] * V[j][t]) : form === 'repaired' ? (W[l][t] * V[j][t]) / squares[t] : 0);
      return [first + pulls.reduce((sum, pull, t) => sum + pull * slope(t), 0)];
    }),
  );
}

describe.each(['sparse', 'dense'] as const)('the gradient of Appendix B for a %s block', (form) => {
  it.each(['printed', 'repaired', 'held'] as const)('is the formula, singular values %s', (singularValues) => {
    for (const [lambda, smoothing] of [[1.5, 1], [3, 0.2]]) {
      const attack = attacked(4, form, lambda);
      const found = gradientOf(attack, 'appendix-b', { singularValues, smoothing });
      expect(found).toHaveLength(form === 'dense' ? 36 : 15);
      expect(relativeError(found, byTheLetter(attack, smoothing, singularValues))).toBeLessThan(1e-6);
    }
  });
});

describe('the gradients of the nuclear norm', () => {
  const cosine = (a: Float64Array, b: Float64Array) => inner([...a], [...b]) / Math.hypot(...a) / Math.hypot(...b);
  const forms = ['printed', 'repaired', 'held'] as const;

  it('point as they should: repaired and factored one-step near the exact one, printed nowhere and far', () => {
    const rows = Array.from({ length: 8 }, (_, seed) => {
      const attack = attacked(seed + 20, 'sparse', 1 + 0.4 * (seed % 4));
      const exact = gradientOf(attack, 'exact', { tolerance: 1e-10 });
      const [printed, repaired, held] = forms.map((singularValues) => gradientOf(attack, 'appendix-b', { singularValues }));
      return {
        printed: cosine(printed, exact),
        size: Math.hypot(...printed) / Math.hypot(...exact),
        repaired: cosine(repaired, exact),
        held: cosine(held, exact),
        oneStep: cosine(gradientOf(attack, 'one-step', {}), exact),
      };
    });
    for (const { printed, size, repaired, held, oneStep } of rows) {
      expect(Math.min(repaired, held, oneStep)).toBeGreaterThan(0.5);
      expect(Math.abs(printed)).toBeLessThan(Math.min(repaired, held, oneStep));
      expect(size).toBeGreaterThan(100);
    }
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(Math.abs(mean(rows.map(({ printed }) => printed)))).toBeLessThan(0.25);
    expect(mean(rows.map(({ repaired }) => repaired))).toBeGreaterThan(0.75);
    expect(mean(rows.map(({ oneStep }) => oneStep))).toBeGreaterThan(0.75);
  });

  it('are all 0 where the model is 0', () => {
    const attack = attacked(4, 'sparse', 100);
    expect(singularForm(attack.model).rank).toBe(0);
    for (const [id, config] of [['exact', {}], ['one-step', {}], ['appendix-b', {}], ['appendix-b', { singularValues: 'printed' }]] as const) {
      expect([...gradientOf(attack, id, config)]).toEqual(new Array(15).fill(0));
    }
  });
});
