import { balancedBounds, sweepChunks } from '../../../src-main/numeric/kernels/balanced-bounds.ts';
import { normalEquations } from '../../../src-main/numeric/kernels/normal-equations/normal-equations.ts';
import { scalarHalfSweep } from '../../../src-main/numeric/kernels/normal-equations/scalar.ts';
import type { RatingRows } from '../../../src-main/numeric/kernels/rating-rows.ts';
import { createKernelTeam, type KernelTeam } from '../../../src-main/numeric/kernels/team.ts';
import { caseRatings } from '../../numeric/kernels/case-ratings.ts';
import { timedRanks, timedRatings, type RatingCase } from '../../numeric/kernels/cases.ts';
import { threadsAtWork } from '../../numeric/kernels/threads-at-work.ts';
import { peakRate, printRow, shortest } from './timing.ts';

/** A half sweep, ready to run. */
type Half = () => void;

/**
 * Prints, for each case and rank, the milliseconds of a sweep of alternating least squares (both halves) on one
 * and on two threads, and the share of the peak of one thread: useful are the kp (kp + 1) / 2 + kp multiply-adds
 * of each rating and half, and the kp³ / 6 of each Cholesky factor. At rank 8, scalar float64 code for comparison.
 */
export async function benchNormalEquations(
  build: 'fma' | 'plain',
  cases: readonly RatingCase[] = timedRatings,
  ranks = timedRanks.filter((k) => k <= 64),
): Promise<void> {
  for (const timed of cases) {
    const { name } = timed;
    let threads = 2;
    const team = createKernelTeam(build, () => threads);
    await threadsAtWork(team, threads);
    const { byUser, byItem } = caseRatings(team.memory, timed);
    const peak = peakRate(team);
    const heads = ['users', 'items', 'sweep', 'of peak', 'two threads', 'scalar'];
    printRow(`${build}, ${name}, ms`, heads);
    const systems = byUser.rows + byItem.rows;
    for (const precision of ['float32', 'float64'] as const) {
      for (const kp of ranks) {
        if (precision === 'float64' && kp > 16 && name === '20M') continue;
        const mark = team.memory.mark();
        const [users, items] = halves(team, precision, byUser, byItem, kp);
        threads = 1;
        const usersTime = shortest(users);
        const itemsTime = shortest(items);
        threads = 2;
        const together = shortest(users) + shortest(items);
        const lanes = precision === 'float32' ? 4 : 2;
        const perRating = (kp * (kp + 1)) / 2 + kp;
        const useful = (2 * byUser.index.length * perRating + (systems * kp * kp * kp) / 6) / lanes;
        const share = useful / (usersTime + itemsTime) / peak;
        const scalar = precision === 'float64' && kp === 8 ? scalarSweep(byUser, byItem, kp) : '';
        printRow(`  ${precision}, rank ${kp}`, [
          ...[usersTime, itemsTime, usersTime + itemsTime, `${(100 * share).toFixed(0)} %`],
          ...[together, scalar],
        ]);
        team.memory.release(mark);
      }
    }
    team.close();
  }
}

function halves(
  team: KernelTeam,
  precision: 'float32' | 'float64',
  byUser: RatingRows,
  byItem: RatingRows,
  kp: number,
): [Half, Half] {
  const { memory } = team;
  const chunks = sweepChunks(byUser.index.length);
  const failures = memory.int32(chunks);
  const factors = [byUser, byItem].map(({ rows }) => memory[precision](rows * kp));
  for (const side of factors) for (let at = 0; at < side.length; at++) side[at] = startAt(at);
  return [byUser, byItem].map((ratings, side) => {
    const bounds = balancedBounds(ratings.rowStart, chunks, kp / 3, memory.int32(chunks + 1));
    const task = { ratings, bounds, factors: factors[1 - side], kp, lambda: 5, out: factors[side], failures };
    return () => {
      normalEquations(team, task as Parameters<typeof normalEquations>[1]);
    };
  }) as [Half, Half];
}

/** Milliseconds of one sweep by the scalar reference. */
function scalarSweep(byUser: RatingRows, byItem: RatingRows, k: number): number {
  const start = Float64Array.from({ length: byItem.rows * k }, (_, at) => startAt(at));
  return shortest(() => {
    const users = scalarHalfSweep({ ...byUser, factors: start, k, lambda: 5 });
    scalarHalfSweep({ ...byItem, factors: users, k, lambda: 5 });
  });
}

/** Factors to begin with, in [-1, 1). */
function startAt(at: number): number {
  return Math.imul(at + 1, 0x9e3779b1) / 2147483648;
}

if (import.meta.main) for (const build of ['fma', 'plain'] as const) await benchNormalEquations(build);
