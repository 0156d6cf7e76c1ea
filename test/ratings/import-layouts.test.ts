import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../src-main/ratings/fingerprint.ts';
import { releaseOf } from '../../src-main/ratings/reading/layouts.ts';
import { realData } from '../real-data.ts';
import { importFile, listRatings, miniatures, scratchFolder, writeFolder, zipFolder } from './miniature.ts';

const folder = scratchFolder();
const whole = ['2 1 -2', '2 2 0', '2 10 2', '10 1 1', '10 2 0'];
const half = [0.5, 2.5, 4.5, 3.5, 2.5].map((stars) => ((stars - 2.75) * 4) / 4.5);
const halfRatings = ['2 1', '2 2', '2 10', '10 1', '10 2'].map((pair, e) => `${pair} ${half[e]}`);

describe.each(Object.entries(miniatures))('a miniature of %s', (name, files) => {
  it.each(['zip', 'folder'])('is read from a %s', async (kind) => {
    const path = kind === 'zip' ? zipFolder(folder, name, files) : writeFolder(folder, name, files);
    const dataset = await importFile(path);
    const isWhole = name === 'ml-100k' || name === 'ml-1m';
    expect(listRatings(dataset)).toEqual(isWhole ? whole : halfRatings);
    expect(dataset.userIds).toEqual(['2', '10']);
    expect(dataset.itemIds).toEqual(['1', '2', '10']);
    expect(dataset.scale).toEqual(
      isWhole
        ? { min: 1, max: 5, step: 1, observed: false }
        : { min: 0.5, max: 5, step: 0.5, observed: false },
    );
    expect(dataset.report).toEqual({ rows: 5, kept: 5, droppedByReason: {} });
    expect(dataset.titles[0]).toContain('Cité');
    expect(dataset.genres[0]).toEqual(['Adventure', 'Drama']);
    expect(dataset.name).toBe(name);
    expect(dataset.layout).toBe(['ml-100k', 'ml-1m', 'ml-10m'].includes(name) ? name : 'ml-latest');
    expect(dataset.fingerprint).toBe(fingerprintOf(dataset));
  });
});

describe('what belongs to a layout', () => {
  it('keeps commas and quotes in titles, colons too, and drops "(no genres listed)"', async () => {
    const csv = await importFile(zipFolder(folder, 'titles', miniatures['ml-latest']));
    expect(csv.titles).toEqual([
      'City of Lost Children, The (Cité des enfants perdus) (1995)',
      '"Great Performances" Cats (1998)',
      'GoldenEye (1995)',
    ]);
    expect(csv.genres[2]).toEqual([]);
    const dat = await importFile(zipFolder(folder, 'colons', miniatures['ml-1m']));
    expect(dat.titles[1]).toBe('B: The Movie (1996)');
  });

  it('remembers the u1 split of ml-100k, unless its files disagree with the ratings', async () => {
    const dataset = await importFile(zipFolder(folder, 'split', miniatures['ml-100k']));
    expect([...dataset.u1!.test]).toEqual([0, 1, 0, 1, 0]);
    const other = { ...miniatures['ml-100k'], 'u1.test': '10\t1\t4\t0\n2\t2\t5\t0\n' };
    expect((await importFile(zipFolder(folder, 'other', other))).u1).toBeUndefined();
    const short = { ...miniatures['ml-100k'], 'u1.test': '10\t1\t4\t0\n' };
    expect((await importFile(zipFolder(folder, 'short', short))).u1).toBeUndefined();
  });

  it('names a release by its published number of ratings, and no other', () => {
    expect(releaseOf('ml-csv', 20_000_263)).toBe('ml-20m');
    expect(releaseOf('ml-csv', 25_000_095)).toBe('ml-25m');
    expect(releaseOf('ml-csv', 32_000_204)).toBe('ml-32m');
    expect(releaseOf('ml-csv', 100_836)).toBe('ml-latest-small');
    expect(releaseOf('ml-csv', 100_837)).toBe('ml-latest');
    expect(releaseOf('ml-1m', 1_000_209)).toBe('ml-1m');
  });

  it('finds the files one folder deeper, as unpacking often leaves them', async () => {
    writeFolder(join(folder, 'outer'), 'ml-1m', miniatures['ml-1m']);
    expect(listRatings(await importFile(join(folder, 'outer')))).toEqual(whole);
  });

  it('refuses two data sets at once, and none', async () => {
    writeFolder(join(folder, 'two'), 'a', miniatures['ml-1m']);
    writeFolder(join(folder, 'two'), 'b', miniatures['ml-latest']);
    await expect(importFile(join(folder, 'two'))).rejects.toThrow(/two: several data sets/);
    mkdirSync(join(folder, 'none'));
    writeFileSync(join(folder, 'none', 'ratings.csv'), '1,2,3\n');
    await expect(importFile(join(folder, 'none'))).rejects.toThrow(/none: no MovieLens files .* CSV or TSV/);
  });
});

describe.skipIf(!realData('ml-100k.zip'))('the real ml-100k', () => {
  it('has its published counts, titles in Latin-1 and the u1 split', async () => {
    const dataset = await importFile(realData('ml-100k.zip')!, { minRatings: 20 });
    expect([dataset.ratings.users, dataset.ratings.items, dataset.ratings.rowItem.length]).toEqual([
      943, 1682, 100_000,
    ]);
    expect(dataset).toMatchObject({
      layout: 'ml-100k',
      name: 'ml-100k',
      report: { rows: 100_000, kept: 100_000 },
    });
    expect(dataset.titles[0]).toBe('Toy Story (1995)');
    expect(dataset.titles.some((title) => title?.includes('é'))).toBe(true);
    expect(dataset.u1!.test.reduce((sum, bit) => sum + bit, 0)).toBe(20_000);
    const counts = [-2, -1, 0, 1, 2].map(
      (value) => dataset.ratings.rowValue.filter((shifted) => shifted === value).length,
    );
    expect(counts).toEqual([6110, 11370, 27145, 34174, 21201]);
  });
});

describe.skipIf(!realData('ml-latest-small.zip'))('the real ml-latest-small', () => {
  it('has its published counts and half stars', async () => {
    const dataset = await importFile(realData('ml-latest-small.zip')!, { minRatings: 20 });
    expect([dataset.ratings.users, dataset.ratings.items, dataset.ratings.rowItem.length]).toEqual([
      610, 9724, 100_836,
    ]);
    expect(dataset).toMatchObject({
      layout: 'ml-latest-small',
      scale: { min: 0.5, max: 5, step: 0.5, observed: false },
    });
    expect(new Set(dataset.ratings.rowValue).size).toBe(10);
    expect(dataset.ratings.rowValue).not.toContain(0);
    expect(dataset.titles.every((title) => title !== null)).toBe(true);
    expect(dataset.itemIds.map(Number)).toEqual(dataset.itemIds.map(Number).sort((a, b) => a - b));
  });
});
