import { inner, type Matrix } from './matrix.ts';
import type { RatingTable } from './rating-table.ts';

/** Normal users' and items' factors. */
export interface Pair {
  U: Matrix;
  V: Matrix;
}

/** Eq. 7: squared change of prediction, entry by entry over all unseen entries. */
export function shiftOfUnseen(normal: RatingTable, clean: Pair, poisoned: Pair): number {
  let total = 0;
  normal.forEach((row, i) =>
    row.forEach((value, j) => {
      if (value !== null) return;
      total += (inner(poisoned.U[i], poisoned.V[j]) - inner(clean.U[i], clean.V[j])) ** 2;
    }),
  );
  return total;
}

/** Eq. 8: weighted predictions of the targets, summed over all normal users. */
export function targetSum({ U, V }: Pair, targets: number[], weight: number): number {
  let total = 0;
  for (const u of U) for (const j of targets) total += weight * inner(u, V[j]);
  return total;
}

/** μ1, μ2, J0 and w of Eq. 9. */
export interface Wish {
  availability: number;
  integrity: number;
  targets: number[];
  weight: number;
}

/** Eq. 9. */
export function hybridOf(normal: RatingTable, clean: Pair, poisoned: Pair, wish: Wish): number {
  return (
    wish.availability * shiftOfUnseen(normal, clean, poisoned) +
    wish.integrity * targetSum(poisoned, wish.targets, wish.weight)
  );
}
