/** Which columns of a table hold what. */
export interface RatingColumns {
  user: number;
  item: number;
  rating: number;
  /** Number of columns that every row must have. */
  count: number;
  /** For messages: "4 are needed, as in the header". */
  expected: string;
}

/**
 * Reads the first record of a table. It is a header only if it names user, item and rating columns, in any
 * case and order (userId, movieId, item_id, stars ...); other columns beside them are allowed then. Without a
 * header the columns are user, item, rating and perhaps a timestamp.
 */
export function findColumns(first: string[]): { columns: RatingColumns; isHeader: boolean } {
  const names = first.map((name) => name.toLowerCase().replace(/[^a-z0-9]/g, ''));
  const user = names.findIndex((name) => userNames.test(name));
  const item = names.findIndex((name) => itemNames.test(name));
  const rating = names.findIndex((name) => ratingNames.test(name));
  if (user >= 0 && item >= 0 && rating >= 0) {
    const count = names.length;
    return { columns: { user, item, rating, count, expected: `the header has ${count}` }, isHeader: true };
  }
  const count = first.length === 4 ? 4 : 3;
  const expected = count === 4 ? 'the first line has 4' : 'user, item, rating (and a timestamp) are needed';
  return { columns: { user: 0, item: 1, rating: 2, count, expected }, isHeader: false };
}

/** The delimiter of a table's first record: tab, `::` or semicolon where it holds one, else the comma. */
export function guessDelimiter(first: string): string {
  return ['\t', '::', ';'].find((delimiter) => first.includes(delimiter)) ?? ',';
}

const userNames = /^(user|reviewer|customer)(id|idx|index)?$/;
const itemNames = /^(item|movie|film|product|book|song|track|artist)(id|idx|index)?$/;
const ratingNames = /^(ratings?|stars|score)$/;
