/**
 * Round numbers that cover a range: 3 to 6 of them, at steps of 1, 2 or 5 times a power of ten.
 * The first is at or below `low`, the last at or above `high`.
 */
export function niceTicks(low: number, high: number): number[] {
  if (!(high > low)) return niceTicks(low - 0.5, low + 0.5);
  const rough = (high - low) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough * 0.999) ?? power;
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

/** Whole numbers for counts along an axis from 0 to `last`: 0 to 7 of them, `last` only when it is round. */
export function countTicks(last: number): number[] {
  const step = [1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000].find((candidate) => last / candidate <= 6) ?? last;
  return Array.from({ length: Math.floor(last / step) + 1 }, (_, index) => index * step);
}

/** Decimals that tell neighbouring ticks apart. */
export function tickDecimals(ticks: readonly number[]): number {
  const step = Math.abs(ticks[1] - ticks[0]);
  return Math.max(0, Math.min(6, -Math.floor(Math.log10(step) + 1e-9)));
}
