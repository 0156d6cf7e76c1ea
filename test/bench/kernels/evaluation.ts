import { evaluateUsers } from '../../../src-main/numeric/kernels/evaluation/evaluate-users.ts';
import { scalarEvaluation } from '../../../src-main/numeric/kernels/evaluation/scalar.ts';
import { createKernelTeam } from '../../../src-main/numeric/kernels/team.ts';
import { caseRatings } from '../../numeric/kernels/case-ratings.ts';
import { timedRanks, timedRatings, type RatingCase } from '../../numeric/kernels/cases.ts';
import { solvedUsers } from './solved-users.ts';
import { peakRate, printRow, shortest } from './timing.ts';

/**
 * Prints, for each case and rank, the milliseconds of an evaluation on one thread with one refinement and with
 * none, the share of the peak that the former is (4 kp float64 multiply-adds a rating), a float32 sweep to compare
 * with, and, for the smaller cases, scalar code without refinement.
 */
export function benchEvaluation(
  build: 'fma' | 'plain',
  cases: readonly RatingCase[] = timedRatings,
  ranks = timedRanks.filter((k) => k <= 64),
): void {
  for (const timed of cases) {
    const team = createKernelTeam(build, () => 1);
    const ratings = caseRatings(team.memory, timed);
    const peak = peakRate(team);
    printRow(`${build}, ${timed.name}, ms`, ['refined', 'of peak', 'unrefined', 'sweep', 'scalar']);
    for (const kp of ranks) {
      const mark = team.memory.mark();
      const solved = solvedUsers(team, ratings, kp);
      const refined = shortest(() => evaluateUsers(team, { ...solved.evaluation, refinements: 1 }));
      const unrefined = shortest(() => evaluateUsers(team, { ...solved.evaluation, refinements: 0 }));
      const sweep = shortest(solved.userHalf) + shortest(solved.itemHalf);
      const share = (4 * kp * ratings.byUser.index.length) / 2 / refined / peak;
      const { users, userFactors, itemFactors, lambdaUsers } = solved;
      const scalar = () => scalarEvaluation(users, users.values, userFactors, itemFactors, kp, lambdaUsers);
      printRow(`  rank ${kp}`, [
        ...[refined, `${(100 * share).toFixed(0)} %`, unrefined, sweep],
        timed.name === '20M' ? '' : shortest(scalar),
      ]);
      team.memory.release(mark);
    }
    team.close();
  }
}

if (import.meta.main) {
  const wanted = process.argv.slice(2);
  const cases = timedRatings.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  for (const build of ['fma', 'plain'] as const) benchEvaluation(build, cases);
}
