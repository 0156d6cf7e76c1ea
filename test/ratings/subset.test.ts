import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RatingsDataset } from '../../src-main/ratings/ratings-dataset.ts';
import { generateRatings } from '../../src-main/ratings/synthetic.ts';
import { filterDataset, subsetDataset, subsetName } from '../../src-main/ratings/subset.ts';
import { fingerprintOf } from '../../src-main/ratings/fingerprint.ts';

const source = generateRatings({
  users: 14,
  items: 11,
  ratings: 70,
  rank: 2,
  noise: 0.5,
  seed: 5,
  minRatings: 1,
});

/** Every rating as text, so that sets of ratings can be compared whatever their indices. */
function ratingsOf(dataset: RatingsDataset): string[] {
  const { ratings, userIds, itemIds } = dataset;
  const all: string[] = [];
  for (let i = 0; i < ratings.users; i++) {
    for (let at = ratings.rowStart[i]; at < ratings.rowStart[i + 1]; at++) {
      all.push(`${userIds[i]} ${itemIds[ratings.rowItem[at]]} ${ratings.rowValue[at]}`);
    }
  }
  return all;
}

/** The rule in its plainest form: rank by counts in the whole list, ties by id, then keep both. */
function plainFilter(rows: string[], users?: number, items?: number, least = 0): string[] {
  const count = (field: number): Map<string, number> => {
    const counts = new Map<string, number>();
    for (const row of rows) counts.set(row.split(' ')[field], (counts.get(row.split(' ')[field]) ?? 0) + 1);
    return counts;
  };
  const top = (counts: Map<string, number>, n = Infinity): Set<string> =>
    new Set(
      [...counts]
        .sort(([a, x], [b, y]) => y - x || Number(a) - Number(b))
        .slice(0, n)
        .map(([id]) => id),
    );
  const perUser = count(0);
  const keptUsers = top(perUser, users);
  const keptItems = top(count(1), items);
  return rows.filter((row) => {
    const [user, item] = row.split(' ');
    return keptUsers.has(user) && keptItems.has(item) && perUser.get(user)! >= least;
  });
}

describe('subsets', () => {
  it('keep exactly what the rule keeps, and count the rest', () => {
    const tops = fc.option(fc.integer({ min: 1, max: 16 }), { nil: undefined });
    fc.assert(
      fc.property(tops, tops, fc.integer({ min: 0, max: 6 }), (topUsers, topItems, minRatings) => {
        const subset = filterDataset(source, { topUsers, topItems, minRatings });
        const expected = plainFilter(ratingsOf(source), topUsers, topItems, minRatings);
        expect(ratingsOf(subset)).toEqual(expected);
        const { rows, kept, droppedByReason, usersLeftOut, itemsLeftOut } = subset.report;
        expect(kept).toBe(expected.length);
        expect(kept + Object.values(droppedByReason).reduce((sum, n) => sum + n, 0)).toBe(rows);
        expect(subset.ratings.users + (usersLeftOut ?? 0)).toBe(14);
        expect(subset.ratings.items + (itemsLeftOut ?? 0)).toBe(11);
        expect(fingerprintOf(subset)).toBe(subset.fingerprint);
      }),
    );
  });

  it('have a fingerprint of their own and say what they are', () => {
    const reference = { of: 'base', topUsers: 6, topItems: 5, minRatings: 2 };
    const subset = subsetDataset(source, reference);
    expect(subset.fingerprint).not.toBe(source.fingerprint);
    expect(subset).toMatchObject({ layout: 'subset', name: subsetName(reference), scale: source.scale });
    expect(subsetName(reference)).toBe('base (top 6 users, top 5 items, at least 2 ratings)');
    expect(subsetName({ of: 'base' })).toBe('base');
  });

  it('rank by the counts of the file, not by what an import left of it', () => {
    const users = source.ratings.users;
    const counts = {
      users: new Int32Array(users).fill(1),
      items: new Int32Array(source.ratings.items).fill(1),
    };
    counts.users[users - 1] = 99;
    const subset = filterDataset({ ...source, fileCounts: counts }, { topUsers: 1 });
    expect(subset.userIds).toEqual([source.userIds[users - 1]]);
    expect([...subset.fileCounts!.users]).toEqual([99]);
  });

  it('carry the published split along', () => {
    const test = Uint8Array.from(source.ratings.rowItem, (item) => item % 2);
    const subset = filterDataset({ ...source, u1: { test } }, { topItems: 4 });
    const itemOf = (j: number): number => source.itemIds.indexOf(subset.itemIds[j]);
    expect([...subset.u1!.test]).toEqual([...subset.ratings.rowItem].map((j) => itemOf(j) % 2));
  });

  it('refuse to be empty', () => {
    expect(() => subsetDataset(source, { of: 'base', minRatings: 1000 })).toThrow(
      expect.objectContaining({ code: 'bad-input', message: expect.stringContaining('no rating') }),
    );
  });
});
