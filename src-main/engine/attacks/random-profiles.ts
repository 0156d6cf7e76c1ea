import { withColumns, type SparseRatings } from '../../numeric/sparse-ratings.ts';
import { randomStream, sampleWithoutReplacement } from '../../numeric/random.ts';
import type { AttackContext } from './define-attack.ts';

/**
 * B items per malicious user, uniform without replacement (all items when B exceeds their number), every
 * rating 0. With `includeTargets`, the targets come first and the other items fill what is left of B.
 * User i's items depend on (seed, i) alone.
 */
export function randomSupport(context: AttackContext, includeTargets: boolean): SparseRatings {
  const { normal, maliciousUsers, budget, seed } = context;
  const fillerSize = Math.min(budget.fillerSize, normal.items);
  const forced = includeTargets ? context.targets.slice(0, fillerSize) : [];
  const others = Int32Array.from({ length: normal.items }, (_, j) => j).filter((j) => !forced.includes(j));
  const rowStart = Int32Array.from({ length: maliciousUsers + 1 }, (_, i) => i * fillerSize);
  const rowItem = new Int32Array(maliciousUsers * fillerSize);
  for (let i = 0; i < maliciousUsers; i++) {
    const picks = sampleWithoutReplacement(
      randomStream(seed, 'profiles.items', i),
      others.length,
      fillerSize - forced.length,
    );
    const row = Int32Array.from([...forced, ...Array.from(picks, (pick) => others[pick])]).sort();
    rowItem.set(row, i * fillerSize);
  }
  return withColumns(maliciousUsers, normal.items, rowStart, rowItem, new Float64Array(rowItem.length));
}

/** Ratings uniform in [-Λ, Λ], one per entry of the support. */
export function uniformValues({ seed, budget }: AttackContext, support: SparseRatings): Float64Array {
  const stream = randomStream(seed, 'profiles.ratings');
  return Float64Array.from(support.rowItem, () => budget.maxRating * (2 * stream.uniform() - 1));
}
