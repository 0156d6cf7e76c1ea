import { slotCount } from '../../../src-main/numeric/kernels/balanced-bounds.ts';
import { createKernelTeam } from '../../../src-main/numeric/kernels/team.ts';
import {
  predictionShiftGradient,
  predictionShiftValue,
  type ModelPair,
} from '../../../src-main/numeric/kernels/utility/prediction-shift.ts';
import { scalarPredictionShift } from '../../../src-main/numeric/kernels/utility/scalar.ts';
import { caseRatings } from '../../numeric/kernels/case-ratings.ts';
import { timedRanks, timedRatings, type RatingCase } from '../../numeric/kernels/cases.ts';
import { threadsAtWork } from '../../numeric/kernels/threads-at-work.ts';
import { peakRate, printRow, shortest } from './timing.ts';

/**
 * Prints, for each case and rank, the milliseconds of R_av alone and with its gradients on one and on two threads,
 * and the share of one thread's peak: 2 kp float64 multiply-adds a rating for the value and 4 kp with gradients, and
 * those of the products of tall matrices. At rank 8, scalar code for comparison (value and gradients in one).
 */
export async function benchUtility(
  build: 'fma' | 'plain',
  cases: readonly RatingCase[] = timedRatings,
  ranks = timedRanks.filter((k) => k <= 64),
): Promise<void> {
  for (const timed of cases) {
    let threads = 1;
    const team = createKernelTeam(build, () => threads);
    const { memory } = team;
    const { byUser: ratings } = caseRatings(memory, timed);
    const { rows: users, columns: items } = ratings;
    const peak = peakRate(team);
    const heads = ['value', 'of peak', 'two threads', 'gradients', 'of peak', 'two threads', 'scalar'];
    printRow(`${build}, ${timed.name}, ms`, heads);
    for (const kp of ranks) {
      const mark = memory.mark();
      const [userFactors, cleanUserFactors] = [1, 2].map((key) => filled(memory.float64(users * kp), key));
      const [itemFactors, cleanItemFactors] = [3, 4].map((key) => filled(memory.float64(items * kp), key));
      const factors = { userFactors, cleanUserFactors, itemFactors, cleanItemFactors };
      const pair: ModelPair = { ratings, users, items, kp, ...factors };
      const out = {
        userGradient: memory.float64(users * kp),
        itemGradient: memory.float64(items * kp),
        slots: memory.float64(slotCount(ratings.index.length) * items * kp),
      };
      const times: number[] = [];
      for (threads = 1; threads <= 2; threads++) {
        await threadsAtWork(team, threads);
        times.push(shortest(() => predictionShiftValue(team, pair)));
        times.push(shortest(() => predictionShiftGradient(team, pair, out)));
      }
      const perRating = 2 * kp * ratings.index.length;
      const tall = (users + items) * kp * kp;
      const share = (multiplyAdds: number, ms: number) => `${((50 * multiplyAdds) / ms / peak).toFixed(0)} %`;
      const plain = { ...pair, rowStart: ratings.rowStart, index: ratings.index, rank: kp };
      printRow(`  rank ${kp}`, [
        ...[times[0], share(perRating + 2 * tall, times[0]), times[2]],
        ...[times[1], share(2 * perRating + 6 * tall, times[1]), times[3]],
        kp === 8 ? shortest(() => scalarPredictionShift(plain), 0) : '',
      ]);
      memory.release(mark);
    }
    team.close();
  }
}

function filled<A extends Float64Array>(factors: A, key: number): A {
  for (let at = 0; at < factors.length; at++) factors[at] = ((at * 7919 + key * 104_729) % 1009) / 1009 - 0.5;
  return factors;
}

if (import.meta.main) for (const build of ['fma', 'plain'] as const) await benchUtility(build);
