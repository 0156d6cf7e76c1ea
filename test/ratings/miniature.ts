import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import { importOptionsSchema, type ImportOptions } from '../../shared/domain/dataset.ts';
import { importRatings } from '../../src-main/ratings/import.ts';
import type { RatingsDataset } from '../../src-main/ratings/ratings-dataset.ts';
import { writeZip } from './zip-writer.ts';

/** A folder that goes away with the test file. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ratings-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Imports with the defaults of the command line but for the minimum, which miniatures cannot meet. */
export function importFile(path: string, options: Partial<ImportOptions> = {}): Promise<RatingsDataset> {
  const parsed = importOptionsSchema.parse({ minRatings: 0, ...options });
  return importRatings({ path, options: parsed }, { progress: () => {}, cancelled: () => false });
}

/** Every rating as `user item stars-shifted`, in the data set's order. */
export function listRatings({ ratings, userIds, itemIds }: RatingsDataset): string[] {
  const all: string[] = [];
  for (let i = 0; i < ratings.users; i++) {
    for (let at = ratings.rowStart[i]; at < ratings.rowStart[i + 1]; at++) {
      all.push(`${userIds[i]} ${itemIds[ratings.rowItem[at]]} ${ratings.rowValue[at]}`);
    }
  }
  return all;
}

type Files = Record<string, string | Buffer>;

const rows: [number, number, number][] = [
  [10, 2, 3],
  [2, 10, 5],
  [2, 1, 1],
  [10, 1, 4],
  [2, 2, 3],
];
const halfRows: [number, number, number][] = rows.map(([user, item, stars]) => [user, item, stars - 0.5]);
const flags = (...set: number[]): string =>
  Array.from({ length: 19 }, (_, g) => (set.includes(g) ? 1 : 0)).join('|');
const join4 = (separator: string, table: number[][]): string =>
  table.map((row) => [...row, 881250949].join(separator)).join('\n') + '\n';
const movieCsv =
  'movieId,title,genres\r\n1,"City of Lost Children, The (Cité des enfants perdus) (1995)",Adventure|Drama\r\n' +
  '2,"""Great Performances"" Cats (1998)",Musical\r\n10,GoldenEye (1995),(no genres listed)\r\n';

/** A miniature of every published layout: files as GroupLens names and writes them. */
export const miniatures: Record<
  'ml-100k' | 'ml-1m' | 'ml-10m' | 'ml-20m' | 'ml-25m' | 'ml-32m' | 'ml-latest',
  Files
> = {
  'ml-100k': {
    'u.data': join4('\t', rows),
    'u.item': Buffer.from(
      `1|Cité (1995)|01-Jan-1995||http://x|${flags(2, 8)}\n2|B (1996)|01-Jan-1996||http://x|${flags(0)}\n` +
        `10|C (1997)|01-Jan-1997||http://x|${flags(17)}\n`,
      'latin1',
    ),
    'u1.base': join4('\t', rows.slice(0, 3)),
    'u1.test': join4('\t', rows.slice(3)),
    README: 'SUMMARY & USAGE LICENSE',
  },
  'ml-1m': {
    'ratings.dat': join4('::', rows),
    'movies.dat': Buffer.from(
      '1::Cité (1995)::Adventure|Drama\n2::B: The Movie (1996)::unknown\n10::C (1997)::War\n',
      'latin1',
    ),
    'users.dat': '10::F::1::10::48067\n',
  },
  'ml-10m': {
    'ratings.dat': join4('::', halfRows),
    'movies.dat': '1::Cité (1995)::Adventure|Drama\n2::B (1996)::Action\n10::C (1997)::War\n',
    'tags.dat': '10::1::excellent!::1215184630\n',
  },
  'ml-20m': csvFiles('genome-scores.csv', 'genome-tags.csv', 'links.csv', 'tags.csv'),
  'ml-25m': csvFiles('genome-scores.csv', 'genome-tags.csv', 'links.csv', 'tags.csv', 'README.txt'),
  'ml-32m': csvFiles('links.csv', 'tags.csv', 'README.txt', 'checksums.txt'),
  'ml-latest': csvFiles('links.csv', 'tags.csv', 'README.txt'),
};

/** Writes a miniature's files into `folder/name`; returns that path. */
export function writeFolder(folder: string, name: string, files: Files): string {
  for (const [file, content] of Object.entries(files)) {
    const path = join(folder, name, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  return join(folder, name);
}

/** Writes a miniature as GroupLens zips it: everything under one folder; returns the zip's path. */
export function zipFolder(folder: string, name: string, files: Files): string {
  const path = join(folder, `${name}.zip`);
  const entries = Object.entries(files).map(([file, content]) => ({ name: `${name}/${file}`, content }));
  writeZip(path, [{ name: `${name}/`, content: '', stored: true }, ...entries]);
  return path;
}

function csvFiles(...others: string[]): Files {
  const rest = Object.fromEntries(others.map((name) => [name, 'movieId,x\n1,2\n']));
  const ratings = halfRows.map((row) => [...row, 1112486027].join(',')).join('\r\n');
  return {
    'ratings.csv': `userId,movieId,rating,timestamp\r\n${ratings}\r\n`,
    'movies.csv': movieCsv,
    ...rest,
  };
}
