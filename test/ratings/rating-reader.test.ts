import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numbersOf } from '../../src-main/ratings/distinct-values.ts';
import type { DeclaredScale } from '../../src-main/ratings/scale.ts';
import { readRatings, type RatingsRead } from '../../src-main/ratings/reading/rating-reader.ts';
import type { SourceFile } from '../../src-main/ratings/reading/source.ts';

/** A file that arrives in chunks of these sizes, over and over; each chunk is overwritten by the next. */
function fileOf(text: string, chunkSizes: readonly number[]): SourceFile {
  const bytes = Buffer.from(text);
  const open = async function* (): AsyncGenerator<Buffer> {
    const chunk = Buffer.alloc(Math.max(...chunkSizes));
    for (let at = 0, turn = 0; at < bytes.length; turn++) {
      const size = Math.min(chunkSizes[turn % chunkSizes.length], bytes.length - at);
      chunk.fill(0);
      bytes.copy(chunk, 0, at, at + size);
      yield chunk.subarray(0, size);
      at += size;
    }
  };
  return { path: 'r.csv', label: 'r.csv', bytes: bytes.length, open };
}

function read(text: string, chunkSizes: readonly number[], scale: DeclaredScale | null = null) {
  const format = { delimiter: ',', encoding: 'utf8', quotes: true } as const;
  const hooks = { progress: () => {}, cancelled: () => false };
  return readRatings(fileOf(text, chunkSizes), format, { scale, badRows: 'skip' }, hooks);
}

type Row = [user: string, item: string, stars: number, line: number];

function listRows({ rows }: RatingsRead): Row[] {
  return Array.from(numbersOf(rows.stars), (stars, e) => [
    rows.userIds[rows.user[e]],
    rows.itemIds[rows.item[e]],
    stars,
    rows.lineOf(e),
  ]);
}

/** The same by csv-parse and Number. */
function slowRows(text: string): { rows: Row[]; read: number } {
  const options = { relax_column_count: true, skip_empty_lines: true, trim: true, info: true } as const;
  const records = parse(text, { ...options, record_delimiter: ['\r\n', '\n'] }) as unknown as {
    record: string[];
    info: { lines: number };
  }[];
  const columns = records[0].record.length === 4 ? 4 : 3;
  const rows: Row[] = [];
  for (const { record, info } of records) {
    const [user, item, rating] = record;
    const good = record.length === columns && user !== '' && item !== '' && /^[-+.\d][-+.\de]*$/.test(rating);
    if (good && Number.isFinite(Number(rating))) rows.push([user, item, Number(rating), info.lines]);
  }
  return { rows, read: records.length };
}

const ids = fc.oneof(
  fc.integer({ min: 0, max: 30 }).map(String),
  fc.constantFrom(
    '007',
    '00',
    '9999999',
    '10000000',
    '01234567',
    'a',
    '7b',
    'b7',
    '-3',
    'x y',
    'é',
    '::',
    '1.5',
  ),
  fc.constantFrom('9007199254740991', '9007199254740992', '9007199254740993', '1000000000', '5294967296'),
  fc.stringMatching(/^[!-~]{1,12}$/),
);
const ratings = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('0.5', '1.0', '4.5', '4.55', '3', '5') },
  fc.constantFrom(
    '10',
    '3.',
    '.5',
    '2.25',
    '03.5',
    '1e1',
    '+2',
    '-1',
    '123456789.123456',
    '3.14159265358979312',
  ),
  fc.constantFrom('NaN', '', '0x10', '1e999', '3.5.1', '1,5', '3 5', '3"5'),
);
const quoted = (field: string): string => `"${field.replaceAll('"', '""')}"`;
const written = (field: string): fc.Arbitrary<string> =>
  /[",]/.test(field)
    ? fc.constant(quoted(field))
    : fc.constantFrom(field, field, field, field, quoted(field), ` ${field} `);
const lines = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(ids, ids, ratings, fc.constantFrom('978300760', '1', '', 'when'))
      .chain((fields) => fc.tuple(...fields.map(written)))
      .map((fields) => fields.join(',')),
  },
  fc.constantFrom('', '1,2,3', '1,2,3,4,5', ',2,3,4', '1,,3,4'),
);

describe('reading rows', () => {
  it('agrees with csv-parse on ids, ratings and lines, wherever chunks end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(lines, { minLength: 1, maxLength: 30 }),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 4 }),
        async (table, lineBreak, last, chunkSizes) => {
          const text = `1,1,3,0${lineBreak}${table.join(lineBreak)}${last ? lineBreak : ''}`;
          const found = await read(text, chunkSizes);
          const wanted = slowRows(text);
          expect(listRows(found)).toEqual(wanted.rows);
          expect(found.read).toBe(wanted.read);
          expect(found.rows.userIds).toEqual([...new Set(wanted.rows.map(([user]) => user))]);
          expect(found.rows.itemIds).toEqual([...new Set(wanted.rows.map(([, item]) => item))]);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('agrees with csv-parse where users come again and again, and on times that are none', async () => {
    const users = ['1', '12', '123', '1234', '123456', '1234567', '12345678', '1a', 'ab', '0', '01'];
    const times = ['9', '97830076', '978300760', '9783007601234', '97830x76', '9783007:', '978300/0', ''];
    const line = fc
      .tuple(fc.constantFrom(...users), fc.constantFrom('1', '25'), fc.constantFrom('5', '4.5', '4.25'))
      .chain((fields) => fc.constantFrom(...times).map((time) => [...fields, time].join(',')));
    const again = fc.tuple(line, fc.integer({ min: 1, max: 3 }));
    await fc.assert(
      fc.asyncProperty(fc.array(again, { minLength: 1, maxLength: 20 }), fc.boolean(), async (runs, last) => {
        const rows = runs.flatMap(([row, times]) => Array.from({ length: times }, () => row));
        const text = `1,1,3,0\n${rows.join('\n')}${last ? '\n' : ''}`;
        const found = await read(text, [1 << 10]);
        expect(listRows(found)).toEqual(slowRows(text).rows);
      }),
      { numRuns: 200 },
    );
  });

  it('tells ids apart by their last digit, beyond 2^53 too, and where their hashes are the same', async () => {
    const users = ['9007199254740991', '9007199254740992', '9007199254740993', '18446744073709551617'];
    const items = ['1', '4294967297', '1000000000', '5294967296', '10000000', '4304967296', '01'];
    const rows = users.flatMap((user) => items.map((item): Row => [user, item, 3, 0]));
    const text = rows.map((row) => row.slice(0, 3).join(',')).join('\n');
    const found = await read(text, [1 << 20]);
    expect(found.rows.userIds).toEqual(users);
    expect(found.rows.itemIds).toEqual(items);
    expect(listRows(found)).toEqual(rows.map(([user, item, stars], e) => [user, item, stars, e + 1]));
  });

  it('numbers a hundred thousand ids of every kind, in one column', async () => {
    const idOf = (n: number): string => [String(n), `u${n.toString(36)}`, String(2 ** 53 - 3 * n)][n % 3];
    const count = 100_000;
    const order = Array.from({ length: 2 * count }, (_, e) => (e * 7919) % count);
    const found = await read(order.map((n) => `${idOf(n)},1,2.5`).join('\n'), [1 << 16]);
    expect(found.rows.userIds).toHaveLength(count);
    const wrong = order.filter((n, e) => found.rows.userIds[found.rows.user[e]] !== idOf(n));
    expect(wrong).toEqual([]);
  });

  it('leaves no trace of an id that only a bad row names', async () => {
    const found = await read('1,1,3\n2,1,9\n1,x,nan\n9007199254740993,1,7\n3,1,4\n', [64], {
      min: 1,
      max: 5,
      step: 1,
    });
    expect(found.rows.userIds).toEqual(['1', '3']);
    expect(found.rows.itemIds).toEqual(['1']);
    expect(found.badByReason).toEqual({
      'rating off the scale 1:5:1': 2,
      'rating is no finite number': 1,
    });
  });

  it('remembers lines across empty ones, quoted breaks and bad rows', async () => {
    const found = await read('a,1,3\n\n\na,2,3\n"a\nb",3,3\na,4,bad\na,5,3\na,6,3\n', [5, 11]);
    expect(listRows(found).map(([, , , line]) => line)).toEqual([1, 4, 5, 8, 9]);
  });
});
