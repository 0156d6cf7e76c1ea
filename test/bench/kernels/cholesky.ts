import { factorize, packedLength, solveFactored } from '../../../src-main/numeric/cholesky.ts';
import { choleskyLength, factorRows, solveRows } from '../../../src-main/numeric/kernels/cholesky/cholesky.ts';
import { createKernelTeam, type KernelTeam } from '../../../src-main/numeric/kernels/team.ts';
import { timedRanks } from '../../numeric/kernels/cases.ts';
import { peakRate, printRow, shortest } from './timing.ts';

/** Users and items of MovieLens 20M. */
const systems = 165_237;

/**
 * Prints, for float32 and float64 factors and each rank, the milliseconds that all systems of MovieLens 20M take
 * on one thread: factored (and the share of the peak that is), solved in float64, and both by scalar code. A part
 * of them is measured, few enough for their factors to stay in the second-level cache.
 */
export function benchCholesky(team: KernelTeam, ranks = timedRanks): void {
  const peak = peakRate(team);
  printRow(`${team.build}, ms`, ['factor', 'of peak', 'solve', 'scalar']);
  for (const bits of [32, 64]) {
    for (const kp of ranks) {
      const start = team.memory.mark();
      const groups = Math.max(1, Math.floor(65_536 / packedLength(kp) / bits));
      const rows = 4 * groups;
      const chol =
        bits === 32
          ? team.memory.float32(choleskyLength(rows, kp))
          : team.memory.float64(choleskyLength(rows, kp));
      const fresh = chol.slice();
      for (let g = 0; g < groups; g++) fresh.set(groupOf(kp), g * 4 * packedLength(kp));
      const bounds = team.memory.int32(2);
      bounds[1] = rows;
      const failures = team.memory.int32(1);
      const right = team.memory.float64(rows * kp).fill(1);
      const out = team.memory.float64(rows * kp);
      const copied = shortest(() => chol.set(fresh));
      const factored = shortest(() => {
        chol.set(fresh);
        factorRows(team, { chol, rows, kp }, bounds, failures);
      });
      const solved = shortest(() => solveRows(team, { chol, rows, kp }, bounds, right, out));
      const all = systems / rows;
      const multiplyAdds = (groups * bits * kp * (kp + 1) * (kp + 2)) / 6 / 32;
      printRow(`  float${bits}, rank ${kp}`, [
        (factored - copied) * all,
        `${((100 * multiplyAdds) / (factored - copied) / peak).toFixed(0)} %`,
        solved * all,
        scalar(kp) * systems,
      ]);
      team.memory.release(start);
    }
  }
}

/** Four interleaved systems, their diagonals dominant. */
function groupOf(kp: number): Float64Array {
  const group = new Float64Array(4 * packedLength(kp)).fill(0.3);
  for (let r = 0; r < kp; r++) group.fill(kp, 2 * r * (r + 3), 2 * r * (r + 3) + 4);
  return group;
}

/** Milliseconds that one system takes, factored and solved. */
function scalar(kp: number): number {
  const repetitions = Math.max(1, Math.floor(200_000 / kp ** 3));
  const fresh = groupOf(kp).filter((_, i) => i % 4 === 0);
  const matrix = fresh.slice();
  const right = new Float64Array(kp);
  const all = shortest(() => {
    for (let i = 0; i < repetitions; i++) {
      matrix.set(fresh);
      factorize(matrix, 0, kp);
      solveFactored(matrix, 0, kp, right.fill(1), 0);
    }
  });
  return all / repetitions;
}

if (import.meta.main)
  for (const build of ['fma', 'plain'] as const) benchCholesky(createKernelTeam(build, () => 1));
