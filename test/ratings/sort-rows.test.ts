import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LabError } from '../../shared/domain/errors.ts';
import { importFile, listRatings, scratchFolder, zipFolder } from './miniature.ts';

const folder = scratchFolder();
let files = 0;

function write(rows: readonly string[]): string {
  const path = join(folder, `rows-${files++}.csv`);
  writeFileSync(path, `${rows.join('\n')}\n`);
  return path;
}

/** Users who rate a few of 600 items, and one who rates most of them; by user and item. */
const sparseRows = Array.from({ length: 80 }, (_, user) =>
  Array.from({ length: 600 }, (_, item) => [user, item] as const)
    .filter(([, item]) => (user === 5 ? item % 5 > 0 : (item * 31 + user * 17) % 43 === 0))
    .map(([, item]) => `${10 * user + 7},${2 ** 52 + 3 * item},${((user * item) % 9) / 2 + 0.5}`),
).flat();

const orders: [string, (rows: readonly string[]) => string[]][] = [
  ['backwards', (rows) => rows.toReversed()],
  ['by item', (rows) => rows.toSorted((a, b) => Number(a.split(',')[1]) - Number(b.split(',')[1]))],
  ['shuffled', (rows) => rows.map((_, e) => rows[(e * 1009) % rows.length])],
  [
    'with users in order, items not',
    (rows) => Object.values(Object.groupBy(rows.toReversed(), userOf)).flat() as string[],
  ],
];
const userOf = (row: string): string => row.split(',')[0];

describe('sorting', () => {
  it.each(orders)('gives the same data when the rows come %s', async (_, reorder) => {
    const reordered = reorder(sparseRows);
    expect(new Set(reordered)).toEqual(new Set(sparseRows));
    const sorted = await importFile(write(sparseRows));
    const other = await importFile(write(reordered));
    expect(other).toEqual({ ...sorted, name: other.name });
    expect(sorted.report.kept).toBe(sparseRows.length);
    expect(listRatings(sorted)).toHaveLength(sparseRows.length);
  });

  it('settles duplicates as a plain list of rows says, and names the first pair that clashes', async () => {
    const row = fc.tuple(
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 30 }),
      fc.integer({ min: 1, max: 5 }),
    );
    const scale = { min: 1, max: 5, step: 1 };
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 60 }), async (rows) => {
        const path = write(rows.map((fields) => fields.join(',')));
        const byPair = Map.groupBy(rows, ([user, item]) => `${user} ${item}`);
        for (const [duplicates, pick] of [
          ['first', (stars: number[]) => stars[0]],
          ['last', (stars: number[]) => stars[stars.length - 1]],
          ['mean', (stars: number[]) => stars.reduce((sum, value) => sum + value) / stars.length],
        ] as const) {
          const wanted = [...byPair].map(
            ([pair, all]) => `${pair} ${pick(all.map(([, , stars]) => stars)) - 3}`,
          );
          const found = await importFile(path, { scale, duplicates });
          expect(listRatings(found).toSorted()).toEqual(wanted.toSorted());
        }
        const again = rows.findIndex(([user, item], e) =>
          rows.slice(0, e).some((r) => r[0] === user && r[1] === item),
        );
        const refusal: unknown = await importFile(path, { scale }).catch((error: unknown) => error);
        if (again < 0) {
          expect(refusal).not.toBeInstanceOf(LabError);
          return;
        }
        const [user, item] = rows[again];
        const first = rows.findIndex((r) => r[0] === user && r[1] === item);
        expect((refusal as LabError).message).toContain(
          `line ${again + 1}: user ${user} rates item ${item} again (before in line ${first + 1})`,
        );
      }),
      { numRuns: 60 },
    );
  });

  it('sees duplicates that stand side by side in rows that are sorted otherwise', async () => {
    const path = write(['1,1,1', '1,2,2', '1,2,5', '2,1,3']);
    await expect(importFile(path)).rejects.toThrow(/line 3: user 1 rates item 2 again \(before in line 2\)/);
    const { report } = await importFile(path, { duplicates: 'last' });
    expect(report).toMatchObject({ rows: 4, kept: 3 });
  });

  it('reads a table of several chunks from a zip as it does from a file', async () => {
    const rows = Array.from(
      { length: 150_000 },
      (_, e) => `${1 + Math.floor(e / 300)},${(e % 300) + 1},${(e % 10) / 2 + 0.5},${e}`,
    );
    const csv = `userId,movieId,rating,timestamp\n${rows.join('\n')}\n`;
    const zip = await importFile(
      zipFolder(folder, 'large', { 'ratings.csv': csv, 'movies.csv': 'movieId,title,genres\n' }),
    );
    const scale = { min: 0.5, max: 5, step: 0.5 };
    const plain = await importFile(write([csv.trimEnd()]), { scale });
    expect(zip.fingerprint).toBe(plain.fingerprint);
    expect(zip.ratings).toEqual(plain.ratings);
  });
});
