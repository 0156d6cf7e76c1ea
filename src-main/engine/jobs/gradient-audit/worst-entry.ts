import type { AuditedEntry } from '../../../../shared/domain/gradient-audit.ts';
import type { SparseRatings } from '../../../numeric/sparse-ratings.ts';

/** A malicious rating with the central difference of moving it alone. */
export interface CheckedEntry {
  /** Index in row order. */
  at: number;
  difference: number;
}

/** The checked malicious rating at which a gradient is farthest off, the first of equals; null where none was. */
export function worstEntry(
  gradient: Float64Array,
  checked: readonly CheckedEntry[],
  { users, rowStart, rowItem }: SparseRatings,
  itemIds: readonly string[],
): AuditedEntry | null {
  let worst: CheckedEntry | null = null;
  const miss = ({ at, difference }: CheckedEntry) => Math.abs(gradient[at] - difference);
  for (const entry of checked) if (worst === null || miss(entry) > miss(worst)) worst = entry;
  if (worst === null) return null;
  const { at, difference } = worst;
  let user = 0;
  while (user < users - 1 && rowStart[user + 1] <= at) user++;
  return { user: user + 1, item: itemIds[rowItem[at]], found: gradient[at], difference };
}
