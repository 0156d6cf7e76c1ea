/** Whole numbers for counts along an axis from 0 to `last`: 0 to 7 of them, `last` only when it is round. */
export function countTicks(last: number): number[] {
  const step = [1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000].find((candidate) => last / candidate <= 6) ?? last;
  return Array.from({ length: Math.floor(last / step) + 1 }, (_, index) => index * step);
}
