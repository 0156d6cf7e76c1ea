import { addProduct, addTransposedProduct } from '../../numeric/dense-matrix.ts';
import type { ModelGradient } from '../learners/factored/linearization.ts';
import type { UtilityInput } from './define-objective.ts';

/**
 * R_av of Eq. 7 without forming an m x n matrix: M̂ - M̄ = S Tᵀ with S = [U - Ū, Ū], T = [V, V - V̄] (2k
 * columns), so R_av = tr((SᵀS)(TᵀT)) - Σ_Ω (s_i·t_j)². The differences come first, so that small
 * perturbations keep their digits. Cost O((m + n) k² + |Ω| k), exact over all unseen entries.
 */
export function predictionShift(input: UtilityInput): number {
  const { S, T, width } = differenceFactors(input);
  const { normal } = input;
  const sts = new Float64Array(width * width);
  addTransposedProduct(S, S, normal.users, width, width, sts);
  const ttt = new Float64Array(width * width);
  addTransposedProduct(T, T, normal.items, width, width, ttt);
  let total = 0;
  for (let at = 0; at < sts.length; at++) total += sts[at] * ttt[at];
  forEachObserved(input, S, T, width, (_user, _item, shift) => {
    total -= shift * shift;
  });
  return Math.max(0, total);
}

/** ∂R_av/∂U and ∂R_av/∂V: 2 (S_i (TᵀV) - Σ_Ω d_ij v_j) and 2 (T_j (SᵀU) - Σ_Ω d_ij u_i), d_ij = s_i·t_j. */
export function predictionShiftGradient(input: UtilityInput): ModelGradient {
  const { S, T, width } = differenceFactors(input);
  const { normal, poisoned } = input;
  const { rank: k, userFactors: U, itemFactors: V } = poisoned;
  const tv = new Float64Array(width * k);
  addTransposedProduct(T, V, normal.items, width, k, tv);
  const su = new Float64Array(width * k);
  addTransposedProduct(S, U, normal.users, width, k, su);
  const userGradient = new Float64Array(U.length);
  const itemGradient = new Float64Array(V.length);
  addProduct(S, tv, normal.users, width, k, userGradient);
  addProduct(T, su, normal.items, width, k, itemGradient);
  forEachObserved(input, S, T, width, (user, item, shift) => {
    for (let c = 0; c < k; c++) {
      userGradient[user * k + c] -= shift * V[item * k + c];
      itemGradient[item * k + c] -= shift * U[user * k + c];
    }
  });
  for (let at = 0; at < userGradient.length; at++) userGradient[at] *= 2;
  for (let at = 0; at < itemGradient.length; at++) itemGradient[at] *= 2;
  return { userGradient, itemGradient };
}

function differenceFactors({ normal, clean, poisoned }: UtilityInput) {
  const a = poisoned.rank;
  const b = clean.rank;
  if (a !== b) throw new RangeError(`ranks differ: ${a} and ${b}`);
  const width = 2 * a;
  const S = new Float64Array(normal.users * width);
  const T = new Float64Array(normal.items * width);
  for (let i = 0; i < normal.users; i++) {
    for (let c = 0; c < a; c++) {
      S[i * width + c] = poisoned.userFactors[i * a + c] - clean.userFactors[i * a + c];
      S[i * width + a + c] = clean.userFactors[i * a + c];
    }
  }
  for (let j = 0; j < normal.items; j++) {
    for (let c = 0; c < a; c++) {
      T[j * width + c] = poisoned.itemFactors[j * a + c];
      T[j * width + a + c] = poisoned.itemFactors[j * a + c] - clean.itemFactors[j * a + c];
    }
  }
  return { S, T, width };
}

function forEachObserved(
  { normal }: UtilityInput,
  S: Float64Array,
  T: Float64Array,
  width: number,
  visit: (user: number, item: number, shift: number) => void,
): void {
  for (let i = 0; i < normal.users; i++) {
    for (let at = normal.rowStart[i]; at < normal.rowStart[i + 1]; at++) {
      const j = normal.rowItem[at];
      let shift = 0;
      for (let c = 0; c < width; c++) shift += S[i * width + c] * T[j * width + c];
      visit(i, j, shift);
    }
  }
}
