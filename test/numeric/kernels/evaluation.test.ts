import { afterAll, describe, expect, it } from 'vitest';
import { evaluateUsers } from '../../../src-main/numeric/kernels/evaluation/evaluate-users.ts';
import { scalarEvaluation } from '../../../src-main/numeric/kernels/evaluation/scalar.ts';
import type { KernelTeam } from '../../../src-main/numeric/kernels/team.ts';
import { buildTeams, withAllThreads } from './build-teams.ts';
import { caseRatings, ordinaryMemory, ratingRows } from './case-ratings.ts';
import { everyRank, extremeRidges, ranksFor, testedRatings } from './cases.ts';
import {
  inKernelMemory,
  reduced,
  relativeError,
  uniform,
  unpadded,
  userSystems,
  type UserSystems,
} from './user-systems.ts';

const { teams, closeTeams } = buildTeams();
afterAll(closeTeams);

interface Options {
  slots?: number;
  refinements?: number;
  /** Factors and start in float32. */
  narrow?: boolean;
  exact?: boolean;
  /** Relative error put into the start. */
  disturbance?: number;
}

/** Everything that the kernel computes, unpadded. */
function evaluation(team: KernelTeam, systems: UserSystems, options: Options = {}) {
  const { slots = 3, refinements = 1, narrow = true, exact = false, disturbance = 0 } = options;
  const { memory } = team;
  const mark = memory.mark();
  const placed = inKernelMemory(memory, systems, slots);
  const { kp } = placed;
  const { k } = systems;
  const random = uniform(11);
  const start = narrow
    ? memory.float32(placed.userFactors.length)
    : memory.float64(placed.userFactors.length);
  start.set(placed.userFactors.map((value) => value * (1 + disturbance * random())));
  const cholesky = narrow ? memory.float32(placed.cholesky.length) : placed.cholesky;
  cholesky.set(placed.cholesky);
  const userFactors = memory.float64(start.length);
  const userFactors32 = memory.float32(start.length);
  const residual = memory.float64(placed.residual.length);
  const residual32 = memory.float32(placed.residual.length);
  const accumulators = memory.float64(slots * placed.itemFactors.length);
  const halfObjectives = memory.float64(slots);
  evaluateUsers(team, {
    ...placed,
    ...{ exactValues: exact ? placed.exactValues : null, start, cholesky, refinements },
    ...{ userFactors, userFactors32, residual, residual32, accumulators, halfObjectives },
  });
  const found = {
    userFactors: unpadded(userFactors, k, kp),
    userFactors32: unpadded(userFactors32, k, kp),
    residual: residual.slice(),
    residual32: residual32.slice(),
    gradient: unpadded(reduced(accumulators, slots), k, kp),
    halfObjective: reduced(halfObjectives, slots)[0],
  };
  expect(userFactors.every((value, at) => at % kp < k || value === 0)).toBe(true);
  expect(accumulators.every((value, at) => at % kp < k || value === 0)).toBe(true);
  memory.release(mark);
  return found;
}

/** Expects what the kernel found at its U to be what the reference finds there. */
function expectTrueAtItsU(found: ReturnType<typeof evaluation>, systems: UserSystems): void {
  const { users, values, itemFactors, k, lambdaUsers } = systems;
  const reference = scalarEvaluation(users, values, found.userFactors, itemFactors, k, lambdaUsers);
  // Float64 sums of some hundred terms in another order.
  expect(relativeError(found.residual, reference.residual)).toBeLessThan(1e-13);
  expect(relativeError(found.gradient, reference.gradient)).toBeLessThan(1e-13);
  expect(Math.abs(found.halfObjective - reference.halfObjective)).toBeLessThanOrEqual(
    1e-13 * reference.halfObjective,
  );
  expect(found.residual32).toEqual(Float32Array.from(found.residual));
  expect(found.userFactors32).toEqual(Float64Array.from(found.userFactors, Math.fround));
}

/** A few rows of different lengths. */
const fewRows = ratingRows(ordinaryMemory, [30, 17, 12, 7, 2], 31);

describe.each(teams)('the evaluation, %s build', (_build, team) => {
  it.each(testedRatings)('agrees with the scalar reference for $name', (given) => {
    const { byUser } = caseRatings(ordinaryMemory, given);
    for (const k of ranksFor(given)) {
      const systems = userSystems(byUser, k, { seed: k });
      for (const refinements of [0, 1, 2])
        expectTrueAtItsU(evaluation(team, systems, { refinements }), systems);
    }
  });

  it('is right at every rank, and refines to the exact solution', () => {
    for (const k of everyRank) {
      const systems = userSystems(fewRows, k);
      const found = evaluation(team, systems);
      expectTrueAtItsU(found, systems);
      // A float32 start is 6e-8 off; a step with float32 factors leaves that times 6e-8 times the condition.
      expect(relativeError(found.userFactors, systems.userFactors), `k = ${k}`).toBeLessThan(1e-12);
      const wide = evaluation(team, systems, { narrow: false, disturbance: 0.1 });
      expect(relativeError(wide.userFactors, systems.userFactors), `k = ${k}`).toBeLessThan(1e-13);
    }
  });

  it('refines once more where a bad start asks for it', () => {
    const systems = userSystems(fewRows, 8);
    const errors = [0, 1, 2].map((refinements) => {
      const { userFactors } = evaluation(team, systems, { refinements, disturbance: 1e-3 });
      return relativeError(userFactors, systems.userFactors);
    });
    expect(errors[0]).toBeGreaterThan(1e-4);
    expect(errors[1]).toBeLessThan(1e-8);
    expect(errors[2]).toBeLessThan(1e-13);
  });

  it('reads float64 ratings where float32 does not hold them', () => {
    const systems = userSystems(fewRows, 8, { exact: true });
    expectTrueAtItsU(evaluation(team, systems, { exact: true }), systems);
    const { residual } = evaluation(team, systems);
    expect(relativeError(residual, systems.residual)).toBeGreaterThan(1e-9);
  });

  it('stands a tiny and a huge λ', () => {
    const users = ratingRows(ordinaryMemory, [60, 50, 40, 33, 20], 70);
    for (const lambdaUsers of extremeRidges) {
      const systems = userSystems(users, 8, { lambdaUsers });
      const found = evaluation(team, systems);
      expectTrueAtItsU(found, systems);
      expect(relativeError(found.userFactors, systems.userFactors)).toBeLessThan(1e-11);
    }
  });

  it('leaves out what is not asked for, and refines in place', () => {
    const systems = userSystems(ratingRows(ordinaryMemory, [9, 8, 7, 3, 1], 10), 8);
    const placed = inKernelMemory(team.memory, systems, 2);
    const halfObjectives = team.memory.float64(2);
    const nothing = {
      exactValues: null,
      userFactors32: null,
      residual: null,
      residual32: null,
      accumulators: null,
    };
    const before = team.memory.mark();
    const { byteOffset } = team.memory.float64(1);
    evaluateUsers(team, { ...placed, ...nothing, start: placed.userFactors, refinements: 1, halfObjectives });
    expect(unpadded(placed.userFactors, 8, 8)).toSatisfy(
      (found: Float64Array) => relativeError(found, systems.userFactors) < 1e-13,
    );
    expect(new Float64Array(team.memory.memory.buffer, byteOffset, 1)[0]).toBe(0);
    team.memory.release(before);
  });
});

it('has the same bits with any number of threads', async () => {
  const lengths = Array.from({ length: 203 }, (_, i) => 90 - (i % 87));
  const systems = userSystems(ratingRows(ordinaryMemory, lengths, 100), 10);
  await withAllThreads((team) => {
    const { userFactors, residual, gradient, halfObjective } = evaluation(team, systems, { slots: 8 });
    return Float64Array.of(...userFactors, ...residual, ...gradient, halfObjective);
  });
});
