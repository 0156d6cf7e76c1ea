import type { ModelGradient } from '../learners/factored/linearization.ts';
import type { UtilityInput } from './define-objective.ts';

/** R_in of Eq. 8: w Σ_i Σ_{j∈J0} u_i·v_j over all normal users. */
export function targetRating({ poisoned, targets }: UtilityInput, weight: number): number {
  const { rank: k, itemFactors: V } = poisoned;
  const sums = userSums(poisoned);
  let total = 0;
  for (const j of targets) for (let c = 0; c < k; c++) total += sums[c] * V[j * k + c];
  return weight * total;
}

/** ∂R_in: w Σ_{J0} v_j for every u_i, w Σ_i u_i for v_j with j in J0, 0 elsewhere. */
export function targetRatingGradient({ poisoned, targets }: UtilityInput, weight: number): ModelGradient {
  const { rank: k, userFactors: U, itemFactors: V } = poisoned;
  const sums = userSums(poisoned);
  const targetSum = new Float64Array(k);
  const itemGradient = new Float64Array(V.length);
  for (const j of targets) {
    for (let c = 0; c < k; c++) {
      targetSum[c] += weight * V[j * k + c];
      itemGradient[j * k + c] = weight * sums[c];
    }
  }
  const userGradient = new Float64Array(U.length);
  for (let at = 0; at < U.length; at++) userGradient[at] = targetSum[at % k];
  return { userGradient, itemGradient };
}

function userSums({ rank: k, userFactors: U }: UtilityInput['poisoned']): Float64Array {
  const sums = new Float64Array(k);
  for (let at = 0; at < U.length; at++) sums[at % k] += U[at];
  return sums;
}
