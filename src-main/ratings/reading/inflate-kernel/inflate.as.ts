import { copyMatch } from './copy-match.as';
import {
  coded, distanceBits, distances, endOfBlock, fixedTables, further, lengths,
  literalBits, literals, makeTable, other, pairLiterals, placeOf, placeTables,
} from './decoding-tables.as';
import {
  needsInput, pieceIsFull, ended, endsEarly, badBlockType, badStoredLength, tooManySymbols,
  badCodeLengths, badRepeat, noEndOfBlock, badLiterals, badDistances, unknownLiteral, unknownDistance, tooFarBack,
} from './endings.as';

const literalMask: u64 = (1 << literalBits) - 1;
const distanceMask: u64 = (1 << distanceBits) - 1;

/** The longest header of a block, and what the loops read ahead. */
const headerBytes: usize = 640;
const aheadBytes: usize = 24;

const inHeader: i32 = 0;
const inStored: i32 = 1;
const inCodes: i32 = 2;

// The stream; between calls it is kept in the memory, so that another instance can go on with it.
let bits: u64 = 0;
let left: u64 = 0;
let inside: i32 = inHeader;
let isLast: bool = false;
let storedLeft: usize = 0;

/** Says where the tables are: `room` is 32 KB of working memory, the same for every instance. */
export function begin(room: usize): void {
  placeTables(room);
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
 * Goes on with a stream until the input needs more bytes, `until` is reached in the output (and up to 300 bytes
 * more), or it ends.
 * @param task words: where the input goes on, where it ends, whether more will follow (else 640 zeros must), where
 *   the output goes on, `until`, the first byte of output that is still there, and the stream's six, 0 at its front
 * @returns what it ends with; the first word, the fourth and the stream's are set then
 */
export function inflate(task: usize): i32 {
  from = <usize>load<u32>(task);
  const to = <usize>load<u32>(task + 4);
  const isAll = load<u32>(task + 8) == 0;
  const out = <usize>load<u32>(task + 12);
  const until = <usize>load<u32>(task + 16);
  const oldest = <usize>load<u32>(task + 20);
  bits = load<u64>(task + 24);
  left = <u64>load<u32>(task + 32);
  inside = load<i32>(task + 36);
  isLast = load<u32>(task + 40) != 0;
  storedLeft = <usize>load<u32>(task + 44);
  const result = go(to, isAll, out, until, oldest);
  store<u64>(task + 24, bits);
  store<u32>(task + 32, <u32>left);
  store<i32>(task + 36, inside);
  store<u32>(task + 40, <u32>isLast);
  store<u32>(task + 44, <u32>storedLeft);
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
function takeSymbols(to: usize, begin: usize, until: usize, oldest: usize): i32 {
  let out = begin;
  let at = from;
  let b = bits;
  let n = left;
  let result: i32 = 0;
  const first = literals;
  const second = distances;
  const last = to - aheadBytes;
  if (at > last || out >= until) return 0;
  b |= load<u64>(at) << n;
  at += <usize>((63 - n) >> 3);
  n |= 56;
  let entry = load<u32>(first + 4 * <usize>(b & literalMask));
  for (;;) {
    if (!(entry & coded)) {
      b >>= <u64>entry;
      n -= <u64>(entry & 63);
      store<u16>(out, <u16>(entry >> 16));
      out += <usize>((entry >> 8) & 3);
      entry = load<u32>(first + 4 * <usize>(b & literalMask));
      if (!(entry & coded)) {
        b >>= <u64>entry;
        n -= <u64>(entry & 63);
        store<u16>(out, <u16>(entry >> 16));
        out += <usize>((entry >> 8) & 3);
        entry = load<u32>(first + 4 * <usize>(b & literalMask));
        if (!(entry & coded)) {
          b >>= <u64>entry;
          n -= <u64>(entry & 63);
          store<u16>(out, <u16>(entry >> 16));
          out += <usize>((entry >> 8) & 3);
          if (at > last || out >= until) break;
          entry = load<u32>(first + 4 * <usize>(b & literalMask));
          b |= load<u64>(at) << n;
          at += <usize>((63 - n) >> 3);
          n |= 56;
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
          if (at > last || out >= until) break;
          b |= load<u64>(at) << n;
          at += <usize>((63 - n) >> 3);
          n |= 56;
          entry = load<u32>(first + 4 * <usize>(b & literalMask));
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
    b >>= <u64>entry;
    n -= <u64>(entry & 63);

    entry = load<u32>(second + 4 * <usize>(b & distanceMask));
    b |= load<u64>(at) << n;
    at += <usize>((63 - n) >> 3);
    n |= 56;
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
    b >>= <u64>entry;
    n -= <u64>(entry & 63);
    if (distance > out - oldest) {
      result = tooFarBack;
      break;
    }
    const start = out;
    out += length;
    const isOver = at > last || out >= until;
    if (!isOver) {
      b |= load<u64>(at) << n;
      at += <usize>((63 - n) >> 3);
      n |= 56;
      // Looked up before the match is copied, which it then need not wait for.
      entry = load<u32>(first + 4 * <usize>(b & literalMask));
    }
    copyMatch(start, distance, length);
    if (isOver) break;
  }
  from = at;
  bits = b;
  left = n;
  reached = out;
  return result;
}
