import { afterAll, describe, expect, it } from 'vitest';
import { backSubstitute, subtractEliminated } from '../../../src-main/numeric/kernels/schur/elimination.ts';
import * as scalar from '../../../src-main/numeric/kernels/schur/scalar.ts';
import { schurProduct } from '../../../src-main/numeric/kernels/schur/schur-product.ts';
import type { RatingRows } from '../../../src-main/numeric/kernels/rating-rows.ts';
import type { KernelTeam } from '../../../src-main/numeric/kernels/team.ts';
import { buildTeams, withAllThreads } from './build-teams.ts';
import { caseRatings, ordinaryMemory, ratingRows } from './case-ratings.ts';
import { everyRank, extremeRidges, ranksFor, testedRatings } from './cases.ts';
import {
  inKernelMemory,
  padded,
  reduced,
  relativeError,
  uniform,
  unpadded,
  userSystems,
} from './user-systems.ts';

const { teams, closeTeams } = buildTeams();
afterAll(closeTeams);

const rowsOf = (lengths: readonly number[], items: number) => ratingRows(ordinaryMemory, lengths, items);
const fewRows = rowsOf([30, 17, 12, 7, 2], 31);

/** One right-hand side and the systems it belongs to. */
function problem(users: RatingRows, k: number, lambdaUsers = 2) {
  const systems = userSystems(users, k, { lambdaUsers, seed: k + users.rows, exact: true });
  const random = uniform(k);
  const x = Float64Array.from({ length: users.columns * k }, random);
  const b = Float64Array.from({ length: users.rows * k }, random);
  return { systems, x, b };
}

/** S x - λ_V x (or the Gram part) by a kernel of type T, from arrays rounded to T. */
function kernelProduct(
  team: KernelTeam,
  { systems, x }: ReturnType<typeof problem>,
  kind: 'float32' | 'float64' | 'float64, float32 factors',
  { slots = 3, eliminate = true } = {},
): Float64Array {
  const { memory } = team;
  const mark = memory.mark();
  const placed = inKernelMemory(memory, systems, slots);
  const { kp } = placed;
  const items = systems.users.columns;
  const array = (from: ArrayLike<number>, wide: boolean) => {
    const to = wide ? memory.float64(from.length) : memory.float32(from.length);
    to.set(from);
    return to;
  };
  const wide = kind !== 'float32';
  const pairs = array(pairsOf(padded(x, systems.k, kp), placed.itemFactors, kp), wide);
  const accumulators = wide ? memory.float64(slots * items * kp) : memory.float32(slots * items * kp);
  const task = {
    ...placed,
    pairs,
    userFactors: array(placed.userFactors, wide),
    residual: array(placed.residual, wide),
    cholesky: array(placed.cholesky, kind === 'float64'),
    accumulators,
  };
  schurProduct(team, task, eliminate);
  const sum = reduced(accumulators, slots);
  expect(accumulators.every((value, at) => at % kp < systems.k || value === 0)).toBe(true);
  memory.release(mark);
  return unpadded(sum, systems.k, kp);
}

/** [x_j | v_j]. */
function pairsOf(x: ArrayLike<number>, v: ArrayLike<number>, kp: number): Float64Array {
  const out = new Float64Array(2 * x.length);
  for (let at = 0; at < x.length; at++) {
    const pair = 2 * kp * Math.floor(at / kp) + (at % kp);
    out[pair] = x[at];
    out[pair + kp] = v[at];
  }
  return out;
}

/** The float64 systems as a float32 kernel sees them: everything rounded, so that only its arithmetic differs. */
function rounded({ systems, x, b }: ReturnType<typeof problem>): ReturnType<typeof problem> {
  const round = (values: Float64Array) => Float64Array.from(values, Math.fround);
  return {
    x: round(x),
    b,
    systems: {
      ...systems,
      itemFactors: round(systems.itemFactors),
      userFactors: round(systems.userFactors),
      cholesky: round(systems.cholesky),
      residual: round(systems.residual),
    },
  };
}

function scalarProduct({ systems, x }: ReturnType<typeof problem>, eliminate = true): Float64Array {
  const out = new Float64Array(x.length);
  (eliminate ? scalar.scalarSchurProduct : scalar.scalarGramProduct)(systems, x, out);
  return out;
}

describe.each(teams)('the Schur product, %s build', (_build, team) => {
  it.each(testedRatings)('is that of the scalar reference for $name', (tested) => {
    const { byUser } = caseRatings(ordinaryMemory, tested);
    for (const k of ranksFor(tested)) {
      const given = problem(byUser, k);
      const reference = scalarProduct(given);
      // Float64: a few hundred roundings of 1e-16. Repaired factors: (1e-7 times the condition, some 10)² .
      expect(relativeError(kernelProduct(team, given, 'float64'), reference)).toBeLessThan(1e-13);
      expect(relativeError(kernelProduct(team, given, 'float64, float32 factors'), reference)).toBeLessThan(
        1e-11,
      );
      // Float32: some tens of roundings of 6e-8, no more than tenfold by the solve.
      const narrow = rounded(given);
      expect(relativeError(kernelProduct(team, narrow, 'float32'), scalarProduct(narrow))).toBeLessThan(3e-6);
    }
  });

  it('is right at every rank', () => {
    for (const k of everyRank) {
      const given = problem(fewRows, k);
      expect(
        relativeError(kernelProduct(team, given, 'float64'), scalarProduct(given)),
        `k = ${k}`,
      ).toBeLessThan(1e-13);
      const narrow = rounded(given);
      expect(
        relativeError(kernelProduct(team, narrow, 'float32'), scalarProduct(narrow)),
        `k = ${k}`,
      ).toBeLessThan(3e-6);
    }
  });

  it('is right where λ is tiny or huge', () => {
    for (const lambdaUsers of extremeRidges) {
      const given = problem(rowsOf([60, 50, 40, 33, 20], 70), 8, lambdaUsers);
      expect(relativeError(kernelProduct(team, given, 'float64'), scalarProduct(given))).toBeLessThan(1e-12);
      expect(
        relativeError(kernelProduct(team, given, 'float64, float32 factors'), scalarProduct(given)),
      ).toBeLessThan(1e-10);
    }
  });

  it('gives the Gram part alone', () => {
    for (const k of [3, 8, 20]) {
      const given = problem(fewRows, k);
      const reference = scalarProduct(given, false);
      expect(
        relativeError(kernelProduct(team, given, 'float64', { eliminate: false }), reference),
      ).toBeLessThan(1e-13);
    }
  });

  it('takes rows longer than its scratch', () => {
    const given = problem(rowsOf([300_000, 3], 300_007), 2);
    expect(
      relativeError(kernelProduct(team, given, 'float64', { slots: 1 }), scalarProduct(given)),
    ).toBeLessThan(1e-11);
  });

  it('refuses float64 factors for a float32 product', () => {
    const { memory } = team;
    const placed = inKernelMemory(memory, problem(rowsOf([3], 4), 2).systems, 1);
    const narrow = {
      pairs: memory.float32(4 * 16),
      userFactors: memory.float32(8),
      residual: memory.float32(3),
    };
    expect(() => schurProduct(team, { ...placed, ...narrow, accumulators: memory.float32(4 * 8) })).toThrow(
      RangeError,
    );
  });
});

describe.each(teams)('eliminating the users, %s build', (_build, team) => {
  it.each(testedRatings)('agrees with the scalar reference for $name', (tested) => {
    const { byUser } = caseRatings(ordinaryMemory, tested);
    for (const k of ranksFor(tested)) expectEliminated(problem(byUser, k));
  });

  it('is right at every rank', () => {
    for (const k of everyRank) expectEliminated(problem(fewRows, k));
  });

  it('is right where λ is tiny or huge', () => {
    for (const lambdaUsers of extremeRidges) {
      expectEliminated(problem(rowsOf([60, 50, 40, 33, 20], 70), 8, lambdaUsers), 10);
    }
  });

  /** With factors in float64, and in float32, whose solves are refined. */
  function expectEliminated(given: ReturnType<typeof problem>, condition = 1): void {
    expectAgreement(given, false, 1e-13 * condition);
    expectAgreement(given, true, 1e-11 * condition);
  }

  function expectAgreement({ systems, x, b }: ReturnType<typeof problem>, narrow: boolean, tolerance: number): void {
    const { memory } = team;
    const mark = memory.mark();
    const { k, users } = systems;
    const slots = 2;
    const placed = inKernelMemory(memory, systems, slots);
    const { kp } = placed;
    const factors = narrow ? memory.float32(placed.cholesky.length) : placed.cholesky;
    factors.set(placed.cholesky);
    const userSide = memory.float64(users.rows * kp);
    userSide.set(padded(b, k, kp));
    const accumulators = memory.float64(slots * users.columns * kp);
    subtractEliminated(team, { ...placed, cholesky: factors, userSide, accumulators });
    const reference = new Float64Array(users.columns * k);
    scalar.scalarSubtractEliminated(systems, b, reference);
    const found = unpadded(reduced(accumulators, slots), k, kp);
    expect(relativeError(found, reference), `k = ${k}`).toBeLessThan(tolerance);

    const pairs = memory.float64(2 * users.columns * kp);
    pairs.set(pairsOf(padded(x, k, kp), placed.itemFactors, kp));
    for (const [from, side] of [
      [0, b],
      [0, null],
      [Math.min(2, users.rows), b],
    ] as const) {
      const bounds = memory.int32(3);
      bounds.set([from, Math.min(from + 3, users.rows), users.rows]);
      const rows = users.rows - from;
      const solution = memory.float64(rows * kp);
      const given = side && memory.float64(rows * kp);
      given?.set(padded(side!.subarray(from * k), k, kp));
      backSubstitute(team, { ...placed, bounds, cholesky: factors, pairs, userSide: given, solution });
      const whole = scalar.scalarBackSubstitute(systems, side, x).subarray(from * k);
      expect(relativeError(unpadded(solution, k, kp), whole), `k = ${k}`).toBeLessThan(tolerance);
    }
    memory.release(mark);
  }
});

it('has the same bits with any number of threads', async () => {
  const lengths = Array.from({ length: 203 }, (_, i) => 90 - (i % 87));
  const given = problem(rowsOf(lengths, 100), 10);
  for (const kind of ['float32', 'float64', 'float64, float32 factors'] as const) {
    await withAllThreads((team) => kernelProduct(team, given, kind, { slots: 8 }));
  }
});
