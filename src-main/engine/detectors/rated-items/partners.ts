import { indicesOfSmallest } from '../../../numeric/smallest-keys.ts';

/**
 * The `count` normal users nearest in log profile size to a profile of `size` items, ties by ascending user;
 * fewer where there are fewer. Users without ratings are nobody's partner.
 * @param profileSizes ratings per normal user
 */
export function nearestInSize(profileSizes: Int32Array, size: number, count: number): Int32Array {
  const candidates = profileSizes.reduce((sum, own) => sum + (own > 0 ? 1 : 0), 0);
  // |log a - log b| grows with the larger over the smaller: the order needs no logarithm.
  const distance = Float64Array.from(profileSizes, (own) => (own > size ? own / size : size / own));
  return indicesOfSmallest(distance, Math.min(count, candidates));
}
