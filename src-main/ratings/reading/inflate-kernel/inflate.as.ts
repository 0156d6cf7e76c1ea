// Entries of the decoding tables, 32 bits each: the lowest byte is how many bits they take of the input.
// One or two literals: their number from bit 8 on, their bytes from bit 16 on.
// A length or a distance: `coded`, from bit 8 on how many of its bits are its code, from bit 16 on its least value.
// Anything else: `coded` and `other`, and one of three more bits.
const coded: u32 = 0x8000;
const other: u32 = 0x4000;
/** From bit 8 on the bits of another table, from bit 16 on where that begins. */
const further: u32 = 0x2000;
const endOfBlock: u32 = 0x1000;
const noSymbol: u32 = 0x0800;

/** Bits that the first of a code's tables are looked up by. */
const literalBits: u32 = 11;
const distanceBits: u32 = 9;
const literalMask: u64 = (1 << literalBits) - 1;
const distanceMask: u64 = (1 << distanceBits) - 1;

/** What a call ends with; inflate-kernel.ts has the words for what is wrong. */
const needsInput: i32 = 0;
const pieceIsFull: i32 = 1;
const ended: i32 = 2;
const endsEarly: i32 = -1;
const badBlockType: i32 = -2;
const badStoredLength: i32 = -3;
const tooManySymbols: i32 = -4;
const badCodeLengths: i32 = -5;
const badRepeat: i32 = -6;
const noEndOfBlock: i32 = -7;
const badLiterals: i32 = -8;
const badDistances: i32 = -9;
const unknownLiteral: i32 = -10;
const unknownDistance: i32 = -11;
const tooFarBack: i32 = -12;

/** The longest header of a block, and what the loops read ahead. */
const headerBytes: usize = 640;
const aheadBytes: usize = 24;

const inHeader: i32 = 0;
const inStored: i32 = 1;
const inCodes: i32 = 2;

// Where things lie, as the task tells.
let literals: usize = 0;
let distances: usize = 0;
/** Lengths of codes, a byte each; then counts, next codes and widths of further tables, 32 bits each. */
let lengths: usize = 0;
let counts: usize = 0;
let next: usize = 0;
let widths: usize = 0;

// The stream, between calls.
let bits: u64 = 0;
let left: u64 = 0;
let inside: i32 = inHeader;
let isLast: bool = false;
let storedLeft: usize = 0;

/** Begins a stream. `room` is 32 KB of working memory. */
export function begin(room: usize): void {
  literals = room;
  distances = literals + 4 * 4096;
  lengths = distances + 4 * 2048;
  counts = lengths + 512;
  next = counts + 128;
  widths = next + 128;
  bits = 0;
  left = 0;
  inside = inHeader;
  isLast = false;
  storedLeft = 0;
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

/**
 * Makes the tables of a code from the lengths of its symbols' codes.
 * @param kind 0 lengths of codes, 1 literals and lengths, 2 distances
 * @returns whether the lengths make a code: a whole one, or for distances and literals one of one bit at most
 */
function makeTable(table: usize, main: u32, at: usize, symbols: u32, kind: i32): bool {
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
function pairLiterals(): void {
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
function fixedTables(): void {
  memory.fill(lengths, 8, 144);
  memory.fill(lengths + 144, 9, 112);
  memory.fill(lengths + 256, 7, 24);
  memory.fill(lengths + 280, 8, 8);
  makeTable(literals, literalBits, lengths, 288, 1);
  pairLiterals();
  memory.fill(lengths, 5, 32);
  makeTable(distances, distanceBits, lengths, 32, 2);
}

// The input: where the next bytes are, and where they end.
let from: usize = 0;

@inline
function refill(): void {
  bits |= load<u64>(from) << left;
  from += <usize>((63 - left) >> 3);
  left |= 56;
}

@inline
/** Up to 32 bits, of which there are as many. */
function take(count: u64): u32 {
  const value = <u32>(bits & ((1 << count) - 1));
  bits >>= count;
  left -= count;
  return value;
}

/** The place of the n-th of the lengths of the code of lengths. */
function placeOf(n: u32): u32 {
  if (n < 3) return 16 + n;
  if (n == 3) return 0;
  return n & 1 ? 7 - ((n - 5) >> 1) : 8 + ((n - 4) >> 1);
}

/** Reads the codes of a block and makes their tables; returns 0, or what is wrong. */
function readCodes(): i32 {
  refill();
  const literalCount = take(5) + 257;
  const distanceCount = take(5) + 1;
  const lengthCount = take(4) + 4;
  if (literalCount > 286 || distanceCount > 30) return tooManySymbols;
  memory.fill(lengths, 0, 19);
  for (let n: u32 = 0; n < lengthCount; n++) {
    refill();
    store<u8>(lengths + placeOf(n), take(3));
  }
  if (!makeTable(distances, 7, lengths, 19, 0)) return badCodeLengths;
  const all = literalCount + distanceCount;
  for (let n: u32 = 0; n < all;) {
    refill();
    const entry = load<u32>(distances + 4 * <usize>(bits & 127));
    take(<u64>(entry & 63));
    const symbol = entry >> 16;
    if (symbol < 16) {
      store<u8>(lengths + n++, symbol);
      continue;
    }
    let again: u8 = 0;
    let count: u32;
    if (symbol == 16) {
      if (n == 0) return badRepeat;
      again = load<u8>(lengths + n - 1);
      count = 3 + take(2);
    } else {
      count = symbol == 17 ? 3 + take(3) : 11 + take(7);
    }
    if (n + count > all) return badRepeat;
    memory.fill(lengths + n, again, count);
    n += count;
  }
  if (!load<u8>(lengths + 256)) return noEndOfBlock;
  if (!makeTable(literals, literalBits, lengths, literalCount, 1)) return badLiterals;
  pairLiterals();
  return makeTable(distances, distanceBits, lengths + literalCount, distanceCount, 2) ? 0 : badDistances;
}

/** Reads the head of a block; returns 0, or what is wrong. */
function readHeader(): i32 {
  refill();
  isLast = take(1) != 0;
  const kind = take(2);
  if (kind == 0) {
    take(left & 7);
    from -= <usize>(left >> 3);
    bits = 0;
    left = 0;
    const length = load<u16>(from);
    const inverse = load<u16>(from + 2);
    from += 4;
    if ((length ^ inverse) != 0xffff) return badStoredLength;
    storedLeft = <usize>length;
    inside = inStored;
    return 0;
  }
  inside = inCodes;
  if (kind == 1) {
    fixedTables();
    return 0;
  }
  return kind == 2 ? readCodes() : badBlockType;
}

/**
 * Copies a match; writes up to 15 bytes beyond its end.
 */
@inline
function copyMatch(to: usize, distance: usize, length: usize): void {
  let source = to - distance;
  if (distance >= 16) {
    v128.store(to, v128.load(source));
    for (let n: usize = 16; n < length; n += 16) v128.store(to + n, v128.load(source + n));
  } else if (distance >= 8) {
    for (let n: usize = 0; n < length; n += 8) store<u64>(to + n, load<u64>(source + n));
  } else {
    for (let n: usize = 0; n < length; n++) store<u8>(to + n, load<u8>(source + n));
  }
}

/**
 * Goes on with a stream until the input needs more bytes, `until` is reached in the output (and up to 300 bytes
 * more), or it ends.
 * @param task words: where the input goes on, where it ends, whether more will follow (else 640 zeros must), where
 *   the output goes on, `until`, and the first byte of output that is still there; the first and fourth are set
 * @returns what it ends with
 */
export function inflate(task: usize): i32 {
  from = <usize>load<u32>(task);
  const to = <usize>load<u32>(task + 4);
  const isAll = load<u32>(task + 8) == 0;
  const out = <usize>load<u32>(task + 12);
  const until = <usize>load<u32>(task + 16);
  const oldest = <usize>load<u32>(task + 20);
  const result = go(to, isAll, out, until, oldest);
  store<u32>(task, <u32>from);
  store<u32>(task + 12, <u32>reached);
  if (isAll && from - <usize>(left >> 3) > to) return endsEarly;
  return result;
}

let reached: usize = 0;

function go(to: usize, isAll: bool, start: usize, until: usize, oldest: usize): i32 {
  reached = start;
  while (reached < until) {
    if (inside == inHeader) {
      if (isLast) return ended;
      if (!isAll && from + headerBytes > to) return needsInput;
      const wrong = readHeader();
      if (wrong) return isAll && from - <usize>(left >> 3) > to ? endsEarly : wrong;
    }
    if (inside == inStored) {
      const count = min(storedLeft, min(until - reached, from < to ? to - from : 0));
      memory.copy(reached, from, count);
      reached += count;
      from += count;
      storedLeft -= count;
      if (!storedLeft) inside = inHeader;
      else if (reached < until) return isAll ? endsEarly : needsInput;
      continue;
    }
    const result = takeSymbols(isAll ? to + aheadBytes + 8 : to, reached, until, oldest);
    if (result < 0) return result;
    if (inside == inCodes && reached < until) return isAll ? endsEarly : needsInput;
  }
  return pieceIsFull;
}

/** Takes symbols of a block until it ends, or input or room do; returns 0, or what is wrong. */
function takeSymbols(to: usize, start: usize, until: usize, oldest: usize): i32 {
  let out = start;
  let at = from;
  let b = bits;
  let n = left;
  let result: i32 = 0;
  const first = literals;
  const second = distances;
  const last = to - aheadBytes;
  while (at <= last && out < until) {
    b |= load<u64>(at) << n;
    at += <usize>((63 - n) >> 3);
    n |= 56;
    let entry = load<u32>(first + 4 * <usize>(b & literalMask));
    if (!(entry & coded)) {
      b >>= <u64>(entry & 63);
      n -= <u64>(entry & 63);
      store<u16>(out, <u16>(entry >> 16));
      out += <usize>((entry >> 8) & 3);
      entry = load<u32>(first + 4 * <usize>(b & literalMask));
      if (!(entry & coded)) {
        b >>= <u64>(entry & 63);
        n -= <u64>(entry & 63);
        store<u16>(out, <u16>(entry >> 16));
        out += <usize>((entry >> 8) & 3);
        entry = load<u32>(first + 4 * <usize>(b & literalMask));
        if (!(entry & coded)) {
          b >>= <u64>(entry & 63);
          n -= <u64>(entry & 63);
          store<u16>(out, <u16>(entry >> 16));
          out += <usize>((entry >> 8) & 3);
          continue;
        }
      }
    }
    if (entry & other) {
      if (entry & further) {
        b >>= <u64>literalBits;
        n -= <u64>literalBits;
        entry = load<u32>(first + 4 * <usize>((entry >> 16) + <u32>(b & ((1 << <u64>((entry >> 8) & 15)) - 1))));
        if (!(entry & coded)) {
          b >>= <u64>(entry & 63);
          n -= <u64>(entry & 63);
          store<u8>(out++, <u8>(entry >> 16));
          continue;
        }
      }
      if (entry & other) {
        if (entry & endOfBlock) {
          b >>= <u64>(entry & 63);
          n -= <u64>(entry & 63);
          inside = inHeader;
        } else {
          result = unknownLiteral;
        }
        break;
      }
    }
    const length = <usize>((entry >> 16) + <u32>((b & ((1 << <u64>(entry & 63)) - 1)) >> <u64>((entry >> 8) & 15)));
    b >>= <u64>(entry & 63);
    n -= <u64>(entry & 63);

    b |= load<u64>(at) << n;
    at += <usize>((63 - n) >> 3);
    n |= 56;
    entry = load<u32>(second + 4 * <usize>(b & distanceMask));
    if (entry & other) {
      if (entry & further) {
        b >>= <u64>distanceBits;
        n -= <u64>distanceBits;
        entry = load<u32>(second + 4 * <usize>((entry >> 16) + <u32>(b & ((1 << <u64>((entry >> 8) & 15)) - 1))));
      }
      if (entry & other) {
        result = unknownDistance;
        break;
      }
    }
    const distance = <usize>(
      ((entry >> 16) + <u32>((b & ((1 << <u64>(entry & 63)) - 1)) >> <u64>((entry >> 8) & 15)))
    );
    b >>= <u64>(entry & 63);
    n -= <u64>(entry & 63);
    if (distance > out - oldest) {
      result = tooFarBack;
      break;
    }
    copyMatch(out, distance, length);
    out += length;
  }
  from = at;
  bits = b;
  left = n;
  reached = out;
  return result;
}
