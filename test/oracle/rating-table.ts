import type { Dice } from './dice.ts';

/** Ratings as a table: null where nobody rated, so that a rating of 0 cannot be lost. */
export type RatingTable = (number | null)[][];

/** A table whose entries are observed with probability `density`; whole-star ratings -2..2 that follow rank one and noise. */
export function randomTable(random: Dice, users: number, items: number, density: number): RatingTable {
  const mood = Array.from({ length: users }, () => random.bell());
  const appeal = Array.from({ length: items }, () => random.bell());
  return Array.from({ length: users }, (_, i) =>
    Array.from({ length: items }, (_, j) => {
      const stars = Math.round(0.8 * mood[i] * appeal[j] + 0.7 * random.bell());
      return random.uniform() < density ? Math.max(-2, Math.min(2, stars)) : null;
    }),
  );
}

/** A block in which every user rates exactly `size` items with real numbers in [-2, 2]. */
export function randomFakes(random: Dice, users: number, items: number, size: number): RatingTable {
  return Array.from({ length: users }, () => {
    const order = Array.from({ length: items }, (_, j) => j);
    for (let last = items - 1; last > 0; last--) {
      const other = random.integer(last + 1);
      [order[last], order[other]] = [order[other], order[last]];
    }
    const rated = new Set(order.slice(0, size));
    return Array.from({ length: items }, (_, j) => (rated.has(j) ? 4 * random.uniform() - 2 : null));
  });
}

/** Coordinates of the observed entries, row by row. */
export function observedEntries(table: RatingTable): { user: number; item: number; value: number }[] {
  const entries: { user: number; item: number; value: number }[] = [];
  table.forEach((row, user) => row.forEach((value, item) => value !== null && entries.push({ user, item, value })));
  return entries;
}
