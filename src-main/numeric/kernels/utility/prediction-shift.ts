import { balancedBounds, slotCount } from '../balanced-bounds.ts';
import { passWork, type RatingRows } from '../rating-rows.ts';
import type { KernelTeam } from '../team.ts';
import type { Vector } from '../vectors/chunks.ts';
import { reduceSlots } from '../vectors/reduce-slots.ts';
import { addTallProduct, gramianTall } from '../vectors/tall.ts';

/** Two models of the same ratings, all arrays in kernel memory. */
export interface ModelPair {
  /** Ratings by user; rows from `users` on (malicious ones) are not looked at. */
  ratings: Pick<RatingRows, 'rowStart' | 'index'>;
  /** Normal users. */
  users: number;
  items: number;
  /** Padded rank: columns of the four factor arrays. */
  kp: number;
  /** U, users x kp or longer, and V, items x kp, of the poisoned model. */
  userFactors: Vector;
  itemFactors: Vector;
  /** Ū and V̄ of the clean one. */
  cleanUserFactors: Vector;
  cleanItemFactors: Vector;
}

/** Where a gradient goes, all arrays in kernel memory. */
export interface ShiftGradient {
  /** ∂R_av/∂U, users x kp, and ∂R_av/∂V, items x kp; overwritten. */
  userGradient: Vector;
  itemGradient: Vector;
  /** Accumulators, {@link slotCount} of the normal users' ratings times items x kp; zero before and after. */
  slots: Vector;
}

/**
 * R_av of Eq. 7, Σ (M̂ - M̄)² over the unseen entries of normal users, without forming a users x items matrix:
 * M̂ - M̄ = S Tᵀ with S = [U - Ū, Ū], T = [V, V - V̄], so R_av = tr((SᵀS)(TᵀT)) - Σ_Ω (s_i·t_j)². Float64; the
 * differences come first, so that small perturbations keep their digits.
 */
export function predictionShiftValue(team: KernelTeam, pair: ModelPair): number {
  return team.memory.temporarily(() => {
    const pass = prepare(team, pair);
    team.run('shiftSquares', pass.chunks, pass.words, [], pass.work);
    return Math.max(0, allEntries(team, pair, pass) - pass.squares());
  });
}

/**
 * R_av and its gradients 2 (S_i (TᵀV) - Σ_Ω d_ij v_j) and 2 (T_j (SᵀU) - Σ_Ω d_ij u_i), d_ij = s_i·t_j, in one
 * pass over the ratings.
 * @returns R_av
 */
export function predictionShiftGradient(team: KernelTeam, pair: ModelPair, out: ShiftGradient): number {
  const { users, items, kp, userFactors: U, itemFactors: V } = pair;
  return team.memory.temporarily(() => {
    const pass = prepare(team, pair);
    const userGradient = out.userGradient.subarray(0, users * kp);
    const itemGradient = out.itemGradient.subarray(0, items * kp);
    userGradient.fill(0);
    const targets = [U.byteOffset, userGradient.byteOffset, out.slots.byteOffset, items];
    team.run('shiftGradients', pass.chunks, [...pass.words, ...targets], [], 2 * pass.work);
    reduceSlots(team, out.slots, pass.chunks, itemGradient, { reset: true });
    const width = 2 * kp;
    const cross = team.memory.float64(width * kp);
    gramianTall(team, pass.T, width, V, kp, items, cross);
    double(cross);
    addTallProduct(team, pass.S, width, cross, kp, users, userGradient);
    gramianTall(team, pass.S, width, U, kp, users, cross);
    double(cross);
    addTallProduct(team, pass.T, width, cross, kp, items, itemGradient);
    return Math.max(0, allEntries(team, pair, pass) - pass.squares());
  });
}

/** S and T, and the words of a pass over the ratings. */
interface Pass {
  S: Vector;
  T: Vector;
  chunks: number;
  words: number[];
  /** Multiply-adds of a pass that reads S and T. */
  work: number;
  /** Σ_Ω (s_i·t_j)², after the pass. */
  squares(): number;
}

function prepare({ memory, run }: KernelTeam, pair: ModelPair): Pass {
  const { ratings, users, items, kp } = pair;
  const rowStart = ratings.rowStart.subarray(0, users + 1);
  const chunks = slotCount(rowStart[users] - rowStart[0]);
  const bounds = balancedBounds(rowStart, chunks, 4, memory.int32(chunks + 1));
  const S = memory.float64(2 * kp * users);
  const T = memory.float64(2 * kp * items);
  const sums = memory.float64(chunks);
  const both = [pair.userFactors.byteOffset, pair.cleanUserFactors.byteOffset, S.byteOffset, kp, 0];
  run('differenceRows', chunks, [bounds.byteOffset, ...both], [], users * kp);
  const itemBounds = memory.int32(2);
  itemBounds[1] = items;
  const others = [pair.itemFactors.byteOffset, pair.cleanItemFactors.byteOffset, T.byteOffset, kp, 1];
  run('differenceRows', 1, [itemBounds.byteOffset, ...others]);
  const arrays = [bounds, rowStart, ratings.index, S, T].map(({ byteOffset }) => byteOffset);
  return {
    ...{ S, T, chunks },
    words: [...arrays, kp, sums.byteOffset],
    work: passWork(ratings, bounds, 2 * kp, 0),
    squares: () => sums.reduce((total, each) => total + each, 0),
  };
}

/** tr((SᵀS)(TᵀT)): the sum over seen and unseen entries. */
function allEntries(team: KernelTeam, { users, items, kp }: ModelPair, { S, T }: Pass): number {
  const width = 2 * kp;
  const sts = team.memory.float64(width * width);
  const ttt = team.memory.float64(width * width);
  gramianTall(team, S, width, S, width, users, sts);
  gramianTall(team, T, width, T, width, items, ttt);
  let total = 0;
  for (let at = 0; at < sts.length; at++) total += sts[at] * ttt[at];
  return total;
}

function double(matrix: Vector): void {
  for (let at = 0; at < matrix.length; at++) matrix[at] *= 2;
}
