import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { withColumns } from '../../src-main/numeric/sparse-ratings.ts';
import { readDatasetHeader, readRatingsCache, writeRatingsCache } from '../../src-main/ratings/cache.ts';
import { fingerprintOf } from '../../src-main/ratings/fingerprint.ts';
import type { RatingsDataset } from '../../src-main/ratings/ratings-dataset.ts';
import { generateRatings } from '../../src-main/ratings/synthetic.ts';

const folder = mkdtempSync(join(tmpdir(), 'ratings-cache-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const plain = generateRatings({ users: 7, items: 5, ratings: 20, rank: 1, noise: 0.5, seed: 3 });
const full: RatingsDataset = {
  ...plain,
  titles: ['Amélie', null, '=1+1', '新', ''],
  genres: [['Comedy', 'Romance'], [], [], ['x'], []],
  fileCounts: { users: Int32Array.of(9, 8, 7, 6, 5, 4, 3), items: Int32Array.of(1, 2, 3, 4, 5) },
  u1: { test: Uint8Array.from({ length: 20 }, (_, e) => e % 2) },
};

const few = [0, -0, 2, -2, Math.PI];

/** One user who rates every item, each in another way. */
function manyItems(items: number): RatingsDataset {
  const rowItem = Int32Array.from({ length: items }, (_, j) => j);
  const rowValue = Float64Array.from(rowItem, (j) => 1 / (j + 1));
  const ratings = withColumns(1, items, Int32Array.of(0, items), rowItem, rowValue);
  const itemIds = Array.from(rowItem, String);
  return { ...plain, ratings, userIds: ['1'], itemIds, titles: [], genres: [] };
}

/** The same by these values, over and over; 0 and -0 are told apart. */
function valuesOf(items: number, values: number[]): RatingsDataset {
  const dataset = manyItems(items);
  const rowValue = dataset.ratings.rowValue.map((_, j) => values[j % values.length]);
  return { ...dataset, ratings: { ...dataset.ratings, rowValue } };
}

/** Byte for byte what the first version of the cache was. */
function firstVersion({ ratings, fileCounts, u1, ...rest }: RatingsDataset): Buffer {
  const { users, items, rowStart, rowItem, rowValue } = ratings;
  const dataset = { ...rest, users, items, entries: rowItem.length };
  const json = JSON.stringify({ dataset, hasFileCounts: !!fileCounts, hasU1: !!u1 });
  const header = Buffer.from(json.padEnd(json.length + ((8 - (Buffer.byteLength(json) % 8)) % 8)));
  const arrays = [rowValue, rowStart, rowItem, fileCounts?.users, fileCounts?.items, u1?.test];
  const body = Buffer.concat(
    arrays.filter((array) => array !== undefined).map((array) => new Uint8Array(array.buffer)),
  );
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([Buffer.from('PLRATS1\n'), length, sha256(header), sha256(body), header, body]);
}

const sha256 = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();

describe('the ratings cache', () => {
  it.each([
    ['a plain data set', plain],
    ['titles, file counts and a published split', full],
    ['256 different ratings', manyItems(256)],
    ['257 different ratings', manyItems(257)],
    [
      '256 whole ratings',
      valuesOf(
        2000,
        Array.from({ length: 256 }, (_, value) => value),
      ),
    ],
    ['65,536 items', valuesOf(65_536, few)],
    ['65,537 items', valuesOf(65_537, few)],
    ['more items and ratings than short codes hold', manyItems(65_537)],
  ])('gives back %s', (name, dataset) => {
    const path = join(folder, `${name}.ratings`);
    writeRatingsCache(path, dataset);
    const back = readRatingsCache(path);
    expect(back).toEqual(dataset);
    expect(fingerprintOf(back)).toBe(fingerprintOf(dataset));
  });

  it.each([
    ['a plain data set', plain],
    ['titles, file counts and a published split', full],
  ])('still reads %s from a file of its first version, and notices damage there', (name, dataset) => {
    const path = join(folder, `first ${name}.ratings`);
    const bytes = firstVersion(dataset);
    writeFileSync(path, bytes);
    expect(readRatingsCache(path)).toEqual(dataset);
    for (let at = 0; at < bytes.length; at += 7) {
      const bad = Buffer.from(bytes);
      bad[at] ^= 0x10;
      writeFileSync(path, bad);
      expect(() => readRatingsCache(path), `byte ${at}`).toThrow(/damaged; import the data set again/);
    }
  });

  it('takes a byte for the rating and two for the item', () => {
    const path = join(folder, 'short.ratings');
    writeRatingsCache(path, valuesOf(60_000, few));
    const bytes = readFileSync(path);
    const start = 80 + Number(bytes.readBigUInt64LE(8));
    expect(bytes.length - start).toBeLessThan(60_000 * 3 + 100);
  });

  it('replaces an older file and leaves nothing else behind', () => {
    const own = mkdtempSync(join(folder, 'replace-'));
    const path = join(own, 'a.ratings');
    writeRatingsCache(path, full);
    writeRatingsCache(path, plain);
    expect(readRatingsCache(path)).toEqual(plain);
    expect(readdirSync(own)).toEqual(['a.ratings']);
  });

  it('reads the header alone', () => {
    const path = join(folder, 'header.ratings');
    writeRatingsCache(path, full);
    const header = readDatasetHeader(path);
    expect(header).toMatchObject({
      users: 7,
      items: 5,
      entries: 20,
      itemIds: full.itemIds,
      titles: full.titles,
    });
    expect(header).not.toHaveProperty('ratings');
  });

  it('notices every damaged byte, a truncated file and a file of another kind', () => {
    const path = join(folder, 'damaged.ratings');
    writeRatingsCache(path, full);
    const good = readFileSync(path);
    for (let at = 0; at < good.length; at++) {
      const bad = Buffer.from(good);
      bad[at] ^= 0x10;
      writeFileSync(path, bad);
      expect(() => readRatingsCache(path), `byte ${at}`).toThrow(/damaged; import the data set again/);
    }
    for (const bytes of [
      good.subarray(0, good.length - 1),
      good.subarray(0, 40),
      Buffer.from('user,item\n'),
    ]) {
      writeFileSync(path, bytes);
      expect(() => readRatingsCache(path)).toThrow(/damaged/);
    }
    writeFileSync(path, good.subarray(0, 90));
    expect(() => readDatasetHeader(path)).toThrow(/damaged/);
  });

  it('says that a missing cache is missing', () => {
    const path = join(folder, 'none.ratings');
    expect(() => readRatingsCache(path)).toThrow(expect.objectContaining({ code: 'not-found' }));
    expect(() => readDatasetHeader(path)).toThrow(expect.objectContaining({ code: 'not-found' }));
  });
});
