import { randomStream, sampleWithoutReplacement } from '../../../numeric/random.ts';
import { indicesOfSmallest } from '../../../numeric/smallest-keys.ts';
import { withColumns, type SparseRatings } from '../../../numeric/sparse-ratings.ts';
import type { AttackContext } from '../define-attack.ts';

/**
 * Per malicious user the B items whose entries of a dense gradient are largest in magnitude, ties by ascending
 * item; with `includeTargets` the targets first. Items at which the gradient is exactly 0, as a one-step gradient
 * of the targets alone is at all others, are drawn uniformly where too few others are left. Every rating 0.
 * @param gradient users x items, row major
 * @throws RangeError when there is no number for every user and item
 */
export function steepestItems(context: AttackContext, includeTargets: boolean, gradient: Float64Array): SparseRatings {
  const { normal, maliciousUsers, budget, seed } = context;
  const { items } = normal;
  if (gradient.length !== maliciousUsers * items) throw new RangeError('choosing items needs a dense gradient');
  const size = Math.min(budget.fillerSize, items);
  const forced = includeTargets ? context.targets.slice(0, size) : [];
  const others = Int32Array.from({ length: items }, (_, j) => j).filter((j) => !forced.includes(j));
  const rowStart = Int32Array.from({ length: maliciousUsers + 1 }, (_, i) => i * size);
  const rowItem = new Int32Array(maliciousUsers * size);
  for (let i = 0; i < maliciousUsers; i++) {
    const row = gradient.subarray(i * items, (i + 1) * items);
    const sloping = others.filter((j) => row[j] !== 0);
    const flat = others.filter((j) => row[j] === 0);
    const wanted = size - forced.length;
    const keys = Float64Array.from(sloping, (j) => -Math.abs(row[j]));
    const steepest = Array.from(indicesOfSmallest(keys, wanted), (at) => sloping[at]);
    const drawn = sampleWithoutReplacement(randomStream(seed, 'pga.items', i), flat.length, wanted - steepest.length);
    rowItem.set(Int32Array.from([...forced, ...steepest, ...Array.from(drawn, (at) => flat[at])]).sort(), i * size);
  }
  return withColumns(maliciousUsers, items, rowStart, rowItem, new Float64Array(rowItem.length));
}
