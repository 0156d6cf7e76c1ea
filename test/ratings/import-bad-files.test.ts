import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LabError } from '../../shared/domain/errors.ts';
import type { ImportOptions } from '../../shared/domain/dataset.ts';
import { importFile, listRatings, miniatures, scratchFolder, writeFolder, zipFolder } from './miniature.ts';
import { writeZip, type ZipEntry } from './zip-writer.ts';

const folder = scratchFolder();
let files = 0;

function write(content: string | Buffer, extension = 'csv'): string {
  const path = join(folder, `bad-${files++}.${extension}`);
  writeFileSync(path, content);
  return path;
}

/** The complaint about a file: its code, and the file, line and message that it names. */
async function complaintOf(
  path: string,
  options: Partial<ImportOptions> = {},
): Promise<{ line?: number; message: string }> {
  const error = await importFile(path, options).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof LabError)) throw new Error(`${path} was not refused properly: ${String(error)}`);
  expect(error.code).toBe('bad-input');
  expect(error.message).toContain(basename(path));
  expect(error.complaints).toHaveLength(1);
  expect(error.complaints[0].file).toContain(basename(path));
  return { line: error.complaints[0].line, message: error.message };
}

describe('a bad table is refused, naming file and line and what to do', () => {
  it.each<[string, string | Buffer, number | undefined, RegExp]>([
    ['an empty file', '', undefined, /holds no rating/],
    ['a header alone', 'user,item,rating\n', undefined, /holds no rating/],
    ['line breaks alone', '\n\n\r\n', undefined, /holds no rating/],
    [
      'a header that names no rating',
      'uid,mid,value\n1,2,3\n',
      1,
      /"value" is no finite number.*header must name/,
    ],
    ['NaN', '1,1,3\n1,2,NaN\n', 2, /"NaN" is no finite number.*--bad-rows skip/],
    ['infinity', '1,1,3\n1,2,Infinity\n', 2, /no finite number/],
    ['a number too large', '1,1,3\n1,2,1e999\n', 2, /no finite number/],
    ['hexadecimal', '1,1,3\n1,2,0x10\n', 2, /no finite number/],
    ['an empty rating', '1,1,3\n1,2,\n', 2, /"" is no finite number/],
    ['a comma for the decimal point', '1;1;3\n1;2;3,5\n', 2, /"3,5" is no finite number/],
    ['too few columns', '1,1,3\n1,2\n', 2, /has 2 columns where/],
    ['too many columns', '1,1,3\n1,2,3,4,5\n', 2, /has 5 columns where/],
    [
      'a row cut short',
      'user,item,rating,timestamp\n1,1,3,4\n1,2,3\n',
      3,
      /has 3 columns where the header has 4/,
    ],
    ['an empty id', '1,1,3\n,2,3\n', 2, /empty user or item id/],
    [
      'a duplicate',
      '1,1,3\n2,1,3\n1,1,4\n',
      3,
      /user 1 rates item 1 again \(before in line 1\).*duplicates: first, last or mean/,
    ],
    ['a NUL byte', '1,1,3\n1,2,\x003\n', 2, /NUL byte.*UTF-8/],
    ['UTF-16', Buffer.from('\ufeff1,1,3\n1,2,4\n', 'utf16le'), 1, /UTF-16; save it as UTF-8/],
    ['UTF-16 without a mark', Buffer.from('1,1,3\n1,2,4\n', 'utf16le'), 1, /NUL byte.*UTF-16/],
    ['big-endian UTF-16', Buffer.from('\ufeff1,1,3\n', 'utf16le').swap16(), 1, /UTF-16; save it as UTF-8/],
    ['Latin-1', Buffer.from('1,1,3\n1,é,4\n', 'latin1'), 2, /not UTF-8; save the file as UTF-8/],
    ['a quote never closed', '1,1,3\n1,"2,3\n1,3,4\n', 2, /never closed/],
    ['a misplaced quote', '1,1,3\n1,"2"x,3\n', 2, /quote in the wrong place/],
    ['one value only', '1,1,3\n1,2,3\n', undefined, /every rating is 3.*MIN:MAX:STEP/],
    ['a line without end', `1,1,3\n${'x'.repeat(3 << 20)}`, 2, /longer than 1 MiB/],
  ])('%s', async (_, content, line, message) => {
    const complaint = await complaintOf(write(content));
    expect(complaint.message).toMatch(message);
    expect(complaint.line).toBe(line);
    if (line) expect(complaint.message).toContain(`line ${line}:`);
  });

  it('a missing file, and a folder that is none', async () => {
    expect((await complaintOf(join(folder, 'missing.csv'))).message).toMatch(
      /no such file or folder; check the path/,
    );
  });

  it('a rating off a declared or known scale', async () => {
    const scale = { min: 1, max: 5, step: 1 };
    expect(await complaintOf(write('1,1,3\n1,2,6\n'), { scale })).toMatchObject({ line: 2 });
    expect((await complaintOf(write('1,1,3\n1,2,3.5\n'), { scale })).message).toMatch(
      /rating 3.5 is off the scale 1:5:1/,
    );
    const files = { ...miniatures['ml-1m'], 'ratings.dat': '1::1::3::9\n1::2::3.5::9\n' };
    expect((await complaintOf(zipFolder(folder, 'off-scale', files))).message).toMatch(
      /off-scale.zip\/off-scale\/ratings.dat, line 2/,
    );
    const half = await importFile(zipFolder(folder, 'off-scale', files), {
      scale: { min: 0.5, max: 5, step: 0.5 },
    });
    expect(half.ratings.rowItem.length).toBe(2);
  });

  it('a scale that makes no sense', async () => {
    for (const scale of [
      { min: 5, max: 1, step: 1 },
      { min: 1, max: 5, step: 3 },
    ]) {
      const refusal = importFile(write('1,1,3\n'), { scale });
      await expect(refusal).rejects.toThrow(expect.objectContaining({ code: 'bad-input' }));
    }
  });

  it('filters that leave nothing', async () => {
    expect((await complaintOf(write('1,1,3\n1,2,4\n'), { minRatings: 20 })).message).toMatch(
      /no rating is left.*at least 20/,
    );
  });

  it('titles in the wrong encoding or shape', async () => {
    const latin = {
      ...miniatures['ml-latest'],
      'movies.csv': Buffer.from('movieId,title,genres\n1,Cité,x\n', 'latin1'),
    };
    expect(await complaintOf(zipFolder(folder, 'latin', latin))).toMatchObject({ line: 2 });
    const flat = { ...miniatures['ml-100k'], 'u.item': '1|A\n' };
    expect((await complaintOf(writeFolder(folder, 'flat', flat))).message).toMatch(
      /flat\/u.item, line 1: is no line of id\|title/,
    );
    expect((await importFile(join(folder, 'flat'), { badRows: 'skip' })).titles[0]).toBeNull();
  });
});

describe('where an option asks for it, rows are left out and counted', () => {
  it('bad rows', async () => {
    const text = '1,1,3\n1,2,NaN\n1,3\n,4,2\n1,5,9\n1,"6"x,2\n1,7,1\n';
    const dataset = await importFile(write(text), { badRows: 'skip', scale: { min: 1, max: 5, step: 1 } });
    expect(listRatings(dataset)).toEqual(['1 1 0', '1 7 -2']);
    expect(dataset.report).toEqual({
      rows: 7,
      kept: 2,
      droppedByReason: {
        'rating is no finite number': 1,
        'wrong number of columns': 1,
        'no user or item id': 1,
        'rating off the scale 1:5:1': 1,
        'misplaced quotes': 1,
      },
    });
    const nothing = write('1,1,x\n1,2,y\n');
    expect((await complaintOf(nothing, { badRows: 'skip' })).message).toMatch(/every row was left out/);
  });

  it.each([
    ['first', ['1 1 -2', '1 2 2']],
    ['last', ['1 1 1', '1 2 2']],
    ['mean', [`1 1 ${(1 + 5 + 4) / 3 - 3}`, '1 2 2']],
  ] as const)('duplicates: %s', async (duplicates, expected) => {
    const dataset = await importFile(write('1,1,1\n1,2,5\n1,1,5\n1,1,4\n'), { duplicates });
    const [head, tail] = listRatings(dataset);
    expect(head.split(' ').slice(0, 2)).toEqual(['1', '1']);
    expect(Number(head.split(' ')[2])).toBeCloseTo(Number(expected[0].split(' ')[2]), 12);
    expect(tail).toBe(expected[1]);
    expect(dataset.report).toEqual({
      rows: 4,
      kept: 2,
      droppedByReason: { 'duplicate of another rating': 2 },
    });
  });

  it('the minimum per user and the tops, counted in the file before any filter', async () => {
    const text = '1,1,1\n1,2,5\n1,3,4\n2,1,2\n2,2,3\n3,4,3\n4,4,1\n5,4,1\n';
    const few = await importFile(write(text), { minRatings: 2 });
    expect(few.report).toMatchObject({
      rows: 8,
      kept: 5,
      droppedByReason: { 'users with fewer than 2 ratings': 3 },
    });
    expect([few.report.usersLeftOut, few.report.itemsLeftOut]).toEqual([3, 1]);
    const top = await importFile(write(text), { minRatings: 0, topUsers: 2, topItems: 2 });
    expect(listRatings(top).map((row) => row.split(' ').slice(0, 2).join(' '))).toEqual(['1 1', '2 1']);
    expect(top.report.droppedByReason).toEqual({
      'users outside the 2 most active': 3,
      'items outside the 2 most rated': 3,
    });
  });
});

describe('a bad zip is refused', () => {
  const good: ZipEntry[] = Object.entries(miniatures['ml-1m']).map(([name, content]) => ({
    name: `m/${name}`,
    content,
  }));
  const zip = (entries: ZipEntry[]): string => {
    const path = join(folder, `bad-${files++}.zip`);
    writeZip(path, entries);
    return path;
  };

  it('when the hand-made zip itself is good, it is read', async () => {
    expect((await importFile(zip(good))).ratings.rowItem.length).toBe(5);
    expect(
      (await importFile(zip(good.map((entry) => ({ ...entry, stored: true }))))).ratings.rowItem.length,
    ).toBe(5);
    const renamed = join(folder, 'no-extension');
    writeFileSync(renamed, readFileSync(zip(good)));
    expect((await importFile(renamed)).ratings.rowItem.length).toBe(5);
  });

  it.each<[string, ZipEntry[], RegExp]>([
    ['of unknown layout', [{ name: 'a.txt', content: 'x' }], /no MovieLens files/],
    ['with nothing in it', [], /no MovieLens files/],
    ['that is an attack bundle', [{ name: 'bundle.json', content: '{}' }, { name: 'profiles.csv', content: 'x' }], /is an attack bundle, no ratings; import it as attack profiles/],
    ['with a path out of it', [...good, { name: '../evil', content: 'x' }], /unsafe name/],
    ['with an absolute path', [...good, { name: '/etc/x', content: 'x' }], /unsafe name/],
    ['with a drive', [...good, { name: 'C:/x', content: 'x' }], /unsafe name/],
    ['with backslashes', [...good, { name: 'm\\x', content: 'x' }], /unsafe name/],
    ['with a device name', [...good, { name: 'm/CON.txt', content: 'x' }], /unsafe name/],
    ['with a control character', [...good, { name: 'm/a\u0007', content: 'x' }], /unsafe name/],
    ['with a name twice', [...good, { name: 'M/RATINGS.DAT', content: 'x' }], /appears twice/],
    ['with an encrypted entry', [...good, { name: 'm/x', content: 'x', encrypted: true }], /encrypted/],
    ['with a link', [...good, { name: 'm/x', content: '/etc/passwd', mode: 0o120777 }], /link/],
    ['with overlapping entries', [...good, { ...good[0], name: 'm/again', sameAs: 0 }], /overlaps/],
    ['that is a bomb', [...good, { name: 'm/x', content: Buffer.alloc(4 << 20) }], /zip bomb/],
    ['with a wrong checksum', good.map((entry) => ({ ...entry, crc: 1 })), /checksum does not match/],
    ['with a wrong size', good.map((entry) => ({ ...entry, claimedBytes: 3 })), /damaged/],
    [
      'of too many entries',
      Array.from({ length: 1001 }, (_, e) => ({ name: `${e}`, content: '' })),
      /1001 entries/,
    ],
  ])('%s', async (_, entries, message) => {
    expect((await complaintOf(zip(entries))).message).toMatch(message);
  });

  it('when it is no zip, cut short anywhere, or changed inside', async () => {
    expect((await complaintOf(write('1,2,3\n', 'zip'))).message).toMatch(/damaged or cut short/);
    const bytes = readFileSync(zip(good));
    for (let length = 0; length < bytes.length; length += 41)
      await complaintOf(write(bytes.subarray(0, length), 'zip'));
    const start = bytes.indexOf('m/ratings.dat') + 'm/ratings.dat'.length;
    for (let at = start; at < start + 20; at++) {
      const changed = Buffer.from(bytes);
      changed[at] ^= 0x55;
      await complaintOf(write(changed, 'zip'));
    }
  });

  it('an empty folder is no data set', async () => {
    mkdirSync(join(folder, 'empty'));
    expect((await complaintOf(join(folder, 'empty'))).message).toMatch(
      /no MovieLens files are in this folder/,
    );
  });
});
