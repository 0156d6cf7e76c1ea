/**
 * The `count` normal users nearest in log profile size to a profile of `size` items, ties by ascending user;
 * fewer where there are fewer. Users without ratings are nobody's partner.
 * @param profileSizes ratings per normal user
 */
export function nearestInSize(profileSizes: Int32Array, size: number, count: number): Int32Array {
  const candidates = profileSizes.reduce((sum, own) => sum + (own > 0 ? 1 : 0), 0);
  const distance = Float64Array.from(profileSizes, (own) => (own > size ? own / size : size / own));
  const order = Int32Array.from(profileSizes, (_, user) => user);
  order.sort((a, b) => compare(distance[a], distance[b]) || a - b);
  return order.slice(0, Math.min(count, candidates));
}

/** |log a - log b| grows with the larger over the smaller: the order needs no logarithm. */
function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
