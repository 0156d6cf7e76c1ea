import { mostDistinct, numbersOf, type NumberList } from '../distinct-values.ts';

/**
 * Collects the ratings of rows, of which most files have few distinct ones: a byte each for as long as there are
 * at most 256, then 8.
 */
export interface StarsBuilder {
  /** The first 256 distinct ratings in order of first appearance, and how many there are. */
  distinct: Float64Array;
  distinctCount: number;
  /** Code + 1 by hash of the rating's bits, open addressing; 0 for a free slot. */
  slots: Int16Array;
  /** Code of a rating written `d.d` by its digits as a number, of one written `d` behind those; -1 if not known. */
  byDigits: Int16Array;
  /** Code of each row's rating, for as long as `numbers` is null. */
  codes: Uint8Array;
  /** Each row's rating, once there are more than 256 distinct ones. */
  numbers: Float64Array | null;
}

/** Where in `byDigits` ratings of one digit begin, and how many places it has in all. */
export const oneDigit = 100;
export const ratingsOfDigits = oneDigit + 10;

/** Without ratings. */
export function starsBuilder(): StarsBuilder {
  return {
    distinct: new Float64Array(mostDistinct),
    distinctCount: 0,
    slots: new Int16Array(1 << slotBits),
    byDigits: new Int16Array(ratingsOfDigits).fill(-1),
    codes: new Uint8Array(0),
    numbers: null,
  };
}

/** Moves the first `count` ratings to memory with room for `capacity`. */
export function reserveStars(stars: StarsBuilder, count: number, capacity: number): void {
  if (stars.numbers) {
    const larger = new Float64Array(capacity);
    larger.set(stars.numbers.subarray(0, count));
    stars.numbers = larger;
  } else {
    const larger = new Uint8Array(new SharedArrayBuffer(capacity));
    larger.set(stars.codes.subarray(0, count));
    stars.codes = larger;
  }
}

/** Code of a rating, told apart by its bits; -1 where it has none. */
export function codeOfStars({ slots, distinct }: StarsBuilder, value: number): number {
  for (let slot = slotOf(value); ; slot = (slot + 1) & slotMask) {
    const code = slots[slot] - 1;
    if (code < 0 || Object.is(distinct[code], value)) return code;
  }
}

/**
 * Gives a rating that has none a code; returns -1 where there is none left, and then each of the first `count`
 * rows has its rating in `numbers`.
 */
export function addStars(stars: StarsBuilder, value: number, count: number): number {
  const code = stars.distinctCount;
  if (code === mostDistinct) {
    widenStars(stars, count);
    return -1;
  }
  stars.distinct[stars.distinctCount++] = value;
  let slot = slotOf(value);
  while (stars.slots[slot]) slot = (slot + 1) & slotMask;
  stars.slots[slot] = code + 1;
  return code;
}

/** Puts the rating of row `at`, for which there is room; rows before it have theirs. */
export function putStars(stars: StarsBuilder, at: number, value: number): void {
  let code = codeOfStars(stars, value);
  if (code < 0) code = addStars(stars, value, at);
  if (stars.numbers) stars.numbers[at] = value;
  else stars.codes[at] = code;
}

/** Puts ratings from row `at` on, for which there is room, as {@link putStars} one after the other would. */
export function putAllStars(stars: StarsBuilder, at: number, list: NumberList): void {
  if (list instanceof Float64Array) {
    for (let e = 0; e < list.length; e++) putStars(stars, at + e, list[e]);
    return;
  }
  const { distinct, codes } = list;
  const newCode = new Uint8Array(mostDistinct);
  distinct.forEach((value, code) => {
    const known = codeOfStars(stars, value);
    newCode[code] = known < 0 ? addStars(stars, value, at) : known;
  });
  if (stars.numbers) stars.numbers.set(numbersOf(list), at);
  else for (let e = 0; e < codes.length; e++) stars.codes[at + e] = newCode[codes[e]];
}

/** The first `count` ratings, in the builder's own memory. */
export function finishStars(
  { distinct, distinctCount, codes, numbers }: StarsBuilder,
  count: number,
): NumberList {
  if (numbers) return numbers.subarray(0, count);
  return { distinct: distinct.subarray(0, distinctCount), codes: codes.subarray(0, count) };
}

const slotBits = 10;
const slotMask = (1 << slotBits) - 1;
const one = new Float64Array(1);
const words = new Int32Array(one.buffer);

function slotOf(value: number): number {
  one[0] = value;
  return Math.imul(words[0] ^ words[1], 0x9e3779b1) >>> (32 - slotBits);
}

function widenStars(stars: StarsBuilder, count: number): void {
  if (stars.numbers) return;
  const { distinct, codes } = stars;
  stars.numbers = new Float64Array(codes.length);
  for (let at = 0; at < count; at++) stars.numbers[at] = distinct[codes[at]];
  stars.codes = new Uint8Array(0);
}
