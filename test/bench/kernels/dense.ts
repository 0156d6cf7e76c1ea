import { countAbove, layOutItems, roomForUsers } from '../../../src-main/numeric/kernels/dense/count-above.ts';
import {
  denseTimesFactors,
  rankTwoEntries,
  transposedDenseTimes,
} from '../../../src-main/numeric/kernels/dense/dense.ts';
import {
  scalarDenseTimesFactors,
  scalarEntries,
  scalarTransposedDenseTimes,
} from '../../../src-main/numeric/kernels/dense/scalar.ts';
import { createKernelTeam, type KernelTeam } from '../../../src-main/numeric/kernels/team.ts';
import { timedBlocks, timedRanks, type BlockCase } from '../../numeric/kernels/cases.ts';
import { peakRate, printRow, shortest } from './timing.ts';

/**
 * Prints, for dense malicious blocks and ranks, the milliseconds of X Z, Xᵀ Y and A Bᵀ + C Dᵀ on one thread, the
 * share of its peak, and the milliseconds of scalar code; and those of counting, for as many users, which items are
 * above a threshold that none reaches.
 */
export function benchDense(team: KernelTeam, ranks = timedRanks.filter((k) => k <= 64)): void {
  const { memory } = team;
  const peak = peakRate(team);
  for (const { name, users, items } of timedBlocks) {
    const heads = ['X Z', 'of peak', 'scalar', 'Xᵀ Y', 'of peak', 'scalar', 'entries', 'of peak', 'scalar'];
    printRow(`${team.build}, ${name}, ms`, heads);
    const outer = memory.mark();
    const dense = filled(memory.float64(users * items));
    const entries = memory.float64(users * items);
    for (const kp of ranks) {
      const mark = memory.mark();
      const [a, c, ofUsers] = [1, 2, 3].map(() => filled(memory.float64(users * kp)));
      const [b, d, ofItems] = [1, 2, 3].map(() => filled(memory.float64(items * kp)));
      const share = (terms: number, ms: number) =>
        `${((50 * terms * users * items * kp) / ms / peak).toFixed(0)} %`;
      const scalar = (work: () => void): number | string => (users < 1000 ? shortest(work, 0) : '');
      const times = shortest(() =>
        denseTimesFactors(team, { dense, users, items, factors: b, kp, out: ofUsers }),
      );
      const transposed = shortest(() =>
        transposedDenseTimes(team, { dense, users, items, factors: a, kp, out: ofItems }),
      );
      const both = shortest(() => rankTwoEntries(team, { a, b, c, d, users, items, kp, out: entries }));
      printRow(`  rank ${kp}`, [
        ...[times, share(1, times), scalar(() => scalarDenseTimesFactors(dense, users, items, b, kp))],
        ...[transposed, share(1, transposed)],
        scalar(() => scalarTransposedDenseTimes(dense, users, items, a, kp)),
        ...[both, share(2, both), scalar(() => [scalarEntries(a, b, users, items, kp), scalarEntries(c, d, users, items, kp)])],
      ]);
      memory.release(mark);
    }
    memory.release(outer);
  }
  for (const block of timedBlocks) benchCounts(team, peak, block, ranks);
}

function benchCounts(team: KernelTeam, peak: number, { name, users, items }: BlockCase, ranks: readonly number[]): void {
  printRow(`${team.build}, ${name}, counts, ms`, ['kernel', 'of peak']);
  for (const rank of ranks) {
    const mark = team.memory.mark();
    const laidOut = layOutItems(team, filled(new Float64Array(items * rank)), rank);
    const room = roomForUsers(team, users, rank);
    for (let at = 0; at < room.factors.length; at++) room.factors[at] = (at % 997) / 997 - 0.5;
    room.thresholds.fill(1e6);
    const ms = shortest(() => countAbove(team, laidOut, room, 0, laidOut.blocks));
    printRow(`  rank ${rank}`, [ms, `${((25 * users * items * rank) / ms / peak).toFixed(0)} %`]);
    team.memory.release(mark);
  }
}

function filled<A extends Float64Array>(numbers: A): A {
  for (let at = 0; at < numbers.length; at++) numbers[at] = (at % 1009) / 1009 - 0.5;
  return numbers;
}

if (import.meta.main) {
  for (const build of ['fma', 'plain'] as const) {
    const team = createKernelTeam(build, () => 1);
    benchDense(team);
    team.close();
  }
}
