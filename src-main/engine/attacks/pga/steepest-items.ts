import { indicesOfSmallest } from '../../../numeric/smallest-keys.ts';
import { withColumns, type SparseRatings } from '../../../numeric/sparse-ratings.ts';
import type { AttackContext } from '../define-attack.ts';

/**
 * Per malicious user the B items whose entries of a dense gradient are largest in magnitude, ties by ascending
 * item; with `includeTargets` the targets first. Every rating 0.
 * @param gradient users x items, row major
 * @throws RangeError when there is no number for every user and item
 */
export function steepestItems(context: AttackContext, includeTargets: boolean, gradient: Float64Array): SparseRatings {
  const { normal, maliciousUsers, budget } = context;
  const { items } = normal;
  if (gradient.length !== maliciousUsers * items) throw new RangeError('choosing items needs a dense gradient');
  const size = Math.min(budget.fillerSize, items);
  const forced = includeTargets ? context.targets.slice(0, size) : [];
  const others = Int32Array.from({ length: items }, (_, j) => j).filter((j) => !forced.includes(j));
  const rowStart = Int32Array.from({ length: maliciousUsers + 1 }, (_, i) => i * size);
  const rowItem = new Int32Array(maliciousUsers * size);
  const keys = new Float64Array(others.length);
  for (let i = 0; i < maliciousUsers; i++) {
    for (let at = 0; at < keys.length; at++) keys[at] = -Math.abs(gradient[i * items + others[at]]);
    const picks = Array.from(indicesOfSmallest(keys, size - forced.length), (at) => others[at]);
    rowItem.set(Int32Array.from([...forced, ...picks]).sort(), i * size);
  }
  return withColumns(maliciousUsers, items, rowStart, rowItem, new Float64Array(rowItem.length));
}
