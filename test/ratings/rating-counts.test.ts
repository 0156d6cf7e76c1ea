import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { withColumns } from '../../src-main/numeric/sparse-ratings.ts';
import { readRatingsCache, writeRatingsCache } from '../../src-main/ratings/cache.ts';
import { countRatings } from '../../src-main/ratings/rating-counts.ts';
import { generateRatings } from '../../src-main/ratings/synthetic.ts';

const folder = mkdtempSync(join(tmpdir(), 'poison-lab-counts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = join(folder, 'some.ratings');

describe('counts of a cached data set', () => {
  it('are those of all its ratings, whether their values are coded or not', async () => {
    const coded = generateRatings({ users: 200, items: 90, ratings: 4000, rank: 2, noise: 0.5, seed: 3 });
    const { users, items, rowStart, rowItem, rowValue } = coded.ratings;
    const many = withColumns(users, items, rowStart, rowItem, rowValue.map((value, at) => value + at / 1e6));
    for (const dataset of [coded, { ...coded, ratings: many }]) {
      writeRatingsCache(path, dataset);
      const { header, perItem, values } = await countRatings(path);
      const { ratings, titles, itemIds } = readRatingsCache(path);
      expect({ users: header.users, titles: header.titles, itemIds: header.itemIds }).toEqual({ users, titles, itemIds });
      const columns = Array.from({ length: items }, (_, item) => ratings.colStart[item + 1] - ratings.colStart[item]);
      expect([...perItem]).toEqual(columns);
      const sorted = [...ratings.rowValue].sort((a, b) => a - b);
      expect(values.flatMap(({ shifted, count }) => Array.from({ length: count }, () => shifted))).toEqual(sorted);
    }
  });

  it('are refused of a file that is damaged or gone', async () => {
    const bytes = readFileSync(path);
    bytes[bytes.length - 9] ^= 1;
    writeFileSync(path, bytes);
    await expect(countRatings(path)).rejects.toMatchObject({ code: 'failed' });
    await expect(countRatings(`${path}.none`)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('let others of the thread have their turn between pieces', async () => {
    writeRatingsCache(path, generateRatings({ users: 6000, items: 3000, ratings: 1_200_000, rank: 2, noise: 0.5, seed: 3 }));
    let turns = 0;
    let counting = true;
    const others = () => setImmediate(() => counting && (turns++, others()));
    others();
    const counts = await countRatings(path);
    counting = false;
    expect(counts.perItem.reduce((sum, one) => sum + one, 0)).toBe(1_200_000);
    expect(turns).toBeGreaterThan(3);
  }, 60_000);
});
