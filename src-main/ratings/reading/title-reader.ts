import type { ImportOptions } from '../../../shared/domain/dataset.ts';
import { badFile } from './bad-input.ts';
import { splitFields } from './fields.ts';
import { forEachRecord, type ReadingHooks } from './records.ts';
import type { SourceFile } from './source.ts';

/** How GroupLens writes titles and genres: u.item (genre flags), movies.dat (`::`) or movies.csv. */
export interface TitleFormat {
  kind: 'flags' | 'colons' | 'csv';
  encoding: 'utf8' | 'latin1';
}

/** Title and genres of one item. */
export interface ItemTitle {
  title: string | null;
  genres: string[];
}

/**
 * Titles and genres by item id.
 * @throws LabError bad-input at a line that is none, unless bad rows are to be skipped.
 */
export async function readTitles(
  file: SourceFile,
  format: TitleFormat,
  badRows: ImportOptions['badRows'],
  hooks: ReadingHooks,
): Promise<Map<string, ItemTitle>> {
  const titles = new Map<string, ItemTitle>();
  const quotes = format.kind === 'csv';
  let first = true;
  await forEachRecord(file, { encoding: format.encoding, quotes }, hooks, (bytes, start, end, line) => {
    const fields = splitFields(bytes.toString(format.encoding, start, end), delimiters[format.kind], quotes);
    const isHeader = first && format.kind === 'csv' && fields?.[0].toLowerCase() === 'movieid';
    first = false;
    if (isHeader) return;
    const parsed = fields && parseTitle(fields, format.kind);
    if (parsed) titles.set(parsed.id, { title: parsed.title || null, genres: parsed.genres });
    else if (badRows === 'error')
      throw badFile(file.label, `is no line of ${expected[format.kind]}; correct it`, line);
  });
  return titles;
}

const delimiters = { flags: '|', colons: '::', csv: ',' };
const expected = {
  flags: 'id|title|date|video date|address|19 genre flags',
  colons: 'id::title::genres',
  csv: 'movieId,title,genres',
};

/** The order of the flags in u.item, as listed in u.genre. */
const flagGenres = [
  'unknown',
  'Action',
  'Adventure',
  'Animation',
  "Children's",
  'Comedy',
  'Crime',
  'Documentary',
  'Drama',
  'Fantasy',
  'Film-Noir',
  'Horror',
  'Musical',
  'Mystery',
  'Romance',
  'Sci-Fi',
  'Thriller',
  'War',
  'Western',
];

function parseTitle(
  fields: string[],
  kind: TitleFormat['kind'],
): { id: string; title: string; genres: string[] } | null {
  if (fields[0] === '') return null;
  if (kind === 'flags') {
    if (fields.length !== 5 + flagGenres.length) return null;
    return { id: fields[0], title: fields[1], genres: flagGenres.filter((_, g) => fields[5 + g] === '1') };
  }
  if (fields.length < 3) return null;
  const separator = delimiters[kind];
  const title = fields.slice(1, -1).join(separator);
  const genres = fields[fields.length - 1]
    .split('|')
    .filter((genre) => genre && genre !== '(no genres listed)');
  return { id: fields[0], title, genres };
}
