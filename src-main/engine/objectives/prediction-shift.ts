import { slotCount } from '../../numeric/kernels/balanced-bounds.ts';
import {
  predictionShiftGradient as shiftGradient,
  predictionShiftValue,
  type ModelPair,
} from '../../numeric/kernels/utility/prediction-shift.ts';
import type { KernelTeam } from '../../numeric/kernels/team.ts';
import { packFactors, paddedRank, unpackFactors } from '../learners/factored/factor-layout.ts';
import type { ModelGradient } from '../learners/factored/linearization.ts';
import type { ResidentRatings } from '../learners/factored/resident-ratings.ts';
import { residentRatings } from '../learners/factored/resident-system.ts';
import type { UtilityInput } from './define-objective.ts';

/** R_av of a poisoned model, kept because utility and RMSE of one model both ask for it. */
const known = new WeakMap<UtilityInput['poisoned'], { clean: UtilityInput['clean']; value: number }>();

/**
 * R_av of Eq. 7, the squared change of predictions over all unseen entries of the normal block, without forming an
 * m x n matrix (see the kernel). Cost O((m + n) k² + |Ω| k).
 */
export function predictionShift(input: UtilityInput): number {
  const found = known.get(input.poisoned);
  if (found?.clean === input.clean) return found.value;
  const value = withModels(input, (team, _, pair) => predictionShiftValue(team, pair));
  known.set(input.poisoned, { clean: input.clean, value });
  return value;
}

/** ∂R_av/∂U and ∂R_av/∂V: 2 (S_i (TᵀV) - Σ_Ω d_ij v_j) and 2 (T_j (SᵀU) - Σ_Ω d_ij u_i), d_ij = s_i·t_j. */
export function predictionShiftGradient(input: UtilityInput): ModelGradient {
  return withModels(input, (team, ratings, pair) => {
    const { memory } = team;
    const { rank } = input.poisoned;
    const userGradient = memory.float64(pair.users * pair.kp);
    const itemGradient = memory.float64(pair.items * pair.kp);
    const slots = memory.float64(slotCount(input.normal.rowItem.length) * pair.items * pair.kp);
    shiftGradient(team, pair, { userGradient, itemGradient, slots });
    return {
      userGradient: unpackFactors(userGradient, rank, ratings.userOrder, pair.kp),
      itemGradient: unpackFactors(itemGradient, rank, ratings.itemOrder, pair.kp),
    };
  });
}

/** Copies both models beside their ratings in kernel memory, for one computation. */
function withModels<T>(
  { normal, clean, poisoned }: UtilityInput,
  compute: (team: KernelTeam, ratings: ResidentRatings, pair: ModelPair) => T,
): T {
  const { team, ratings } = residentRatings(normal);
  const { memory } = team;
  const { normalUsers: users, items, userOrder, itemOrder, byUser } = ratings;
  const kp = paddedRank(Math.max(poisoned.rank, clean.rank));
  const packed = (factors: Float64Array, rank: number, order: Int32Array) => {
    const array = memory.float64(order.length * kp);
    packFactors(factors, rank, order, array, kp);
    return array;
  };
  return memory.temporarily(() =>
    compute(team, ratings, {
      ratings: byUser,
      ...{ users, items, kp },
      userFactors: packed(poisoned.userFactors, poisoned.rank, userOrder),
      itemFactors: packed(poisoned.itemFactors, poisoned.rank, itemOrder),
      cleanUserFactors: packed(clean.userFactors, clean.rank, userOrder),
      cleanItemFactors: packed(clean.itemFactors, clean.rank, itemOrder),
    }),
  );
}
