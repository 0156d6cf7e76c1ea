import { isOnScale, type DeclaredScale } from '../scale.ts';
import { addSmall, addText, findText, hashByte, smallDigits, type IdTable } from './id-table.ts';
import type { PlainFormat } from './plain-format.ts';
import type { RatingRowsBuilder } from './rating-rows.ts';
import { addStars, codeOfStars, oneDigit } from './stars-builder.ts';

const digit0 = 48;
const point = 46;
const quote = 34;
const carriageReturn = 13;
const newline = 10;
const maxDigits = 15;

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
  const { delimiter, doubled } = format;
  const { columns, scale } = format.layout;
  const { users, items, user, item, stars } = rows;
  const { byDigits, distinct } = stars;
  let { codes, numbers } = stars;
  let smallUsers = users.small;
  let smallItems = items.small;
  let count = rows.count;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let lastStart = from;
  let lastLength = 0;
  let lastFound = 0;
  let lastLow = 0;
  let lastHigh = 0;
  let lowMask = 0;
  let highMask = 0;
  let at = from;
  let start = from;
  for (; at < to; start = at) {
    let value = 0;
    let digit: number;
    let userIsSmall = false;
    let userFound: number;
    if (
      lowMask !== 0 &&
      start + 8 <= to &&
      (((view.getInt32(start, true) ^ lastLow) & lowMask) |
        ((view.getInt32(start + 4, true) ^ lastHigh) & highMask)) ===
        0
    ) {
      userFound = lastFound;
      at = start + lastLength;
    } else {
      digit = bytes[at] - digit0;
      while (digit >>> 0 <= 9) {
        value = (Math.imul(value, 10) + digit) | 0;
        digit = bytes[++at] - digit0;
      }
      userIsSmall = isSmall(bytes, start, at, delimiter);
      if (userIsSmall) {
        userFound = value < smallUsers.length ? smallUsers[value] : 0;
      } else {
        for (let byte = bytes[at]; isTextByte(byte) && byte !== delimiter; byte = bytes[++at])
          value = hashByte(value, byte);
        if (at === start || bytes[at] !== delimiter) break;
        userFound = sameText(bytes, start, lastStart, at - start, lastLength)
          ? lastFound
          : findText(users, bytes, start, at, value);
      }
    }
    const userValue = value;
    const userEnd = at++;
    if (doubled && bytes[at++] !== delimiter) break;

    const itemStart = at;
    value = 0;
    digit = bytes[at] - digit0;
    while (digit >>> 0 <= 9) {
      value = (Math.imul(value, 10) + digit) | 0;
      digit = bytes[++at] - digit0;
    }
    const itemIsSmall = isSmall(bytes, itemStart, at, delimiter);
    let itemFound: number;
    if (itemIsSmall) {
      itemFound = value < smallItems.length ? smallItems[value] : 0;
    } else {
      for (let byte = bytes[at]; isTextByte(byte) && byte !== delimiter; byte = bytes[++at])
        value = hashByte(value, byte);
      if (at === itemStart || bytes[at] !== delimiter) break;
      itemFound = findText(items, bytes, itemStart, at, value);
    }
    const itemValue = value;
    const itemEnd = at++;
    if (doubled && bytes[at++] !== delimiter) break;

    let rating = NaN;
    let code = -1;
    const ones = bytes[at] - digit0;
    if (ones >>> 0 <= 9) {
      if (bytes[at + 1] === point) {
        const tenths = bytes[at + 2] - digit0;
        if (tenths >>> 0 <= 9 && !isDigit(bytes[at + 3])) code = byDigits[10 * ones + tenths];
        if (code >= 0) at += 3;
      } else if (!isDigit(bytes[at + 1])) {
        code = byDigits[oneDigit + ones];
        if (code >= 0) at++;
      }
    }
    if (code < 0) {
      const ratingStart = at;
      at = endOfRating(bytes, at);
      rating = ratingOf(bytes, ratingStart, at, scale);
      if (rating !== rating) break;
      code = codeOfStars(stars, rating);
      if (code >= 0) rememberDigits(byDigits, bytes, ratingStart, at, code);
    }

    if (columns === 4) {
      if (bytes[at++] !== delimiter) break;
      if (doubled && bytes[at++] !== delimiter) break;
      while (at + 4 <= to && areDigits(view.getInt32(at, true))) at += 4;
      while (isDigit(bytes[at])) at++;
    }
    if (bytes[at] === carriageReturn) at++;
    if (bytes[at++] !== newline) break;

    if (userFound === 0) {
      userFound = 1 + addId(users, bytes, start, userEnd, userIsSmall, userValue);
      smallUsers = users.small;
    }
    if (itemFound === 0) {
      itemFound = 1 + addId(items, bytes, itemStart, itemEnd, itemIsSmall, itemValue);
      smallItems = items.small;
    }
    if (code < 0) {
      code = addStars(stars, rating, count);
      ({ codes, numbers } = stars);
    }
    if (userFound !== lastFound) {
      lastFound = userFound;
      lastLength = userEnd - start;
      const room = start + 8 <= to && lastLength < 8;
      lowMask = room ? maskOf(lastLength + 1) : 0;
      highMask = maskOf(lastLength - 3);
      if (room) {
        lastLow = view.getInt32(start, true);
        lastHigh = view.getInt32(start + 4, true);
      }
    }
    lastStart = start;
    user[count] = userFound - 1;
    item[count] = itemFound - 1;
    if (numbers === null) codes[count++] = code;
    else numbers[count++] = code < 0 ? rating : distinct[code];
  }
  rows.count = count;
  return start;
}

/** Most often a user's rows stand together, and this is the user of the row before. */
function sameText(bytes: Buffer, a: number, b: number, length: number, lengthB: number): boolean {
  if (length !== lengthB) return false;
  let at = 0;
  while (at < length && bytes[a + at] === bytes[b + at]) at++;
  return at === length;
}

function isSmall(bytes: Buffer, start: number, end: number, delimiter: number): boolean {
  if (bytes[end] !== delimiter) return false;
  if (end - start === 1) return true;
  return end > start && end - start <= smallDigits && bytes[start] !== digit0;
}

/** Whether four bytes are digits: those from 0x30 on that stay below 0x40 with 6 added. */
function areDigits(word: number): boolean {
  return (word & (word + 0x06060606) & (0xf0f0f0f0 | 0)) === 0x30303030;
}

/** The lowest bytes of a word, none to four of them. */
function maskOf(bytes: number): number {
  if (bytes <= 0) return 0;
  return bytes >= 4 ? -1 : (1 << (8 * bytes)) - 1;
}

function isDigit(byte: number): boolean {
  return (byte - digit0) >>> 0 <= 9;
}

/** Printable ASCII but for the quote. */
function isTextByte(byte: number): boolean {
  return byte > 32 && byte < 127 && byte !== quote;
}

/** `value` is the number that a small id is, or the hash of any other. */
function addId(
  table: IdTable,
  bytes: Buffer,
  start: number,
  end: number,
  small: boolean,
  value: number,
): number {
  if (small) return addSmall(table, value);
  return addText(table, bytes, start, end, value, bytes.toString('latin1', start, end));
}

/** Where digits, and perhaps a point and more digits, end. */
function endOfRating(bytes: Buffer, start: number): number {
  let at = start;
  while ((bytes[at] - digit0) >>> 0 <= 9) at++;
  if (at === start || bytes[at] !== point) return at;
  at++;
  while ((bytes[at] - digit0) >>> 0 <= 9) at++;
  return at;
}

/** The rating in these bytes; NaN where it is empty, off the scale or too long to be exact as digits / power of ten. */
function ratingOf(bytes: Buffer, start: number, end: number, scale: DeclaredScale | null): number {
  if (end === start || end - start > maxDigits) return NaN;
  let digits = 0;
  let divisor = 1;
  let behindPoint = false;
  for (let at = start; at < end; at++) {
    if (bytes[at] === point) behindPoint = true;
    else {
      digits = digits * 10 + (bytes[at] - digit0);
      if (behindPoint) divisor *= 10;
    }
  }
  const stars = digits / divisor;
  return !scale || isOnScale(scale, stars) ? stars : NaN;
}

/** So that a rating written `d.d` or `d` is known at once when it comes again. */
function rememberDigits(byDigits: Int16Array, bytes: Buffer, start: number, end: number, code: number): void {
  const ones = bytes[start] - digit0;
  if (end - start === 1) byDigits[oneDigit + ones] = code;
  else if (end - start === 3 && bytes[start + 1] === point)
    byDigits[10 * ones + (bytes[start + 2] - digit0)] = code;
}
