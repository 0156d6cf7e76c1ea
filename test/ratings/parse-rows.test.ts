import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numbersOf } from '../../src-main/ratings/distinct-values.ts';
import { parseRows } from '../../src-main/ratings/reading/parse-rows.ts';
import { plainFormat, type PlainLayout } from '../../src-main/ratings/reading/plain-format.ts';
import { parsePlainRows } from '../../src-main/ratings/reading/plain-rows.ts';
import {
  addRow,
  finishRows,
  kernelForRows,
  ratingRowsBuilder,
  reserveRows,
  type RatingRowsBuilder,
} from '../../src-main/ratings/reading/rating-rows.ts';
import { mostRowsTaken, takeRows } from '../../src-main/ratings/reading/row-kernel/row-kernel.ts';

const comma: PlainLayout = { delimiter: ',', columns: 4, scale: null };

/** Rows by a parser that goes on behind each line that it leaves, and where those lines start. */
function parseLines(parse: typeof parseRows, bytes: Buffer, layout: PlainLayout, rows: RatingRowsBuilder) {
  const left: number[] = [];
  for (let at = 0; at < bytes.length;) {
    reserveRows(rows, rows.count + bytes.length - at, 0);
    at = parse(bytes, at, bytes.length, plainFormat(layout), rows);
    if (at === bytes.length) break;
    left.push(at);
    // As the general way does, which numbers ids too.
    addRow(rows, `${bytes.length - at}`, 'left', left.length, 1);
    at = bytes.indexOf(10, at) + 1;
  }
  const { userIds, itemIds, user, item, stars } = finishRows(rows);
  const bits = new BigInt64Array(numbersOf(stars).slice().buffer);
  const distinct = stars instanceof Float64Array ? null : stars.distinct.slice();
  return { left, userIds, itemIds, user: user.slice(), item: item.slice(), bits, distinct };
}

/** One for all tests: each takes from it what the last one left of its ids. */
const kernel = kernelForRows(4 << 20)!;
let last = ratingRowsBuilder();

/** An empty collection with the kernel, and the same text at the very end of its input, behind other rows. */
function inKernel(text: string): { from: number; bytes: Buffer; rows: RatingRowsBuilder } {
  for (const id of last.users.ids) kernel.smallUsers[Number(id)] = 0;
  for (const id of last.items.ids) kernel.smallItems[Number(id)] = 0;
  last = ratingRowsBuilder(kernel);
  const from = kernel.input.length - Buffer.byteLength(text);
  kernel.input.write('7,8,4.5,9\n', from - 10);
  kernel.input.write(text, from);
  return { from, bytes: kernel.input.subarray(from), rows: last };
}

/** Parses a text both ways, which must agree on everything. */
function parseBoth(text: string, layout: PlainLayout = comma) {
  const { bytes, rows } = inKernel(text);
  const wanted = parseLines(parsePlainRows, Buffer.from(text), layout, ratingRowsBuilder());
  const found = parseLines(parseRows, bytes, layout, rows);
  expect(found).toEqual(wanted);
  return found;
}

/** What the kernel takes from the front, ratings `d.d` and `d` all being known, after `users` and `items`. */
function take(text: string, layout: PlainLayout = comma, users = 0, items = 0) {
  const { from } = inKernel(text);
  kernel.codes.fill(1);
  const timed = layout.columns === 4;
  const { delimiter, doubled } = plainFormat(layout);
  const taken = takeRows(kernel, from, kernel.input.length, { delimiter, doubled, timed, users, items });
  const newUsers = kernel.newUsers.subarray(0, taken.users - users);
  const newItems = kernel.newItems.subarray(0, taken.items - items);
  const found = { ...taken, at: taken.at - from, newUsers: [...newUsers], newItems: [...newItems] };
  expect(found.newUsers.map((id) => kernel.smallUsers[id])).toEqual(
    found.newUsers.map((_, n) => users + n + 1),
  );
  expect(found.newItems.map((id) => kernel.smallItems[id])).toEqual(
    found.newItems.map((_, n) => items + n + 1),
  );
  for (const id of newUsers) kernel.smallUsers[id] = 0;
  for (const id of newItems) kernel.smallItems[id] = 0;
  return found;
}

const plainIds = fc.oneof(
  { weight: 20, arbitrary: fc.integer({ min: 0, max: 9 }) },
  { weight: 20, arbitrary: fc.integer({ min: 0, max: 20_000 }) },
  // Large ones are few: without the kernel they take much memory for each table.
  { weight: 1, arbitrary: fc.constantFrom(100_000, 123_456, 1_234_567) },
);
const oddIds = fc.constantFrom(
  ...[
    '007',
    '00',
    '0',
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
    '',
  ],
  ...['9007199254740993', '5294967296', '12345678', '"7"', '1\r', '\u0000', '12:4', '12/4', ' 12', '1,2'],
);
const plainRatings = fc.constantFrom('0.5', '1.0', '4.5', '3', '5', '0', '9.9');
const oddRatings = fc.constantFrom(
  ...[
    '10',
    '3.',
    '.5',
    '2.25',
    '03.5',
    '1e1',
    '+2',
    '-1',
    '3.14159',
    'x',
    '',
    '3.5.1',
    '3:5',
    '4/5',
    '4.:',
    '5 ',
  ],
);
const plainTimes = fc.constantFrom(
  '978300760',
  '1260759144',
  '9',
  '',
  '0123456789012345678901234567890123456789',
);
const oddTimes = fc.constantFrom(
  'when',
  '97830x760',
  '978300760:',
  '-5',
  '1.5',
  '97,8',
  '978300760\r',
  '"9"',
);
const ids = fc.oneof({ weight: 30, arbitrary: plainIds.map(String) }, { weight: 1, arbitrary: oddIds });
const rowFields = fc.tuple(
  ids,
  ids,
  fc.oneof({ weight: 15, arbitrary: plainRatings }, { weight: 1, arbitrary: oddRatings }),
  fc.oneof({ weight: 30, arbitrary: plainTimes }, { weight: 1, arbitrary: oddTimes }),
);
const layouts = fc.record({
  delimiter: fc.constantFrom(',', '\t', ';', '::'),
  columns: fc.constantFrom(3 as const, 4 as const),
  scale: fc.constantFrom(null, { min: 0.5, max: 5, step: 0.5 }),
});

describe('parsing rows by the kernel', () => {
  it('agrees with parsing byte by byte on every row and on every line that is left, whatever they hold', () => {
    fc.assert(
      fc.property(
        fc.array(rowFields, { minLength: 1, maxLength: 60 }),
        layouts,
        fc.constantFrom('\n', '\r\n'),
        fc.integer({ min: 1, max: 4 }),
        (rows, layout, lineBreak, again) => {
          const lines = rows.map((fields) => fields.slice(0, layout.columns).join(layout.delimiter));
          // Most often a user's rows stand together.
          const runs = lines.flatMap((line) => Array<string>(again).fill(line));
          parseBoth(runs.map((line) => line + lineBreak).join(''), layout);
        },
      ),
      { numRuns: 600 },
    );
  });

  it('agrees where any byte of a row is one that stands beside those that are allowed', () => {
    for (const row of ['12,345,4.5,978300760\n', '1::2::3::9\r\n', '12345\t5\t0.5\r\n']) {
      const delimiter = /[^\d]+/.exec(row)![0];
      const columns = row.split(delimiter).length as 3 | 4;
      const front = row.repeat(3);
      for (let at = 0; at < row.length; at++) {
        for (const byte of '\0\t\n\r !"+,-./05:;Ae~\x7f') {
          const changed = row.slice(0, at) + byte + row.slice(at + 1);
          if (changed.endsWith('\n')) parseBoth(front + changed + front, { delimiter, columns, scale: null });
        }
      }
    }
  });

  it('agrees over many calls, with ids and ratings that come late and more ratings than have a code', () => {
    const count = 3 * mostRowsTaken;
    for (const distinct of [10, 200, 400]) {
      const lines = Array.from({ length: count }, (_, e) => {
        const late = Math.floor((e * distinct) / count);
        const user = e % 7001 === 7000 ? `u${e}` : Math.floor(e / 30);
        return `${user},${(e * 7919) % 20_011},${late < 100 ? late / 10 : late},${e}\n`;
      });
      const { userIds, left } = parseBoth(lines.join(''));
      expect(userIds.length).toBeGreaterThan(count / 30);
      expect(left).toEqual([]);
    }
  });

  it('goes on from rows that were added in other ways', () => {
    const text = '5,6,3.5,1\n7,6,3.5,1\n5,8,4.0,1\n';
    const { bytes, rows: empty } = inKernel(text);
    const rows = [empty, ratingRowsBuilder()].map((builder) => {
      reserveRows(builder, 10, 0);
      addRow(builder, '7', '8', 3.5, 1);
      addRow(builder, 'x', '6', 4, 2);
      return builder;
    });
    const found = parseLines(parseRows, bytes, comma, rows[0]);
    expect(found).toEqual(parseLines(parsePlainRows, Buffer.from(text), comma, rows[1]));
    expect(found.userIds).toEqual(['7', 'x', '5']);
    expect(found.itemIds).toEqual(['8', '6']);
  });

  it('parses a text that lies elsewhere', () => {
    const { rows } = inKernel('');
    const { userIds } = parseLines(parseRows, Buffer.from('1,2,3.5,4\n'), comma, rows);
    expect(userIds).toEqual(['1']);
  });
});

describe('the kernel', () => {
  it.each<[string, PlainLayout]>([
    ['1,2,3.5,978300760\n', comma],
    ['1,2,3.5,978300760\r\n', comma],
    ['1234567::7654321::4.5::978300760\r\n', { ...comma, delimiter: '::' }],
    ['0\t0\t5\n', { ...comma, delimiter: '\t', columns: 3 }],
    ['1,2,3.5,\n', comma],
    [`1,2,3.5,${'9'.repeat(100)}\n`, comma],
  ])('takes rows like %j', (row, layout) => {
    expect(take(row.repeat(9), layout)).toMatchObject({ rows: 9, at: 9 * row.length });
  });

  it('numbers ids in the order in which they come', () => {
    const text = '9,300,3.5,1\n9,20,3.5,1\n5,300,3.5,1\n9,0,3.5,1\n';
    const taken = take(text, comma, 7, 11);
    expect(taken).toMatchObject({ rows: 4, users: 9, items: 14, newUsers: [9, 5], newItems: [300, 20, 0] });
    expect([...kernel.user.subarray(0, 4)]).toEqual([7, 7, 8, 7]);
    expect([...kernel.item.subarray(0, 4)]).toEqual([11, 12, 11, 13]);
  });

  it('stops where its room for rows ends', () => {
    const row = '1,2,3.5,9\n';
    const { rows, at } = take(row.repeat(mostRowsTaken + 5));
    expect([rows, at]).toEqual([mostRowsTaken, mostRowsTaken * row.length]);
  });

  it.each([
    ...[
      '01,2,3.5,9\n',
      '1,02,3.5,9\n',
      '12345678,2,3.5,9\n',
      '1,12345678,3.5,9\n',
      'a,2,3.5,9\n',
      '1,b,3.5,9\n',
    ],
    ...[',2,3.5,9\n', '1,,3.5,9\n', '1,2,,9\n', '1,2,3.55,9\n', '1,2,33,9\n', '1,2,3.,9\n', '1,2,.5,9\n'],
    ...['1,2,3.5\n', '1,2,3.5,9,9\n', '1,2,3.5,x\n', '1,2,3.5,9\r\r\n', '\n', '1;2;3.5;9\n'],
  ])('leaves rows like %j, and nothing of them', (row) => {
    const front = '4,5,3.5,1\n';
    expect(take(front + row, comma, 3, 4)).toEqual({
      ...{ rows: 1, at: front.length, users: 4, items: 5 },
      ...{ newUsers: [4], newItems: [5] },
    });
    expect(take(row)).toMatchObject({ rows: 0, at: 0, users: 0, items: 0 });
  });

  it('leaves ratings that are not known', () => {
    const { from } = inKernel('4,5,3.5,1\n');
    kernel.codes.fill(1)[35] = -1;
    const of = { delimiter: 44, doubled: false, timed: true, users: 0, items: 0 };
    expect(takeRows(kernel, from, kernel.input.length, of).rows).toBe(0);
  });
});
