import { balancedBounds, slotCount } from '../../../src-main/numeric/kernels/balanced-bounds.ts';
import {
  residualProduct,
  residualTransposed,
} from '../../../src-main/numeric/kernels/residual/residual-products.ts';
import {
  scalarResidualProduct,
  scalarResidualTransposed,
} from '../../../src-main/numeric/kernels/residual/scalar.ts';
import { createKernelTeam } from '../../../src-main/numeric/kernels/team.ts';
import { caseRatings } from '../../numeric/kernels/case-ratings.ts';
import { timedRatings, type RatingCase } from '../../numeric/kernels/cases.ts';
import { printRow, shortest } from './timing.ts';

/** Prints, for each case, the milliseconds of E x and Eᵀ y on one thread, and of scalar code. */
export function benchResidual(build: 'fma' | 'plain', cases: readonly RatingCase[] = timedRatings): void {
  printRow(`${build}, ms`, ['E x', 'scalar', 'Eᵀ y', 'scalar']);
  for (const timed of cases) {
    const team = createKernelTeam(build, () => 1);
    const { memory } = team;
    const { byUser: users } = caseRatings(memory, timed);
    const slots = slotCount(users.index.length);
    const bounds = balancedBounds(users.rowStart, slots, 4, memory.int32(slots + 1));
    const residual = memory.float64(users.index.length);
    residual.set(users.values);
    const x = memory.float64(users.columns).fill(0.5);
    const y = memory.float64(users.rows).fill(0.5);
    const accumulators = memory.float64(slots * users.columns);
    const matrix = { users, bounds, residual };
    printRow(`  ${timed.name}`, [
      shortest(() => residualProduct(team, matrix, x, y)),
      shortest(() => scalarResidualProduct(users, residual, x)),
      shortest(() => residualTransposed(team, matrix, y, accumulators)),
      shortest(() => scalarResidualTransposed(users, residual, y)),
    ]);
    team.close();
  }
}

if (import.meta.main) for (const build of ['fma', 'plain'] as const) benchResidual(build);
