import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
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

describe('the ratings cache', () => {
  it.each([
    ['a plain data set', plain],
    ['titles, file counts and a published split', full],
  ])('gives back %s', (name, dataset) => {
    const path = join(folder, `${name}.ratings`);
    writeRatingsCache(path, dataset);
    const back = readRatingsCache(path);
    expect(back).toEqual(dataset);
    expect(fingerprintOf(back)).toBe(dataset.fingerprint);
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
