import { basename } from 'node:path';
import type { DeclaredScale } from '../scale.ts';
import { badFile } from './bad-input.ts';
import type { RatingFormat } from './rating-reader.ts';
import type { Source, SourceFile } from './source.ts';
import type { TitleFormat } from './title-reader.ts';

/** The families of GroupLens' files; `csv` is any other table. */
export type LayoutFamily = 'ml-100k' | 'ml-1m' | 'ml-10m' | 'ml-csv' | 'csv';

/** What to read, and how. */
export interface RecognizedLayout {
  family: LayoutFamily;
  ratings: { file: SourceFile; format: RatingFormat };
  titles: { file: SourceFile; format: TitleFormat } | null;
  /** Declared scale of the family; null for an unknown table. */
  scale: DeclaredScale | null;
  /** The published u1 split, where both its files are there. */
  u1: { base: SourceFile; test: SourceFile } | null;
}

const wholeStars: DeclaredScale = { min: 1, max: 5, step: 1 };
const halfStars: DeclaredScale = { min: 0.5, max: 5, step: 0.5 };

/**
 * Recognizes a source by the files it holds, wherever in it their common folder is.
 * @throws LabError bad-input for a zip or folder of unknown layout.
 */
export function recognizeLayout(source: Source): RecognizedLayout {
  if (source.kind === 'file') return plainTable(source.files[0]);
  const folders = Map.groupBy(source.files, (file) => file.path.slice(0, -basename(file.path).length));
  const found = [...folders.values()].map(recognizeFolder).filter((layout) => layout !== null);
  if (found.length === 1) return found[0];
  if (source.files.some(({ path }) => path === 'bundle.json'))
    throw badFile(source.name, 'is an attack bundle, no ratings; import it as attack profiles of its data set (`import bundle`)');
  const what =
    found.length === 0
      ? `no MovieLens files are in this ${source.kind} (u.data with u.item, ratings.dat or ratings.csv with movies); ` +
        'of any other layout, import the table of ratings itself as CSV or TSV'
      : `several data sets are in this ${source.kind}; import one folder at a time`;
  throw badFile(source.name, what);
}

/**
 * The exact release, told by its number of ratings; `ml-latest`, or the family, where none fits (part of a release,
 * or one published later).
 */
export function releaseOf(family: LayoutFamily, rows: number): string {
  const release = Object.entries(releases[family]).find(([, ratings]) => ratings === rows);
  return release ? release[0] : family === 'ml-csv' ? 'ml-latest' : family;
}

/** Published numbers of ratings. */
const releases: Record<LayoutFamily, Record<string, number>> = {
  'ml-100k': { 'ml-100k': 100_000 },
  'ml-1m': { 'ml-1m': 1_000_209 },
  'ml-10m': { 'ml-10m': 10_000_054 },
  'ml-csv': { 'ml-20m': 20_000_263, 'ml-25m': 25_000_095, 'ml-32m': 32_000_204, 'ml-latest-small': 100_836 },
  csv: {},
};

function plainTable(file: SourceFile): RecognizedLayout {
  const format: RatingFormat = { delimiter: null, encoding: 'utf8', quotes: true };
  return { family: 'csv', ratings: { file, format }, titles: null, scale: null, u1: null };
}

function recognizeFolder(files: SourceFile[]): RecognizedLayout | null {
  const byName = new Map(files.map((file) => [basename(file.path), file]));
  const get = (name: string): SourceFile | undefined => byName.get(name);
  const uData = get('u.data');
  const uItem = get('u.item');
  if (uData && uItem) {
    const base = get('u1.base');
    const test = get('u1.test');
    return {
      family: 'ml-100k',
      ratings: { file: uData, format: { delimiter: '\t', encoding: 'utf8', quotes: false } },
      titles: { file: uItem, format: { kind: 'flags', encoding: 'latin1' } },
      scale: wholeStars,
      u1: base && test ? { base, test } : null,
    };
  }
  const dat = get('ratings.dat');
  const moviesDat = get('movies.dat');
  if (dat && moviesDat) {
    const old = get('users.dat') !== undefined;
    return {
      family: old ? 'ml-1m' : 'ml-10m',
      ratings: { file: dat, format: { delimiter: '::', encoding: 'utf8', quotes: false } },
      titles: { file: moviesDat, format: { kind: 'colons', encoding: old ? 'latin1' : 'utf8' } },
      scale: old ? wholeStars : halfStars,
      u1: null,
    };
  }
  const csv = get('ratings.csv');
  const moviesCsv = get('movies.csv');
  if (!csv || !moviesCsv) return null;
  return {
    family: 'ml-csv',
    ratings: { file: csv, format: { delimiter: ',', encoding: 'utf8', quotes: true } },
    titles: { file: moviesCsv, format: { kind: 'csv', encoding: 'utf8' } },
    scale: halfStars,
    u1: null,
  };
}
