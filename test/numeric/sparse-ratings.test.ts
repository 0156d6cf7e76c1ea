import { describe, expect, it } from 'vitest';
import { sparseRatings, withColumns, withValues } from '../../src-main/numeric/sparse-ratings.ts';
import { dice } from '../oracle/dice.ts';
import { observedEntries, randomTable } from '../oracle/rating-table.ts';

describe('sparse ratings', () => {
  it('hold the same entries by row and by column, zeros included, whatever the order they came in', () => {
    const random = dice(21);
    const table = randomTable(random, 9, 13, 0.4);
    table[4] = table[4].map(() => null);
    for (const row of table) row[6] = null;
    const entries = observedEntries(table);
    expect(entries.some(({ value }) => value === 0)).toBe(true);
    const shuffled = entries.map((entry) => ({ entry, key: random.uniform() })).sort((a, b) => a.key - b.key);
    const ratings = sparseRatings(
      9,
      13,
      shuffled.map(({ entry }) => entry.user),
      shuffled.map(({ entry }) => entry.item),
      shuffled.map(({ entry }) => entry.value),
    );
    const byRow = table.map((_, i) =>
      Array.from({ length: ratings.rowStart[i + 1] - ratings.rowStart[i] }, (_, a) => {
        const at = ratings.rowStart[i] + a;
        return { user: i, item: ratings.rowItem[at], value: ratings.rowValue[at] };
      }),
    );
    expect(byRow.flat()).toEqual(entries);
    const byColumn = Array.from({ length: 13 }, (_, j) =>
      Array.from({ length: ratings.colStart[j + 1] - ratings.colStart[j] }, (_, a) => {
        const at = ratings.colStart[j] + a;
        return { user: ratings.colUser[at], item: j, value: ratings.rowValue[ratings.colEntry[at]] };
      }),
    );
    expect(byColumn.flat()).toEqual(entries.toSorted((a, b) => a.item - b.item || a.user - b.user));
    const { rowStart, rowItem, rowValue } = ratings;
    expect(withColumns(9, 13, rowStart, rowItem, rowValue)).toEqual(ratings);
  });

  it('refuse indices outside, duplicates, and what is no finite number', () => {
    expect(() => sparseRatings(2, 2, [2], [0], [1])).toThrow(/user index 2/);
    expect(() => sparseRatings(2, 2, [0], [-1], [1])).toThrow(/item index -1/);
    expect(() => sparseRatings(2, 2, [0], [0], [Number.NaN])).toThrow(/finite/);
    expect(() => sparseRatings(2, 2, [1, 0, 1], [1, 1, 1], [1, 2, 3])).toThrow(/twice/);
  });

  it('take other values on the same pattern without touching it', () => {
    const pattern = sparseRatings(1, 3, [0, 0], [2, 0], [1, 2]);
    const moved = withValues(pattern, Float64Array.of(5, 6));
    expect([...moved.rowValue]).toEqual([5, 6]);
    expect([...pattern.rowValue]).toEqual([2, 1]);
    expect(() => withValues(pattern, new Float64Array(3))).toThrow(RangeError);
  });
});
