import type { Ticks } from '../../../shared/figures/drawing/ticks.ts';
import { roundTicks } from '../../../shared/figures/drawing/ticks.ts';

/** Round ticks that cover a range: the first is at or below `low`, the last at or above `high`. */
export function coveringTicks(low: number, high: number): Ticks {
  const inside = roundTicks(low, high);
  if (inside.values.length < 2) return coveringTicks(low - 0.5, low + 0.5);
  const step = inside.values[1] - inside.values[0];
  const round = (value: number) => Number(value.toFixed(inside.decimals));
  const values = [...inside.values];
  if (values[0] > low) values.unshift(round(values[0] - step));
  if (values[values.length - 1] < high) values.push(round(values[values.length - 1] + step));
  return { values, decimals: inside.decimals };
}

/** Whole numbers for counts along an axis from 0 to `last`: 0 to 7 of them, `last` only when it is round. */
export function countTicks(last: number): number[] {
  const step = [1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000].find((candidate) => last / candidate <= 6) ?? last;
  return Array.from({ length: Math.floor(last / step) + 1 }, (_, index) => index * step);
}
