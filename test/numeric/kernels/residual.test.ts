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

const shapes = [
  { name: 'every remainder and empty rows', lengths: [9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 0], items: 10 },
  { name: 'no user', lengths: [], items: 3 },
  { name: 'a row of 50,000 ratings', lengths: [50_000, 2], items: 50_001 },
];

describe.each(teams)('products with the residuals, %s build', (_build, team) => {
  it.each(shapes)('agree with the scalar reference for $name', ({ lengths, items }) => {
    const systems = userSystems(lengths, items, 2, { exact: true });
    const x = Float64Array.from({ length: items }, uniform(7));
    for (const isFloat64 of [true, false]) {
      const { y, z, residual } = products(team, systems, x, isFloat64);
      // Float64 sums of up to 50,000 terms in another order: some hundred roundings of 1e-16.
      expect(relativeError(y, scalarResidualProduct(systems.users, residual, x))).toBeLessThan(1e-12);
      expect(relativeError(z, scalarResidualTransposed(systems.users, residual, y))).toBeLessThan(1e-12);
    }
  });
});

it('has the same bits with any number of threads', async () => {
  const systems = userSystems(
    Array.from({ length: 203 }, (_, i) => 90 - (i % 87)),
    100,
    3,
  );
  const x = Float64Array.from({ length: 100 }, uniform(3));
  await withAllThreads((team) => {
    const { y, z } = products(team, systems, x, true, 8);
    return Float64Array.of(...y, ...z);
  });
});
