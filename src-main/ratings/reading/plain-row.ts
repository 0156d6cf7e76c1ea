/** What {@link parsePlainRow} found; reused from row to row. */
export interface PlainRow {
  user: number;
  item: number;
  stars: number;
  columns: number;
}

const digit0 = 48;
const point = 46;
const maxDigits = 15;

/**
 * Parses `user DELIMITER item DELIMITER rating [DELIMITER timestamp]` straight from bytes where all are plain
 * decimals without sign, blanks or leading zeros. Returns false for anything else, which then takes the slower
 * and more general way; the two agree on every row that this one takes.
 */
export function parsePlainRow(
  bytes: Buffer,
  start: number,
  end: number,
  delimiter: Buffer,
  row: PlainRow,
): boolean {
  let at = start;
  for (let column = 0; column < 2; column++) {
    const from = at;
    let value = 0;
    while (at < end && isDigit(bytes[at])) value = value * 10 + (bytes[at++] - digit0);
    if (at === from || at - from > maxDigits || (bytes[from] === digit0 && at - from > 1)) return false;
    if (column === 0) row.user = value;
    else row.item = value;
    if (!delimits(bytes, at, end, delimiter)) return false;
    at += delimiter.length;
  }
  const from = at;
  let digits = 0;
  while (at < end && isDigit(bytes[at])) digits = digits * 10 + (bytes[at++] - digit0);
  if (at === from) return false;
  let divisor = 1;
  if (at < end && bytes[at] === point) {
    at++;
    while (at < end && isDigit(bytes[at])) {
      digits = digits * 10 + (bytes[at++] - digit0);
      divisor *= 10;
    }
  }
  if (at - from > maxDigits) return false;
  row.stars = digits / divisor;
  row.columns = 3;
  if (at === end) return true;
  if (!delimits(bytes, at, end, delimiter)) return false;
  at += delimiter.length;
  while (at < end && isDigit(bytes[at])) at++;
  row.columns = 4;
  return at === end;
}

function isDigit(byte: number): boolean {
  return byte >= digit0 && byte <= digit0 + 9;
}

function delimits(bytes: Buffer, at: number, end: number, delimiter: Buffer): boolean {
  if (at + delimiter.length > end) return false;
  for (let k = 0; k < delimiter.length; k++) if (bytes[at + k] !== delimiter[k]) return false;
  return true;
}
