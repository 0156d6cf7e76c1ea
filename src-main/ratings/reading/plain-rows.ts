import { addSmall, addText, findText, hashByte, smallDigits, type IdTable } from './id-table.ts';
import type { RatingRowsBuilder } from './rating-rows.ts';

/** How the rows of one file read that can be parsed straight from bytes. */
export interface PlainFormat {
  /** The byte that ends a field, and whether it stands twice (`::`). */
  delimiter: number;
  doubled: boolean;
  /** 3, or 4 with a timestamp. */
  columns: 3 | 4;
  /** Which ratings are on the scale; any other is left to the general way. */
  accepts(stars: number): boolean;
  /** Stars of `digits` behind `decimals` by `1000 * decimals + digits`, NaN where that is not known to be accepted. */
  known: Float64Array;
}

const digit0 = 48;
const point = 46;
const quote = 34;
const carriageReturn = 13;
const newline = 10;
const maxDigits = 15;
const knownDigits = 1000;
const knownDecimals = 2;

/** A format that knows no rating yet. */
export function plainFormat(delimiter: string, columns: 3 | 4, accepts: PlainFormat['accepts']): PlainFormat {
  const known = new Float64Array((knownDecimals + 1) * knownDigits).fill(NaN);
  return { delimiter: delimiter.charCodeAt(0), doubled: delimiter.length === 2, columns, accepts, known };
}

/**
 * Parses rows `user DELIMITER item DELIMITER rating [DELIMITER timestamp]` from the front of `bytes[from..to)`,
 * which ends with a line break, for as long as ids are printable ASCII without quotes, ratings decimals without
 * sign or exponent of at most 15 digits, timestamps digits, and line breaks LF or CRLF. Returns where it
 * stopped: at `to` or at the start of a row that takes the general way. The two agree on every row that this
 * one takes. `rows` must have room for one in every 6 bytes.
 */
export function parsePlainRows(
  bytes: Buffer,
  from: number,
  to: number,
  format: PlainFormat,
  rows: RatingRowsBuilder,
): number {
  const { delimiter, doubled, columns, known } = format;
  const { users, items, user, item, stars } = rows;
  let smallUsers = users.small;
  let smallItems = items.small;
  let count = rows.count;
  let at = from;
  let start = from;
  for (; at < to; start = at) {
    let value = 0;
    let digit = bytes[at] - digit0;
    while (digit >= 0 && digit <= 9) {
      value = (Math.imul(value, 10) + digit) | 0;
      digit = bytes[++at] - digit0;
    }
    const userIsSmall = isSmall(bytes, start, at, delimiter);
    let userHash = 0;
    let userFound: number;
    if (userIsSmall) {
      userFound = value < smallUsers.length ? smallUsers[value] : 0;
    } else {
      at = endOfText(bytes, start, delimiter);
      if (at < 0) break;
      userHash = hashOf(bytes, start, at);
      userFound = findText(users, bytes, start, at, userHash);
    }
    const userValue = value;
    const userEnd = at++;
    if (doubled && bytes[at++] !== delimiter) break;

    const itemStart = at;
    value = 0;
    digit = bytes[at] - digit0;
    while (digit >= 0 && digit <= 9) {
      value = (Math.imul(value, 10) + digit) | 0;
      digit = bytes[++at] - digit0;
    }
    const itemIsSmall = isSmall(bytes, itemStart, at, delimiter);
    let itemHash = 0;
    let itemFound: number;
    if (itemIsSmall) {
      itemFound = value < smallItems.length ? smallItems[value] : 0;
    } else {
      at = endOfText(bytes, itemStart, delimiter);
      if (at < 0) break;
      itemHash = hashOf(bytes, itemStart, at);
      itemFound = findText(items, bytes, itemStart, at, itemHash);
    }
    const itemValue = value;
    const itemEnd = at++;
    if (doubled && bytes[at++] !== delimiter) break;

    const ratingStart = at;
    value = 0;
    let decimals = 0;
    digit = bytes[at] - digit0;
    while (digit >= 0 && digit <= 9) {
      value = (Math.imul(value, 10) + digit) | 0;
      digit = bytes[++at] - digit0;
    }
    if (at === ratingStart) break;
    if (bytes[at] === point) {
      const pointAt = at;
      digit = bytes[++at] - digit0;
      while (digit >= 0 && digit <= 9) {
        value = (Math.imul(value, 10) + digit) | 0;
        digit = bytes[++at] - digit0;
      }
      decimals = at - pointAt - 1;
    }
    let rating = NaN;
    if (at - ratingStart <= knownRatingBytes && decimals <= knownDecimals)
      rating = known[decimals * knownDigits + value];
    if (rating !== rating) {
      rating = learnRating(bytes, ratingStart, at, decimals, format);
      if (rating !== rating) break;
    }

    if (columns === 4) {
      if (bytes[at++] !== delimiter) break;
      if (doubled && bytes[at++] !== delimiter) break;
      digit = bytes[at] - digit0;
      while (digit >= 0 && digit <= 9) digit = bytes[++at] - digit0;
    }
    if (bytes[at] === carriageReturn) at++;
    if (bytes[at++] !== newline) break;

    if (userFound === 0) {
      userFound = 1 + addId(users, bytes, start, userEnd, userIsSmall, userValue, userHash);
      smallUsers = users.small;
    }
    if (itemFound === 0) {
      itemFound = 1 + addId(items, bytes, itemStart, itemEnd, itemIsSmall, itemValue, itemHash);
      smallItems = items.small;
    }
    user[count] = userFound - 1;
    item[count] = itemFound - 1;
    stars[count++] = rating;
  }
  rows.count = count;
  return start;
}

/** Longest rating, point included, whose digits surely stay below `knownDigits`. */
const knownRatingBytes = 3;

function isSmall(bytes: Buffer, start: number, end: number, delimiter: number): boolean {
  if (bytes[end] !== delimiter) return false;
  if (end - start === 1) return true;
  return end > start && end - start <= smallDigits && bytes[start] !== digit0;
}

/** Where a field of printable ASCII ends at a delimiter; -1 if it is empty or anything else. */
function endOfText(bytes: Buffer, start: number, delimiter: number): number {
  let at = start;
  let byte = bytes[at];
  while (byte > 32 && byte < 127 && byte !== quote && byte !== delimiter) byte = bytes[++at];
  return at > start && byte === delimiter ? at : -1;
}

function hashOf(bytes: Buffer, start: number, end: number): number {
  let hash = 0;
  for (let at = start; at < end; at++) hash = hashByte(hash, bytes[at]);
  return hash;
}

function addId(
  table: IdTable,
  bytes: Buffer,
  start: number,
  end: number,
  small: boolean,
  value: number,
  hash: number,
): number {
  if (small) return addSmall(table, value);
  return addText(table, bytes, start, end, hash, bytes.toString('latin1', start, end));
}

/** The rating in these bytes, NaN where it is not accepted or too long to be exact as digits / power of ten. */
function learnRating(
  bytes: Buffer,
  start: number,
  end: number,
  decimals: number,
  format: PlainFormat,
): number {
  if (end - start > maxDigits) return NaN;
  let digits = 0;
  for (let at = start; at < end; at++) if (bytes[at] !== point) digits = digits * 10 + (bytes[at] - digit0);
  let divisor = 1;
  for (let k = 0; k < decimals; k++) divisor *= 10;
  const stars = digits / divisor;
  if (!format.accepts(stars)) return NaN;
  if (end - start <= knownRatingBytes && decimals <= knownDecimals)
    format.known[decimals * knownDigits + digits] = stars;
  return stars;
}
