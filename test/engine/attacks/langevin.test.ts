import { describe, expect, it } from 'vitest';
import type { AttackContext } from '../../../src-main/engine/attacks/define-attack.ts';
import { ratersPrior } from '../../../src-main/engine/attacks/langevin/prior.ts';
import { advanceOptimizer, startOptimizer, type AttackedSystem, type OptimizerState } from '../../../src-main/engine/attacks/optimize.ts';
import { sgld } from '../../../src-main/engine/attacks/sgld/sgld.ts';
import { dice } from '../../oracle/dice.ts';
import { afterSteps, posteriorOf, printedPrior, ratersPriorOf, type Moments, type QuadraticProblem } from '../../oracle/langevin.ts';
import { inner, matrix, multiply, transpose } from '../../oracle/matrix.ts';
import { randomTable } from '../../oracle/rating-table.ts';
import { sparseForm } from '../learners/from-tables.ts';

const random = dice(9);
const items = 6;
const table = randomTable(random, 40, items, 0.7);
const fakes = 2000;
const context: AttackContext = {
  normal: sparseForm(table, items),
  scale: { min: 1, max: 5, step: 1 },
  budget: { maliciousShare: 1, fillerSize: 3, maxRating: 2 },
  maliciousUsers: fakes,
  targets: [],
  seed: 11,
};
const prior = printedPrior(table);
const root = matrix(items, items, () => 0.5 * random.bell());
const quadratic: QuadraticProblem = {
  ...prior,
  beta: 0.8,
  b: prior.mean.map(() => 1.5 * random.bell()),
  A: multiply(root, transpose(root)),
};
const linear: QuadraticProblem = { ...quadratic, A: matrix(items, items, () => 0) };

/** The sum of R over fakes: every fake is an independent chain with the same posterior. */
function known({ b, A }: QuadraticProblem): AttackedSystem {
  const slopesOf = (values: Float64Array, at: number) => {
    const row = at - (at % items);
    const slopes = A[at % items];
    let sum = 0;
    for (let j = 0; j < items; j++) sum += slopes[j] * values[row + j];
    return sum;
  };
  return {
    cleanItemFactors: new Float64Array(0),
    evaluate(block) {
      if (block.kind !== 'dense') throw new Error('sparse');
      const utility = block.values.reduce((sum, x, at, values) => sum + x * (b[at % items] - slopesOf(values, at) / 2), 0);
      return { itemFactors: new Float64Array(0), utility, predictionShiftRmse: 0, targetMean: null, warnings: [] };
    },
    gradient(block) {
      if (block.kind !== 'dense') throw new Error('sparse');
      const values = block.values.map((_, at, all) => b[at % items] - slopesOf(all, at));
      return { values, adjoint: null, warnings: [] };
    },
  };
}

function sample(problem: QuadraticProblem, change: Record<string, unknown>) {
  const config = sgld.config.parse({ beta: problem.beta, ...change });
  const system = known(problem);
  let state: OptimizerState = startOptimizer(sgld, context, config, 'dense', system);
  while (state.finished === null) state = advanceOptimizer(sgld, context, config, 'dense', system, state).state;
  return { state, diagnosis: sgld.chain!.diagnose(context, config, state.series, 'dense') };
}

function momentsOf(values: Float64Array): Moments {
  const rows = Array.from({ length: values.length / items }, (_, i) => values.subarray(i * items, (i + 1) * items));
  const mean = prior.mean.map((_, j) => rows.reduce((sum, row) => sum + row[j], 0) / rows.length);
  const covariance = matrix(items, items, (i, j) => rows.reduce((sum, row) => sum + (row[i] - mean[i]) * (row[j] - mean[j]), 0) / rows.length);
  return { mean, covariance };
}

/** Within 4.5 standard errors of so many independent rows. */
function agree(found: Moments, expected: Moments): void {
  for (let i = 0; i < items; i++) {
    const c = expected.covariance;
    expect(Math.abs(found.mean[i] - expected.mean[i])).toBeLessThan(4.5 * Math.sqrt(c[i][i] / fakes));
    for (let j = 0; j <= i; j++) {
      expect(Math.abs(found.covariance[i][j] - c[i][j])).toBeLessThan(4.5 * Math.sqrt((c[i][i] * c[j][j] + c[i][j] ** 2) / fakes));
    }
  }
}

const smallest = Math.min(...prior.variance);

describe.each([
  { name: 'preconditioned', preconditioned: true, fine: 0.05, steps: 150, coarse: 1 },
  { name: 'as printed', preconditioned: false, fine: 0.05 * smallest, steps: 250, coarse: 1.2 * smallest },
])('a chain $name whose posterior is known', ({ preconditioned, fine, steps, coarse }) => {
  it.each([
    { utility: 'linear', problem: linear },
    { utility: 'quadratic', problem: quadratic },
  ])('has its moments, with a $utility utility', ({ problem }) => {
    const start: Moments = { mean: prior.mean, covariance: matrix(items, items, (i, j) => (i === j ? prior.variance[i] : 0)) };
    const exact = posteriorOf(problem);
    const moved = exact.mean.map((mean, i) => Math.abs(mean - prior.mean[i]) / Math.sqrt(prior.variance[i] / fakes));
    expect(Math.max(...moved)).toBeGreaterThan(12);
    const { state } = sample(problem, { preconditioned, stepSize: fine, iterations: steps });
    const found = momentsOf(state.values);
    const expected = afterSteps(problem, start, fine, preconditioned, steps);
    agree(found, expected);
    for (let i = 0; i < items; i++) expect(Math.abs(expected.covariance[i][i] / exact.covariance[i][i] - 1)).toBeLessThan(0.09);
  });

  it('shows the bias of a coarse step, in its moments, its figures and a warning', () => {
    const iterations = 120;
    const { state, diagnosis } = sample(linear, { preconditioned, stepSize: coarse, iterations });
    const start: Moments = { mean: prior.mean, covariance: matrix(items, items, (i, j) => (i === j ? prior.variance[i] : 0)) };
    const settled = afterSteps(linear, start, coarse, preconditioned, 5000);
    agree(momentsOf(state.values), afterSteps(linear, start, coarse, preconditioned, iterations));
    for (let i = 0; i < items; i++) {
      const relative = preconditioned ? coarse : coarse / prior.variance[i];
      expect(settled.covariance[i][i]).toBeCloseTo(prior.variance[i] / (1 - relative / 4), 8);
    }
    if (preconditioned) {
      // d = -(x - ξ - βσ²b), so E d² is the settled variance.
      expect(diagnosis.metrics.stepBias).toBeCloseTo(coarse / 4 / (1 - coarse / 4), 2);
      expect(momentsOf(state.values).covariance[0][0] / prior.variance[0]).toBeGreaterThan(1.2);
    }
    expect(diagnosis.metrics.stepBias).toBeGreaterThan(0.1);
    expect(diagnosis.warnings).toContainEqual(expect.stringMatching(/step is too coarse/));
  });

  it('keeps the stationarity identity once it is stationary, and says so when it is not', () => {
    const { diagnosis } = sample(quadratic, { preconditioned, stepSize: fine * 4, iterations: steps, burnIn: 0.6 });
    const { stationarityDrift, stationarityNoise, stepBias } = diagnosis.metrics;
    expect(stationarityNoise).toBe(1 + stepBias!);
    expect(Math.abs(stationarityDrift! - stationarityNoise!)).toBeLessThan(0.02);
    expect(diagnosis.warnings.filter((warning) => /stationary/.test(warning))).toEqual([]);
    const early = sample({ ...linear, beta: 3 }, { preconditioned, stepSize: fine * 6, iterations: 8, burnIn: 0 });
    expect(early.diagnosis.metrics.stationarityNoise! - early.diagnosis.metrics.stationarityDrift!).toBeGreaterThan(0.2);
    expect(early.diagnosis.warnings).toContainEqual(expect.stringMatching(/not yet stationary/));
  });
});

describe('the traces of a chain', () => {
  it('are log posterior and balance of each state, by their formulas', () => {
    const change = { stepSize: 0.4, iterations: 3 };
    const config = sgld.config.parse({ beta: quadratic.beta, ...change });
    const system = known(quadratic);
    const states = [startOptimizer(sgld, context, config, 'dense', system)];
    while (states.at(-1)!.finished === null) states.push(advanceOptimizer(sgld, context, config, 'dense', system, states.at(-1)!).state);
    const { series } = states.at(-1)!;
    states.forEach((state, t) => {
      let [chiSquare, drift, bias] = [0, 0, 0];
      for (let i = 0; i < fakes; i++) {
        const x = Array.from(state.values.subarray(i * items, (i + 1) * items));
        x.forEach((value, j) => {
          const [xi, variance] = [prior.mean[j], prior.variance[j]];
          const d = -(value - xi) + quadratic.beta * variance * (quadratic.b[j] - inner(quadratic.A[j], x));
          chiSquare += (value - xi) ** 2 / variance;
          drift += (-(value - xi) * d) / variance / (fakes * items);
          bias += ((0.4 / 4) * d ** 2) / variance / (fakes * items);
        });
      }
      expect(series.logPosteriorTrace![t] / (quadratic.beta * state.utility - chiSquare / 2)).toBeCloseTo(1, 9);
      if (t < 3) expect(series.stationarityTrace![t]).toBeCloseTo(drift, 9);
      if (t < 3) expect(series.stepBiasTrace![t]).toBeCloseTo(bias, 9);
    });
    expect([series.stationarityTrace![3], series.stepBiasTrace![3]]).toEqual([null, null]);
  });

  it('give effective sample sizes that fall as steps shrink', () => {
    const sizes = [0.8, 0.1].map((stepSize) => sample(linear, { stepSize, iterations: 150, burnIn: 0.3 }).diagnosis.metrics.effectiveSamplesLogPosterior!);
    expect(sizes[0]).toBeGreaterThan(2 * sizes[1]);
    expect(sizes[0]).toBeLessThan(105);
  });
});

describe('kept states', () => {
  it('are those after burn-in, every so many back from the last, and give the mean', () => {
    const config = sgld.config.parse({ beta: 0.8, iterations: 11, burnIn: 0.3, thinning: 3, profilesFrom: 'mean' });
    const system = known(linear);
    const states = [startOptimizer(sgld, context, config, 'dense', system)];
    while (states.at(-1)!.finished === null) states.push(advanceOptimizer(sgld, context, config, 'dense', system, states.at(-1)!).state);
    const last = states.at(-1)!;
    expect(last.kept!.count).toBe(3);
    for (const at of [0, 7, 11_999]) {
      expect(last.kept!.mean[at]).toBeCloseTo((states[5].values[at] + states[8].values[at] + states[11].values[at]) / 3, 12);
    }
    expect(sgld.chain!.diagnose(context, config, last.series, 'dense').metrics.keptSamples).toBe(3);
    const { state } = sample(linear, { iterations: 4 });
    expect(state.kept).toBeNull();
  });
});

describe('the raters’ prior', () => {
  it.each([{ shrinkage: 5 }, { shrinkage: 0 }])('is mean and shrunk variance of those who rated, κ = $shrinkage', ({ shrinkage }) => {
    const sparse = randomTable(random, 12, 7, 0.4);
    for (const row of sparse) row[3] = null;
    sparse.forEach((row, i) => (row[5] = i === 4 ? 2 : null));
    const expected = ratersPriorOf(sparse, shrinkage);
    const { mean, variance } = ratersPrior(sparseForm(sparse, 7), shrinkage);
    expected.mean.forEach((value, j) => expect(mean[j]).toBeCloseTo(value, 12));
    expected.variance.forEach((value, j) => expect(variance[j]).toBeCloseTo(value, 12));
    expect([mean[3], variance[3], mean[5]]).toEqual([0, 0, 2]);
    if (shrinkage === 0) expect(variance[5]).toBe(0);
    else expect(variance[5]).toBeGreaterThan(0.1);
  });
});

describe('a step that cannot be', () => {
  it('is refused as printed from 4 min σ² on', () => {
    const limit = 4 * smallest;
    const config = (stepSize: number) => sgld.config.parse({ preconditioned: false, stepSize });
    expect(sgld.initialStep(context, config(0.99 * limit))).toBe(0.99 * limit);
    expect(() => sgld.initialStep(context, config(1.01 * limit))).toThrow(
      expect.objectContaining({ code: 'bad-input', message: expect.stringMatching(/4 min σ²/) }),
    );
    expect(() => sgld.config.parse({ stepSize: 4 })).toThrow();
  });

  it('ends the chain at its last finite state', () => {
    const system = known(linear);
    let calls = 0;
    const broken: AttackedSystem = { ...system, evaluate: (...asked) => ({ ...system.evaluate(...asked), ...(++calls > 3 && { utility: Number.NaN }) }) };
    const config = sgld.config.parse({ iterations: 9 });
    let state = startOptimizer(sgld, context, config, 'dense', broken);
    while (state.finished === null) state = advanceOptimizer(sgld, context, config, 'dense', broken, state).state;
    expect(state.iteration).toBe(2);
    expect(state.finished).toMatch(/finite/);
    expect(sgld.chain!.diagnose(context, config, state.series, 'dense').warnings).toContainEqual(expect.stringMatching(/after 2 of 9 steps/));
  });
});

describe('the schedule', () => {
  it('falls as s_0 (1 + c t)^-γ', () => {
    const config = sgld.config.parse({ stepSize: 0.5, decay: 0.3, decayPower: 0.55, iterations: 20 });
    for (const t of [1, 2, 13]) {
      const { step } = sgld.decide(context, config, { values: new Float64Array(0), utility: 0, step: 0, iteration: t - 1 }, 0);
      expect(step).toBeCloseTo(0.5 * (1 + 0.3 * t) ** -0.55, 13);
    }
  });
});
