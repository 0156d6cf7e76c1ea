import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LabError } from '../../shared/domain/errors.ts';
import { importOptionsSchema } from '../../shared/domain/dataset.ts';
import { withColumns } from '../../src-main/numeric/sparse-ratings.ts';
import { writeRatingsCache } from '../../src-main/ratings/cache.ts';
import { importRatings } from '../../src-main/ratings/import.ts';
import { splitFields } from '../../src-main/ratings/reading/fields.ts';
import { importFile, listRatings, scratchFolder } from './miniature.ts';

const folder = scratchFolder();
let files = 0;

function write(content: string | Buffer, extension = 'csv'): string {
  const path = join(folder, `table-${files++}.${extension}`);
  writeFileSync(path, content);
  return path;
}

describe('any table of user,item,rating', () => {
  const expected = ['1 7 -2', '1 30 2', '2 7 0'];
  it.each([
    ['without a header', '1,30,5\n1,7,1\n2,7,3\n'],
    ['with a timestamp', '1,30,5,99\n1,7,1,98\n2,7,3,97\n'],
    ['with a header', 'userId,movieId,rating\n1,30,5\n1,7,1\n2,7,3\n'],
    [
      'with a header in any case and order, and more columns',
      'Rating;when;ITEM_ID;User\n5;x;30;1\n1;y;7;1\n3;z;7;2\n',
    ],
    ['with CRLF and no last line break', '1,30,5\r\n1,7,1\r\n2,7,3'],
    ['with a byte order mark', '\ufeffuser,item,rating\n1,30,5\n1,7,1\n2,7,3\n'],
    ['with a byte order mark and no header', '\ufeff1,30,5\n1,7,1\n2,7,3\n'],
    ['with tabs', '1\t30\t5\n1\t7\t1\n2\t7\t3\n'],
    ['with double colons', '1::30::5\n1::7::1\n2::7::3\n'],
    ['with quotes', '"user","item","rating"\n"1","30","5"\n"1","7","1"\n"2","7","3"\n'],
    ['with blanks and empty lines', ' 1, 30 , 5\n\n1,7,1\n\n2,7,3\n\n'],
    ['with signs, exponents and trailing zeros', '1,30,+5.0\n1,7,1.00e0\n2,7,.3e1\n'],
  ])('is read %s', async (_, text) => {
    const dataset = await importFile(write(text));
    expect(listRatings(dataset)).toEqual(expected);
    expect(dataset).toMatchObject({ layout: 'csv', scale: { min: 1, max: 5, step: 2, observed: true } });
    expect(dataset.titles).toEqual([null, null]);
  });

  it('takes string ids, quoted delimiters, quotes and line breaks, and sorts them as text', async () => {
    const dataset = await importFile(
      write('user,item,rating\n"b, c","x ""y""",1\nä,"two\nlines",2\nB,042,5\n'),
    );
    expect(dataset.userIds).toEqual(['B', 'b, c', 'ä']);
    expect(dataset.itemIds).toEqual(['042', 'two\nlines', 'x "y"']);
    expect(dataset.ratings.rowItem.length).toBe(3);
  });

  it('keeps 42 and 042 apart, and 42 and "42" together', async () => {
    const dataset = await importFile(write('42,1,1\n"42",2,2\n042,1,3\n'));
    expect(dataset.userIds).toEqual(['042', '42']);
    expect(listRatings(dataset).map((row) => row.split(' ').slice(0, 2).join(' '))).toEqual([
      '042 1',
      '42 1',
      '42 2',
    ]);
  });

  it('keeps a 3 that becomes 0 observed, and parses half stars', async () => {
    const whole = await importFile(write('1,1,3\n1,2,1\n1,3,5\n'));
    expect(listRatings(whole)).toContain('1 1 0');
    const half = await importFile(write('1,1,3.5\n1,2,0.5\n1,3,5\n'), {
      scale: { min: 0.5, max: 5, step: 0.5 },
    });
    expect(listRatings(half)[0]).toBe(`1 1 ${((3.5 - 2.75) * 4) / 4.5}`);
  });

  it('observes the range and step of an unknown scale', async () => {
    const text = '1,1,0\n1,2,2.5\n1,3,10\n1,4,7.5\n';
    expect((await importFile(write(text))).scale).toEqual({ min: 0, max: 10, step: 2.5, observed: true });
    expect(listRatings(await importFile(write(text)))).toEqual(['1 1 -2', '1 2 -1', '1 3 2', '1 4 1']);
    const declared = await importFile(write(text), { scale: { min: -10, max: 10, step: 0.5 } });
    expect(declared.scale).toEqual({ min: -10, max: 10, step: 0.5, observed: false });
    expect(listRatings(declared)).toEqual(['1 1 0', '1 2 0.5', '1 3 2', '1 4 1.5']);
  });

  it('gives back whatever table was written, across chunk borders too', async () => {
    const id = fc.oneof(
      fc.integer({ min: 0, max: 40 }).map(String),
      fc.stringMatching(/^[ a-zé",\n]{0,6}x$/),
    );
    const row = fc.tuple(id, id, fc.constantFrom(0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5));
    const quoted = (text: string): string =>
      /[ ",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(row, {
          minLength: 1,
          maxLength: 40,
          selector: ([user, item]) => JSON.stringify([user, item]),
        }),
        fc.boolean(),
        async (rows, padded) => {
          const filler = padded ? `${'\n'.repeat(70_000)}` : '';
          const lines = rows.map(([user, item, stars]) => `${quoted(user)},${quoted(item)},${stars}`);
          const scale = { min: 0.5, max: 5, step: 0.5 };
          const dataset = await importFile(write(`user,item,rating\n${filler}${lines.join('\n')}\n`), {
            scale,
          });
          const wanted = rows.map(([user, item, stars]) =>
            JSON.stringify([user, item, ((stars - 2.75) * 4) / 4.5]),
          );
          const { ratings, userIds, itemIds } = dataset;
          const found: string[] = [];
          for (let i = 0; i < ratings.users; i++) {
            for (let at = ratings.rowStart[i]; at < ratings.rowStart[i + 1]; at++) {
              found.push(JSON.stringify([userIds[i], itemIds[ratings.rowItem[at]], ratings.rowValue[at]]));
            }
          }
          expect(found.sort()).toEqual(wanted.sort());
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is the same data whatever the order of its rows', async () => {
    const rows = Array.from({ length: 60 }, (_, e) => `${(e * 7) % 11},${(e * 5) % 13},${(e % 5) + 1}`);
    const a = await importFile(write(rows.join('\n')), { duplicates: 'first' });
    const b = await importFile(write([...rows].reverse().join('\n')), { duplicates: 'last' });
    expect(a.fingerprint).toBe(b.fingerprint);
  });

  it('reads a file of several chunks: ratings, lines and progress', async () => {
    const rows = Array.from(
      { length: 200_000 },
      (_, e) => `${Math.floor(e / 400)},${e % 400},${(e % 5) + 1},978300760`,
    );
    const path = write(rows.join('\n'));
    const seen: number[] = [];
    const progress = (state: { bytes: number }): void => void seen.push(state.bytes);
    const options = importOptionsSchema.parse({});
    const dataset = await importRatings({ path, options }, { progress, cancelled: () => false });
    expect([dataset.ratings.users, dataset.ratings.items, dataset.ratings.rowItem.length]).toEqual([
      500, 400, 200_000,
    ]);
    expect(seen.length).toBeGreaterThan(3);
    rows[199_000] = '1,2,six,0';
    await expect(importFile(write(rows.join('\n')))).rejects.toThrow(/line 199001: rating "six"/);
  });

  it('sorts by column as from the rows alone, whatever memory it uses again', async () => {
    const rows = Array.from({ length: 900 }, (_, e) => `${e % 30},${(e * 7) % 101},${(e % 5) + 1}`);
    for (const order of [rows, rows.toSorted((a, b) => Number(a.split(',')[0]) - Number(b.split(',')[0]))]) {
      for (const options of [{}, { topItems: 3 }]) {
        const { ratings } = await importFile(write(order.join('\n')), { duplicates: 'first', ...options });
        const { users, items, rowStart, rowItem, rowValue } = ratings;
        expect(ratings).toEqual(withColumns(users, items, rowStart, rowItem, rowValue));
      }
    }
  });

  it.each([
    ['in order', '1,1,1\n1,2,5\n1,3,5.0000004\n2,1,3\n2,2,5\n'],
    ['in no order', '2,1,3\n1,3,5.0000004\n1,1,1\n2,2,5\n1,2,5\n'],
  ])('writes the cache that the ratings alone give, with rows %s', async (_, text) => {
    const dataset = await importFile(write(text), { scale: { min: 1, max: 5, step: 1 } });
    const { ratings } = dataset;
    expect(new Set(ratings.rowValue)).toEqual(new Set([-2, 0, 2]));
    const [coded, plain] = [join(folder, 'coded'), join(folder, 'plain')];
    writeRatingsCache(coded, dataset);
    writeRatingsCache(plain, { ...dataset, ratings: { ...ratings, rowValue: ratings.rowValue.slice() } });
    expect(readFileSync(coded).equals(readFileSync(plain))).toBe(true);
  });

  it('stops when it is cancelled', async () => {
    const run = importRatings(
      { path: write('1,1,1\n1,2,5\n'), options: importOptionsSchema.parse({}) },
      { progress: () => {}, cancelled: () => true },
    );
    await expect(run).rejects.toThrow(expect.objectContaining({ code: 'cancelled' }));
    await run.catch((error: unknown) => expect(error).toBeInstanceOf(LabError));
  });
});

describe('splitFields', () => {
  it('agrees with csv-parse on every quoted record', () => {
    const field = fc.stringMatching(/^[a-z"\n, é]{0,8}$/);
    const written = field.map((text) => `"${text.replaceAll('"', '""')}"`);
    const bare = fc.stringMatching(/^[a-z]{0,4}$/);
    fc.assert(
      fc.property(fc.array(fc.oneof(written, bare), { minLength: 1, maxLength: 6 }), (fields) => {
        const record = fields.join(',');
        fc.pre(record !== '');
        expect(splitFields(record, ',', true)).toEqual(parse(record, { relax_column_count: true })[0]);
      }),
    );
  });

  it('refuses what follows a closing quote', () => {
    expect(splitFields('"a"b,c', ',', true)).toBeNull();
    expect(splitFields('"a', ',', true)).toBeNull();
    expect(splitFields('"a"b,c', ',', false)).toEqual(['"a"b', 'c']);
  });
});
