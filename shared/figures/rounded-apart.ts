/** Under a table in which a difference is printed beside numbers of which it is not the difference as they are printed. */
export const roundedApartNote = 'Differences are of the numbers before rounding: the last digit may be another than that of the numbers as printed.';

/** A mean with the differences that stand beside it. */
export interface PrintedMean {
  /** Its place on the axis; null for a level line, which stands at every place. */
  x: number | null;
  mean: number | null;
  /** Mean less the mean of a baseline. */
  difference: number | null;
  clean: number | null;
  /** Mean less the clean value. */
  toClean: number | null;
  isBaseline: boolean;
}

/**
 * Whether a difference as printed is not that of two numbers as printed, although it is that of the numbers. One that is
 * of other numbers, as of the seeds that two means share, is none of this.
 */
export function isRoundedApart(left: number | null, right: number | null, difference: number | null, decimals: number): boolean {
  if (left === null || right === null || difference === null || Math.abs(left - right - difference) > 1e-9) return false;
  const digits = (value: number): number => Math.round(Number(value.toFixed(decimals)) * 10 ** decimals);
  return digits(left) - digits(right) !== digits(difference);
}

/** Whether any of the differences beside means, to the clean value or a baseline at the same place, is so. */
export function areRoundedApart(list: readonly PrintedMean[], decimals: number): boolean {
  const baselines = Map.groupBy(list.filter(({ isBaseline }) => isBaseline), ({ x }) => x);
  const beside = (x: number | null): readonly PrintedMean[] => [...(baselines.get(x) ?? []), ...(x === null ? [] : (baselines.get(null) ?? []))];
  return list.some(
    ({ x, mean, difference, clean, toClean }) =>
      isRoundedApart(mean, clean, toClean, decimals) ||
      (difference !== null && beside(x).some((one) => isRoundedApart(mean, one.mean, difference, decimals))),
  );
}
