/**
 * Holm's step-down adjustment of p values for the size of their family; same order as given, at most 1.
 * Nulls are no comparisons: they stay null and do not count. Source: S. Holm, Scand. J. Statist. 6 (1979) 65-70.
 */
export function holmAdjust(pValues: readonly (number | null)[]): (number | null)[] {
  const order = pValues
    .map((p, index) => ({ p, index }))
    .filter((entry): entry is { p: number; index: number } => entry.p !== null)
    .sort((a, b) => a.p - b.p || a.index - b.index);
  const adjusted: (number | null)[] = pValues.map(() => null);
  let floor = 0;
  order.forEach(({ p, index }, rank) => {
    floor = Math.min(1, Math.max(floor, p * (order.length - rank)));
    adjusted[index] = floor;
  });
  return adjusted;
}
