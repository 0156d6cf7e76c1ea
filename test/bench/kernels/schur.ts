import { schurProduct } from '../../../src-main/numeric/kernels/schur/schur-product.ts';
import { scalarSchurProduct } from '../../../src-main/numeric/kernels/schur/scalar.ts';
import { packedLength } from '../../../src-main/numeric/cholesky.ts';
import { createKernelTeam, type KernelTeam } from '../../../src-main/numeric/kernels/team.ts';
import { caseRatings } from '../../numeric/kernels/case-ratings.ts';
import { timedRanks, timedRatings, type RatingCase } from '../../numeric/kernels/cases.ts';
import { threadsAtWork } from '../../numeric/kernels/threads-at-work.ts';
import { solvedUsers, type SolvedUsers } from './solved-users.ts';
import { peakRate, printRow, shortest } from './timing.ts';

/**
 * Prints, for each case and rank, the milliseconds of a Schur product on one thread in float32 and in float64
 * (float32 factors, so refined once), of its Gram part, the share of the peak that the float32 product is (6 kp
 * multiply-adds a rating), how much of a float32 sweep it takes, and the product on two threads. At rank 8 of the
 * smaller cases, scalar float64 code for comparison.
 */
export async function benchSchur(
  build: 'fma' | 'plain',
  cases: readonly RatingCase[] = timedRatings,
  ranks = timedRanks.filter((k) => k <= 64),
): Promise<void> {
  for (const timed of cases) {
    const { name } = timed;
    let threads = 2;
    const team = createKernelTeam(build, () => threads);
    const ratings = caseRatings(team.memory, timed);
    await threadsAtWork(team, threads);
    const peak = peakRate(team);
    printRow(`${build}, ${name}, ms`, [
      'float32',
      'of peak',
      'of a sweep',
      '2 threads',
      'Gram',
      'float64',
      'scalar',
    ]);
    for (const kp of ranks) {
      const mark = team.memory.mark();
      const solved = solvedUsers(team, ratings, kp);
      const narrow = product(team, solved, 'float32');
      threads = 1;
      const float32 = shortest(() => narrow(true));
      const sweep = shortest(solved.userHalf) + shortest(solved.itemHalf);
      const gram = shortest(() => narrow(false));
      threads = 2;
      const together = shortest(() => narrow(true));
      threads = 1;
      const wide = product(team, solved, 'float64');
      const float64 = shortest(() => wide(true));
      const share = (6 * kp * ratings.byUser.index.length) / 4 / float32 / peak;
      printRow(`  rank ${kp}`, [
        ...[float32, `${(100 * share).toFixed(0)} %`, (float32 / sweep).toFixed(2), together, gram, float64],
        kp === 8 && name !== '20M' ? shortest(() => scalar(solved)) : '',
      ]);
      team.memory.release(mark);
    }
    team.close();
  }
}

/** A product with x = v, its accumulators never reset. */
function product(
  team: KernelTeam,
  solved: SolvedUsers,
  kind: 'float32' | 'float64',
): (eliminate: boolean) => void {
  const { memory } = team;
  const { kp, itemFactors, userFactors, residual } = solved;
  const copied = (from: Float64Array) => {
    const to = memory[kind](from.length);
    to.set(from);
    return to;
  };
  const pairs = memory[kind](2 * itemFactors.length);
  for (let at = 0; at < pairs.length; at++)
    pairs[at] = itemFactors[Math.floor(at / (2 * kp)) * kp + (at % kp)];
  const accumulators = memory[kind]((solved.bounds.length - 1) * itemFactors.length);
  const task = {
    ...solved,
    pairs,
    userFactors: copied(userFactors),
    residual: copied(residual),
    accumulators,
  };
  return (eliminate) => schurProduct(team, task, eliminate);
}

/** The scalar product; its factors are not those of the problem, which takes no less time. */
function scalar({ users, kp, userFactors, itemFactors, residual }: SolvedUsers): void {
  const cholesky = new Float64Array(users.rows * packedLength(kp)).fill(1e-3);
  const system = { users, k: kp, userFactors, itemFactors, residual, cholesky };
  scalarSchurProduct(system, itemFactors, new Float64Array(itemFactors.length));
}

if (import.meta.main) {
  const wanted = process.argv.slice(2);
  const cases = timedRatings.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  for (const build of ['fma', 'plain'] as const) await benchSchur(build, cases);
}
