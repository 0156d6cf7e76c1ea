import { afterAll, describe, expect, it } from 'vitest';
import {
  residualProduct,
  residualTransposed,
} from '../../../src-main/numeric/kernels/residual/residual-products.ts';
import {
  scalarResidualProduct,
  scalarResidualTransposed,
} from '../../../src-main/numeric/kernels/residual/scalar.ts';
import type { KernelTeam } from '../../../src-main/numeric/kernels/team.ts';
import { buildTeams, withAllThreads } from './build-teams.ts';
import { caseRatings, ordinaryMemory, ratingRows } from './case-ratings.ts';
import { testedRatings } from './cases.ts';
import {
  inKernelMemory,
  reduced,
  relativeError,
  uniform,
  userSystems,
  type UserSystems,
} from './user-systems.ts';

const { teams, closeTeams } = buildTeams();
afterAll(closeTeams);

function products(team: KernelTeam, systems: UserSystems, x: Float64Array, isFloat64: boolean, slots = 3) {
  const { memory } = team;
  const mark = memory.mark();
  const { users, bounds, residual } = inKernelMemory(memory, systems, slots);
  const stored = isFloat64 ? residual : memory.float32(residual.length);
  stored.set(residual);
  const input = memory.float64(users.columns);
  input.set(x);
  const y = memory.float64(users.rows);
  const accumulators = memory.float64(slots * users.columns);
  const matrix = { users, bounds, residual: stored };
  residualProduct(team, matrix, input, y);
  residualTransposed(team, matrix, y, accumulators);
  const found = { y: y.slice(), z: reduced(accumulators, slots), residual: stored.slice() };
  memory.release(mark);
  return found;
}

describe.each(teams)('products with the residuals, %s build', (_build, team) => {
  it.each(testedRatings)('agree with the scalar reference for $name', (given) => {
    const systems = userSystems(caseRatings(ordinaryMemory, given).byUser, 2, { exact: true });
    const x = Float64Array.from({ length: given.items }, uniform(7));
    for (const isFloat64 of [true, false]) {
      const { y, z, residual } = products(team, systems, x, isFloat64);
      // Float64 sums of up to 50,000 terms in another order: some hundred roundings of 1e-16.
      expect(relativeError(y, scalarResidualProduct(systems.users, residual, x))).toBeLessThan(1e-12);
      expect(relativeError(z, scalarResidualTransposed(systems.users, residual, y))).toBeLessThan(1e-12);
    }
  });
});

it('has the same bits with any number of threads', async () => {
  const lengths = Array.from({ length: 203 }, (_, i) => 90 - (i % 87));
  const systems = userSystems(ratingRows(ordinaryMemory, lengths, 100), 3);
  const x = Float64Array.from({ length: 100 }, uniform(3));
  await withAllThreads((team) => {
    const { y, z } = products(team, systems, x, true, 8);
    return Float64Array.of(...y, ...z);
  });
});
