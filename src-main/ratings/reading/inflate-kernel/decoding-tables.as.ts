// Entries of the decoding tables, 32 bits each: the lowest byte is how many bits they take of the input.
// One or two literals: their number from bit 8 on, their bytes from bit 16 on.
// A length or a distance: `coded`, from bit 8 on how many of its bits are its code, from bit 16 on its least value.
// Anything else: `coded` and `other`, and one of three more bits.
export const coded: u32 = 0x8000;
export const other: u32 = 0x4000;
/** From bit 8 on the bits of another table, from bit 16 on where that begins. */
export const further: u32 = 0x2000;
export const endOfBlock: u32 = 0x1000;
const noSymbol: u32 = 0x0800;

/** Bits that the first of a code's tables are looked up by. */
export const literalBits: u32 = 11;
export const distanceBits: u32 = 9;

// Where the tables lie, and what they are made from.
export let literals: usize = 0;
export let distances: usize = 0;
/** Lengths of codes, a byte each; then counts, next codes and widths of further tables, 32 bits each. */
export let lengths: usize = 0;
let counts: usize = 0;
let next: usize = 0;
let widths: usize = 0;

/** Says where tables are made: `room` is 32 KB of working memory. */
export function placeTables(room: usize): void {
  literals = room;
  distances = literals + 4 * 4096;
  lengths = distances + 4 * 2048;
  counts = lengths + 512;
  next = counts + 128;
  widths = next + 128;
}

/**
 * Makes the tables of a code from the lengths of its symbols' codes.
 * @param kind 0 lengths of codes, 1 literals and lengths, 2 distances
 * @returns whether the lengths make a code: a whole one, or for distances and literals one of one bit at most
 */
export function makeTable(table: usize, main: u32, at: usize, symbols: u32, kind: i32): bool {
  memory.fill(counts, 0, 128);
  for (let s: u32 = 0; s < symbols; s++) {
    const count = counts + 4 * <usize>load<u8>(at + s);
    store<u32>(count, load<u32>(count) + 1);
  }
  let free: i32 = 1;
  let code: u32 = 0;
  let longest: u32 = 0;
  store<u32>(counts, 0);
  for (let length: u32 = 1; length <= 15; length++) {
    const count = load<u32>(counts + 4 * length);
    if (count) longest = length;
    free = (free << 1) - <i32>count;
    if (free < 0) return false;
    code = (code + load<u32>(counts + 4 * (length - 1))) << 1;
    store<u32>(next + 4 * length, code);
  }
  if (free > 0 && (longest > 1 || kind == 0)) return false;
  const size: u32 = 1 << main;
  if (free > 0) for (let n: u32 = 0; n < size; n++) store<u32>(table + 4 * n, coded | other | noSymbol | 1);
  if (longest > main) {
    memory.fill(widths, 0, <usize>size);
    memory.copy(counts, next, 64);
    for (let s: u32 = 0; s < symbols; s++) {
      const length = <u32>load<u8>(at + s);
      if (!length) continue;
      const its = load<u32>(counts + 4 * length);
      store<u32>(counts + 4 * length, its + 1);
      if (length <= main) continue;
      const width = widths + (reversed(its, length) & (size - 1));
      store<u8>(width, max(<u32>load<u8>(width), length - main));
    }
  }
  let used = size;
  if (longest > main) {
    for (let n: u32 = 0; n < size; n++) {
      const width = <u32>load<u8>(widths + n);
      if (!width) continue;
      store<u32>(table + 4 * n, coded | other | further | (used << 16) | (width << 8) | main);
      used += 1 << width;
    }
  }
  for (let s: u32 = 0; s < symbols; s++) {
    const length = <u32>load<u8>(at + s);
    if (!length) continue;
    const its = load<u32>(next + 4 * length);
    store<u32>(next + 4 * length, its + 1);
    const mirrored = reversed(its, length);
    let meaning = kind == 1 ? literalMeaning(s) : kind == 2 ? distanceMeaning(s) : (s << 16) | 0x100;
    const inFirst = length <= main;
    const own = inFirst ? length : length - main;
    meaning += own;
    // Of a further table, the bits of the first one are taken before.
    if ((meaning & (coded | other)) == coded) meaning |= own << 8;
    if (inFirst) {
      for (let n = mirrored; n < size; n += 1 << length) store<u32>(table + 4 * n, meaning);
    } else {
      const entry = load<u32>(table + 4 * (mirrored & (size - 1)));
      const base = entry >> 16;
      const end: u32 = 1 << ((entry >> 8) & 15);
      for (let n = mirrored >> main; n < end; n += 1 << own) store<u32>(table + 4 * (base + n), meaning);
    }
  }
  return true;
}

/** Where two literals follow each other within the bits of the first table, one look-up gives both. */
export function pairLiterals(): void {
  for (let n: i32 = (1 << literalBits) - 1; n >= 0; n--) {
    const first = load<u32>(literals + 4 * n);
    if (first & coded) continue;
    const length = first & 63;
    const second = load<u32>(literals + 4 * (n >> length));
    if (second & coded || ((second >> 8) & 3) != 1 || length + (second & 63) > literalBits) continue;
    const bytes = (first & 0xff0000) | ((second & 0xff0000) << 8);
    store<u32>(literals + 4 * n, bytes | 0x200 | (length + (second & 63)));
  }
}

/** The codes that the format fixes. */
export function fixedTables(): void {
  memory.fill(lengths, 8, 144);
  memory.fill(lengths + 144, 9, 112);
  memory.fill(lengths + 256, 7, 24);
  memory.fill(lengths + 280, 8, 8);
  makeTable(literals, literalBits, lengths, 288, 1);
  pairLiterals();
  memory.fill(lengths, 5, 32);
  makeTable(distances, distanceBits, lengths, 32, 2);
}

/** The place of the n-th of the lengths of the code of lengths. */
export function placeOf(n: u32): u32 {
  if (n < 3) return 16 + n;
  if (n == 3) return 0;
  return n & 1 ? 7 - ((n - 5) >> 1) : 8 + ((n - 4) >> 1);
}

@inline
/** Reversed bits of a code. */
function reversed(code: u32, length: u32): u32 {
  let from = code;
  let to: u32 = 0;
  for (let n: u32 = 0; n < length; n++) {
    to = (to << 1) | (from & 1);
    from >>= 1;
  }
  return to;
}

@inline
/** What a symbol of a code of literals and lengths means, without how many bits it takes but for the extra ones. */
function literalMeaning(symbol: u32): u32 {
  if (symbol < 256) return (symbol << 16) | 0x100;
  if (symbol == 256) return coded | other | endOfBlock;
  if (symbol > 285) return coded | other | noSymbol;
  if (symbol == 285) return (258 << 16) | coded;
  const n = symbol - 257;
  if (n < 8) return ((3 + n) << 16) | coded;
  const extra = (n >> 2) - 1;
  return ((3 + ((4 + (n & 3)) << extra)) << 16) | coded | extra;
}

@inline
/** The same of a code of distances. */
function distanceMeaning(symbol: u32): u32 {
  if (symbol > 29) return coded | other | noSymbol;
  if (symbol < 4) return ((1 + symbol) << 16) | coded;
  const extra = (symbol >> 1) - 1;
  return ((1 + ((2 + (symbol & 1)) << extra)) << 16) | coded | extra;
}
