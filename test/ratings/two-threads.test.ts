import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { importOptionsSchema, type ImportOptions } from '../../shared/domain/dataset.ts';
import { LabError } from '../../shared/domain/errors.ts';
import { setThreadAllowance } from '../../src-main/numeric/kernels/allowance.ts';
import { writeRatingsCache } from '../../src-main/ratings/cache.ts';
import { numbersOf } from '../../src-main/ratings/distinct-values.ts';
import { importRatings } from '../../src-main/ratings/import.ts';
import { diskFile } from '../../src-main/ratings/reading/open-source.ts';
import { readRatings, type RatingRules } from '../../src-main/ratings/reading/rating-reader.ts';
import type { SourceFile } from '../../src-main/ratings/reading/source.ts';
import { scratchFolder } from './miniature.ts';

const folder = scratchFolder();
let files = 0;

function write(content: string | Buffer): string {
  const path = join(folder, `halves-${files++}.csv`);
  writeFileSync(path, content);
  return path;
}

function allow(threads: number): void {
  setThreadAllowance(new Int32Array(new SharedArrayBuffer(4)).fill(threads));
}

afterEach(() => {
  allow(1);
  vi.restoreAllMocks();
});

interface Outcome {
  /** Everything that reading gives, or the error. */
  result: unknown;
  /** Bytes that went through this thread. */
  taken: number;
}

interface ReadingCase extends Partial<RatingRules> {
  /** The size that the file is said to have. */
  claimed?: number;
  chunkBytes?: number;
}

/** Reads a file in small chunks. */
async function read(
  content: string | Buffer,
  threads: number,
  { claimed = Buffer.byteLength(content), chunkBytes = 512, ...rules }: ReadingCase,
): Promise<Outcome> {
  allow(threads);
  let taken = 0;
  const path = write(content);
  const file = diskFile(path, 'r.csv', 'r.csv', claimed, chunkBytes);
  const counted: SourceFile = {
    ...file,
    async openDisk() {
      const disk = await file.openDisk!();
      const chunks = async function* (from: number, to?: number): AsyncGenerator<Buffer> {
        for await (const chunk of disk.chunks(from, to)) {
          taken += chunk.length;
          yield chunk;
        }
      };
      return { ...disk, chunks };
    },
  };
  const format = { delimiter: null, encoding: 'utf8', quotes: true } as const;
  const hooks = { progress: () => {}, cancelled: () => false };
  const result = await readRatings(
    counted,
    format,
    { scale: null, badRows: 'error', ...rules },
    hooks,
    0,
  ).then(
    ({ rows: { lineOf, stars, userIds, itemIds, user, item, itemCounts }, ...rest }) => ({
      ...{ userIds, itemIds, user, item, itemCounts },
      ...rest,
      stars: new BigInt64Array(numbersOf(stars).slice().buffer),
      distinct: stars instanceof Float64Array ? null : stars.distinct.slice(),
      lines: Int32Array.from(user, (_, e) => lineOf(e)),
    }),
    (error: unknown) => {
      if (error instanceof LabError) return { message: error.message, complaints: error.complaints };
      throw error;
    },
  );
  return { result, taken };
}

/** Reads on one thread and on two, which must agree; returns what they give and how much of it this thread read. */
async function readBoth(content: string | Buffer, options: ReadingCase = {}): Promise<Outcome> {
  const one = await read(content, 1, options);
  expect(one.taken).toBe(0);
  const two = await read(content, 2, options);
  expect(two.result).toEqual(one.result);
  return two;
}

/** Lines `user,item,rating,time`: items and users of the second half are partly new, ratings too. */
const table = Array.from(
  { length: 600 },
  (_, e) =>
    `${1 + Math.floor(e / 20)},${((e * 7) % 90) + Math.floor(e / 100)},${(e % 10) / 2 + (e > 400 ? 5 : 0)},9${e}`,
);
const header = 'userId,movieId,rating,timestamp';

function withLine(at: number, line: string): string {
  return table.with(at, line).join('\n') + '\n';
}

describe('a file whose second half another thread reads', () => {
  it.each<[string, string]>([
    ['a header', [header, ...table].join('\n') + '\n'],
    ['no header', table.join('\n') + '\n'],
    ['a byte order mark', `\ufeff${header}\n${table.join('\n')}\n`],
    ['CRLF', [header, ...table].join('\r\n') + '\r\n'],
    ['tabs', table.join('\n').replaceAll(',', '\t') + '\n'],
    ['double colons', table.join('\n').replaceAll(',', '::') + '\n'],
    ['semicolons and no time', table.map((row) => row.split(',').slice(0, 3).join(';')).join('\n') + '\n'],
    ['words for ids', table.map((row) => row.replace(/^(\d+),(\d+)/, 'u-$1,00$2')).join('\n') + '\n'],
    ['ids beyond 2^53', table.map((row) => row.replace(/^(\d+)/, '90071992547409$1')).join('\n') + '\n'],
  ])('is the same with %s, and this thread reads less of it', async (_, text) => {
    const { result, taken } = await readBoth(text);
    expect(result).toMatchObject({ read: 600 });
    expect(taken).toBeLessThan(0.6 * text.length);
  });

  it('is the same without a last line break', async () => {
    const { result, taken } = await readBoth(table.join('\n'));
    expect(result).toMatchObject({ read: 600 });
    expect(taken).toBeLessThan(0.6 * table.join('\n').length);
  });

  it.each<[string, (value: number) => number]>([
    ['in both halves together', (e) => e % 300],
    ['in the first half', (e) => (e < 300 ? e : 3)],
    ['in the second half', (e) => (e < 300 ? 3 : e)],
  ])('is the same with more than 256 different ratings %s', async (_, valueOf) => {
    const text =
      table.map((row, e) => row.replace(/,[^,]*,[^,]*$/, `,${valueOf(e) / 4},9`)).join('\n') + '\n';
    const { result, taken } = await readBoth(text);
    expect(result).toMatchObject({ distinct: null, read: 600 });
    expect(taken).toBeLessThan(0.6 * text.length);
  });

  it.each<[string, number, string]>([
    ['a quoted row', 450, '"7","8","3.5",1'],
    ['a quoted id with a line break', 450, '"7\n1,2,3,4\n5",8,3.5,1'],
    ['an empty line', 450, ''],
    ['blanks', 500, ' 7 , 8 , 3.5 , 1'],
    ['an exponent', 500, '7,8,35e-1,1'],
    ['an id in UTF-8', 350, 'é,8,3.5,1'],
    ['a quoted row in the first half', 100, '"7","8","3.5",1'],
    ['the last row quoted', 599, '"7","8","3.5",1'],
  ])('is the same with %s', async (_, at, line) => {
    const { result } = await readBoth(withLine(at, line));
    expect(result).toMatchObject({ read: line === '' ? 599 : 600 });
  });

  it('goes on from the chunk in which a row takes the general way', async () => {
    const text = withLine(595, '"7","8","3.5",1');
    const { taken } = await readBoth(text);
    expect(taken).toBeLessThan(0.65 * text.length);
    expect(taken).toBeGreaterThan(0.53 * text.length);
  });

  it('is the same where a quoted field reaches from one half into the other, with lines like rows in it', async () => {
    const inside = table.slice(250, 400).join('\n');
    const text = [...table.slice(0, 250), `"${inside}",1,3,9`, ...table.slice(400)].join('\n') + '\n';
    const { result, taken } = await readBoth(text);
    expect(result).toMatchObject({ read: 451 });
    expect(taken).toBe(text.length);
  });

  it('is the same where no line starts near the middle', async () => {
    const text = withLine(310, `${'x'.repeat(2000)},8,3.5,1`);
    const { taken } = await readBoth(text);
    expect(taken).toBe(text.length);
  });

  it('is the same whatever the file is', async () => {
    const row = fc.oneof(
      { weight: 60, arbitrary: fc.nat(table.length - 1).map((e) => table[e]) },
      fc.constantFrom(
        '"1",2,3,4',
        'a b,2,3,4',
        'u-7,i-9,2.25,0',
        '1,2,x,4',
        '',
        '1,2,3',
        '"1\n2",2,3,4',
        '0,0,-0,1',
      ),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 60, maxLength: 300 }),
        fc.constantFrom('\n', '\r\n'),
        fc.constantFrom('error', 'skip'),
        async (rows, lineBreak, badRows) => {
          await readBoth(['1,1,3,0', ...rows].join(lineBreak), { badRows });
        },
      ),
      { numRuns: 20 },
    );
  });
});

describe('what is wrong with a file is the same on two threads', () => {
  it.each<[string, number, string, RegExp]>([
    ['a bad rating in the first half', 20, '1,2,x,4', /line 21: rating "x"/],
    ['a bad rating in the second half', 555, '1,2,x,4', /line 556: rating "x"/],
    ['a missing column', 555, '1,2,3', /line 556: has 3 columns/],
    ['a NUL byte', 480, '1,\0,3,4', /line 481: holds a NUL byte/],
    ['a quoted field without an end', 480, '1,"2,3,4', /line 481: a quoted field is never closed/],
  ])('%s', async (_, at, line, message) => {
    const { result } = await readBoth(withLine(at, line));
    expect((result as LabError).message).toMatch(message);
  });

  it('an endless line', async () => {
    const long = Array.from({ length: 200 }, () => table).flat();
    const text = [...long, '1'.repeat(1.2 * 2 ** 20), '1,2,x,4'].join('\n');
    const { result } = await readBoth(text, { chunkBytes: 1 << 16 });
    expect((result as LabError).message).toMatch(/line 120001: is longer than 1 MiB/);
  });

  it('bytes that are not UTF-8', async () => {
    const { result } = await readBoth(Buffer.from(withLine(480, 'é,2,3,4'), 'latin1'));
    expect((result as LabError).message).toMatch(/line 481: is not UTF-8/);
  });

  it('the first of two bad rows is named, one in each half', async () => {
    const { result } = await readBoth(table.with(500, '1,2,y,4').with(100, '1,2,x,4').join('\n'));
    expect((result as LabError).message).toMatch(/line 101: rating "x"/);
  });

  it('bad rows that are to be skipped, and rows off the scale', async () => {
    const text = table.with(500, '1,2,y,4').with(520, 'new,2,7.3,4').with(100, '1,2,x,4').join('\n');
    const scale = { min: 0, max: 10, step: 0.5 };
    const { result } = await readBoth(text, { badRows: 'skip', scale });
    expect(result).toMatchObject({
      read: 600,
      badByReason: { 'rating is no finite number': 2, 'rating off the scale 0:10:0.5': 1 },
    });
    const { result: refused } = await readBoth(withLine(520, '3,2,7.3,4'), { scale });
    expect((refused as LabError).message).toMatch(/line 521: rating 7.3 is off the scale/);
  });

  it('a file that is shorter or longer than it was', async () => {
    const text = table.join('\n');
    for (const claimed of [text.length / 3, text.length - 300, text.length + 300, 3 * text.length]) {
      const { result } = await readBoth(text, { claimed: Math.floor(claimed) });
      expect(result).toMatchObject({ read: 600 });
    }
  });
});

/** Id of a thread that runs no more. */
const ended = -1;

function idsOf(workers: unknown[]): number[] {
  return workers.map((worker) => (worker as Worker).threadId);
}

describe('importing a large file on two threads', () => {
  const rows = Array.from(
    { length: 120_000 },
    (_, e) =>
      `${1 + Math.floor(e / 300)},${(e % 300) * (e > 70_000 ? 3 : 2)},${((e * 13) % 10) / 2 + 0.5},97830${e % 1000}`,
  );

  async function importOn(
    threads: number,
    path: string,
    options: Partial<ImportOptions> = {},
  ): Promise<{ cache: Buffer; threadIds: number[]; bytes: number[] }> {
    allow(threads);
    const ends = vi.spyOn(Worker.prototype, 'terminate');
    const bytes: number[] = [];
    const parsed = importOptionsSchema.parse(options);
    const hooks = {
      progress: (seen: { bytes: number }) => void bytes.push(seen.bytes),
      cancelled: () => false,
    };
    try {
      const dataset = await importRatings({ path, options: parsed }, hooks, 0);
      writeRatingsCache(join(folder, 'cache'), dataset);
    } finally {
      expect(idsOf(ends.mock.contexts).every((id) => id === ended)).toBe(true);
    }
    return { cache: readFileSync(join(folder, 'cache')), threadIds: idsOf(ends.mock.contexts), bytes };
  }

  it('gives the same cache to the byte, and its progress goes on to the end', async () => {
    const path = write(`${header}\n${rows.join('\n')}\n`);
    const one = await importOn(1, path);
    expect(one.threadIds).toHaveLength(0);
    const two = await importOn(2, path);
    expect(two.threadIds).toHaveLength(1);
    expect(two.cache.equals(one.cache)).toBe(true);
    const reading = two.bytes.slice(0, two.bytes.indexOf(0));
    expect(reading).toEqual(reading.toSorted((a, b) => a - b));
    expect(reading.at(-1)).toBe(one.bytes.slice(0, one.bytes.indexOf(0)).at(-1));
  });

  it('gives the same where rows are in no order, and settles duplicates across halves', async () => {
    const mixed = rows
      .map((_, e) => rows[(e * 7919) % rows.length])
      .with(100_000, rows[0].replace(/,\d\.\d,/, ',4.5,'));
    const path = write(mixed.join('\n'));
    for (const duplicates of ['first', 'last', 'mean'] as const) {
      const one = await importOn(1, path, { duplicates });
      const two = await importOn(2, path, { duplicates });
      expect(two.cache.equals(one.cache)).toBe(true);
    }
    const refusals: string[] = [];
    for (const threads of [1, 2]) {
      const refusal = await importOn(threads, path).catch((error: unknown) => error);
      refusals.push((refusal as LabError).message);
    }
    expect(refusals[0]).toMatch(/line 100001: user 1 rates item 0 again \(before in line 1\)/);
    expect(refusals[1]).toBe(refusals[0]);
  });

  // Files are polled once a megabyte: this thread's part of one copy is a megabyte, of three copies three.
  it.each([
    ['at once', 0, 1],
    ['while this thread waits for the other', 1, 1],
    ['while both threads read', 1, 3],
  ])('stops %s when it is cancelled, and the other thread ends', async (_, after, copies) => {
    const path = write(Array<string>(copies).fill(rows.join('\n')).join('\n'));
    allow(2);
    const ends = vi.spyOn(Worker.prototype, 'terminate');
    let polls = 0;
    const hooks = { progress: () => {}, cancelled: () => polls++ >= after };
    const refusal = await importRatings({ path, options: importOptionsSchema.parse({}) }, hooks, 0).catch(
      (error: unknown) => error,
    );
    expect(refusal).toMatchObject({ code: 'cancelled' });
    expect(idsOf(ends.mock.contexts)).toEqual(after ? [ended] : []);
  });

  it('stays on one thread below the size from which two are worth it', async () => {
    const path = write(rows.join('\n'));
    allow(2);
    const ends = vi.spyOn(Worker.prototype, 'terminate');
    await importRatings(
      { path, options: importOptionsSchema.parse({}) },
      { progress: () => {}, cancelled: () => false },
    );
    expect(ends).not.toHaveBeenCalled();
  });
});
