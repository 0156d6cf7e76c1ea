/**
 * Quantile of a sample at `share` in [0, 1], linear between neighbours (R's type 7): share 0 is the least value,
 * 0.5 the median. Values in any unit and order; null without any.
 */
export function quantile(values: readonly number[], share: number): number | null {
  if (values.length === 0) return null;
  const ascending = [...values].sort((a, b) => a - b);
  const place = share * (ascending.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, ascending.length - 1);
  return ascending[below] + (place - below) * (ascending[above] - ascending[below]);
}
