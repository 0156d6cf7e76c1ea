/** Numbers as places in a list of the distinct ones. */
export interface CodedValues {
  /** Told apart by their bits, so that -0 is not 0. */
  distinct: Float64Array;
  /** Place in `distinct` of each number. */
  codes: Uint8Array;
}

/** A list of numbers: coded, or as they are where more than 256 are distinct. */
export type NumberList = CodedValues | Float64Array;

/** Codes are bytes. */
export const mostDistinct = 256;

const slotBits = 10;

/** What {@link decodeOnce} decoded: nobody changes ratings once they are a data set, so their codes stay true. */
const codesOf = new WeakMap<Float64Array, CodedValues>();

/**
 * Codes the numbers of an array, the distinct ones in order of first appearance; null where more than 256 are
 * distinct. An array that {@link decodeOnce} made must not have changed since.
 */
export function codeValues(values: Float64Array): CodedValues | null {
  const known = codesOf.get(values);
  if (known) return known;
  const words = new Int32Array(values.buffer, values.byteOffset, 2 * values.length);
  const mask = (1 << slotBits) - 1;
  const slotCode = new Int16Array(1 << slotBits).fill(-1);
  const slotA = new Int32Array(1 << slotBits);
  const slotB = new Int32Array(1 << slotBits);
  const distinct: number[] = [];
  const codes = new Uint8Array(values.length);
  for (let at = 0; at < values.length; at++) {
    const a = words[2 * at];
    const b = words[2 * at + 1];
    let slot = Math.imul(a ^ b, 0x9e3779b1) >>> (32 - slotBits);
    while (slotCode[slot] >= 0 && (slotA[slot] !== a || slotB[slot] !== b)) slot = (slot + 1) & mask;
    if (slotCode[slot] < 0) {
      if (distinct.length === mostDistinct) return null;
      slotCode[slot] = distinct.push(values[at]) - 1;
      slotA[slot] = a;
      slotB[slot] = b;
    }
    codes[at] = slotCode[slot];
  }
  return { distinct: Float64Array.from(distinct), codes };
}

/** The numbers of a list, each as it is; those of a coded one in memory that other threads can see. */
export function numbersOf(list: NumberList): Float64Array {
  if (list instanceof Float64Array) return list;
  const values = new Float64Array(new SharedArrayBuffer(8 * list.codes.length));
  decodeInto(values, list, 0, values.length);
  return values;
}

/** Puts the numbers from place `from` to place `to` of a list where they belong in `values`. */
export function decodeInto(
  values: Float64Array,
  { distinct, codes }: CodedValues,
  from: number,
  to: number,
): void {
  for (let at = from; at < to; at++) values[at] = distinct[codes[at]];
}

/**
 * As {@link numbersOf}, for whoever has no other use for the list: its codes become those that
 * {@link codeValues} gives for the numbers, which then finds them without looking at each.
 */
export function decodeOnce(list: NumberList): Float64Array {
  if (list instanceof Float64Array) return list;
  const coded = codedInOrder(list);
  const values = numbersOf(coded);
  codesOf.set(values, coded);
  return values;
}

/** The codes that {@link codeValues} gives for the numbers of a list, in the memory of those that it has. */
export function codedInOrder(list: CodedValues): CodedValues {
  const { distinct, codes } = list;
  const { ordered, newCode } = renumbered(list);
  // Most often ratings have their codes already in the order in which they come.
  if (!newCode.every((code, old) => code === old || old >= distinct.length))
    for (let at = 0; at < codes.length; at++) codes[at] = newCode[codes[at]];
  return { distinct: Float64Array.from(ordered), codes };
}

/** The distinct numbers that appear, in order of first appearance, and the place there for each code. */
function renumbered({ distinct, codes }: CodedValues): { ordered: number[]; newCode: Int16Array } {
  const ordered: number[] = [];
  const newCode = new Int16Array(mostDistinct).fill(-1);
  let missing = distinct.length;
  for (let at = 0; at < codes.length && missing > 0; at++) {
    const code = codes[at];
    if (newCode[code] >= 0) continue;
    newCode[code] = placeOf(distinct[code], ordered);
    missing--;
  }
  return { ordered, newCode };
}

/** Where a number is in a list, at the end of which it is put if it is new. */
function placeOf(value: number, list: number[]): number {
  const found = list.findIndex((other) => Object.is(other, value));
  return found < 0 ? list.push(value) - 1 : found;
}
