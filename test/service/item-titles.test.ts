import { mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { itemTitlesOf } from '../../src-main/service/item-titles.ts';
import { openStore } from '../../src-main/store/store.ts';
import { openTestService, temporaryFolder } from './temp-library.ts';

it('gives titles by id, null where an item has none and where the data set is gone, and reads a data set once', async () => {
  const folder = join(temporaryFolder(), 'ml-latest-small');
  mkdirSync(folder);
  const ratings = [1, 2, 3].flatMap((user) => [7, 100].map((item) => `${user},${item},${user + 1}.0,0`));
  writeFileSync(join(folder, 'ratings.csv'), `userId,movieId,rating,timestamp\n${ratings.join('\n')}\n`);
  writeFileSync(join(folder, 'movies.csv'), 'movieId,title,genres\n100,"Fargo, at last (1996)",Crime\n');
  const { home, service } = await openTestService();
  await service.client.datasets.import({ fileId: service.files.admit(folder).fileId, importId: 'films', options: { minRatings: 1 } });
  const store = await openStore(home);
  const { fingerprint } = store.datasets.list().find(({ name }) => name === 'ml-latest-small')!;
  const path = store.datasets.cachePath(fingerprint);
  const written = new Date('2026-01-02T03:04:05Z');
  utimesSync(path, written, written);
  const titleOf = itemTitlesOf(store);
  expect(['100', '7', '8'].map((item) => titleOf(fingerprint, item))).toEqual(['Fargo, at last (1996)', null, null]);
  // The next figure reads the file again only where another one lies there.
  const bytes = readFileSync(path);
  writeFileSync(path, 'not read');
  utimesSync(path, written, written);
  expect(itemTitlesOf(store)(fingerprint, '100')).toBe('Fargo, at last (1996)');
  writeFileSync(path, 'read');
  expect(itemTitlesOf(store)(fingerprint, '100')).toBe(null);
  writeFileSync(path, bytes);
  expect(itemTitlesOf(store)(fingerprint, '100')).toBe('Fargo, at last (1996)');
  rmSync(path);
  expect(titleOf(fingerprint, '100')).toBe('Fargo, at last (1996)');
  expect(itemTitlesOf(store)(fingerprint, '100')).toBe(null);
  store.close();
  await service.close();
});
