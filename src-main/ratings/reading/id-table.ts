/**
 * Numbers the ids of one column in order of first appearance. Ids are one exactly when their text is: 42 and
 * "42" are, 042 is another, and so are integers beyond 2^53 that differ in their last digit.
 */
export interface IdTable {
  /** Ids as in the file, by number. */
  ids: string[];
  /** Number + 1 of each integer below 10^7 written plainly, 0 for those that have not appeared. */
  small: Int32Array;
  /** Every other id by hash, open addressing: number + 1, 0 for a free slot; a power of two of them. */
  slots: Int32Array;
  /** Ids in `slots`. */
  texts: number;
  /** Three for each id by number: hash, and where its bytes start and end in `arena`. */
  places: Int32Array;
  arena: Uint8Array;
  arenaUsed: number;
}

/** Integers of up to this many digits, 10^7 of them, are looked up in an array. */
export const smallDigits = 7;
export const smallIds = 10_000_000;

/**
 * A table without ids.
 * @param small memory for `small`, zeroed; more is made where that is too short
 */
export function idTable(small: Int32Array = new Int32Array(1 << 10)): IdTable {
  return {
    ids: [],
    small,
    slots: new Int32Array(1 << 10),
    texts: 0,
    places: new Int32Array(0),
    arena: new Uint8Array(0),
    arenaUsed: 0,
  };
}

/**
 * Hash of an id: the digits that it begins with as a number modulo 2^32, which parsing has at hand, then every
 * further byte by {@link hashByte}.
 */
export function hashOf(bytes: Uint8Array): number {
  let hash = 0;
  let at = 0;
  for (; at < bytes.length && bytes[at] >= digit0 && bytes[at] <= digit0 + 9; at++)
    hash = (Math.imul(hash, 10) + (bytes[at] - digit0)) | 0;
  for (; at < bytes.length; at++) hash = hashByte(hash, bytes[at]);
  return hash;
}

/** A hash with one more byte behind the digits that an id begins with. */
export function hashByte(hash: number, byte: number): number {
  return ((hash << 5) + (byte - hash)) | 0;
}

/** Number + 1 of the id whose bytes these are and whose {@link hashOf} is `hash`; 0 if it is new. */
export function findText(table: IdTable, bytes: Uint8Array, from: number, to: number, hash: number): number {
  const { slots, arena, places } = table;
  const mask = slots.length - 1;
  for (let slot = mixed(hash) & mask; ; slot = (slot + 1) & mask) {
    const found = slots[slot];
    if (found === 0) return 0;
    const place = 3 * (found - 1);
    const start = places[place + 1];
    if (places[place] !== hash || places[place + 2] - start !== to - from) continue;
    let at = from;
    for (let own = start; at < to && arena[own] === bytes[at]; own++) at++;
    if (at === to) return found;
  }
}

/** Adds an id that {@link findText} did not find; returns its number. */
export function addText(
  table: IdTable,
  bytes: Uint8Array,
  from: number,
  to: number,
  hash: number,
  id: string,
): number {
  const index = table.ids.push(id) - 1;
  const needed = 3 * (index + 1);
  if (needed > table.places.length) {
    const larger = new Int32Array(Math.max(1 << 10, 2 * needed));
    larger.set(table.places);
    table.places = larger;
  }
  const used = table.arenaUsed;
  table.arenaUsed += to - from;
  if (table.arenaUsed > table.arena.length) {
    const larger = new Uint8Array(Math.max(1 << 12, 2 * table.arenaUsed));
    larger.set(table.arena);
    table.arena = larger;
  }
  for (let at = from; at < to; at++) table.arena[used + at - from] = bytes[at];
  table.places.set([hash, used, table.arenaUsed], 3 * index);
  if (2 * ++table.texts > table.slots.length) growSlots(table);
  place(table.slots, hash, index + 1);
  return index;
}

/** Adds a plain integer below 10^7 that is not yet in `small`; returns its number. */
export function addSmall(table: IdTable, value: number): number {
  const index = table.ids.push(String(value)) - 1;
  if (value >= table.small.length) {
    const larger = new Int32Array(Math.max(value + 1, 2 * table.small.length));
    larger.set(table.small);
    table.small = larger;
  }
  table.small[value] = index + 1;
  return index;
}

/** The number of an id, given as text, which is added if it is new. */
export function numberOf(table: IdTable, id: string): number {
  if (plainSmall.test(id)) {
    const value = Number(id);
    const found = value < table.small.length ? table.small[value] : 0;
    return found ? found - 1 : addSmall(table, value);
  }
  const bytes = Buffer.from(id, 'utf8');
  const hash = hashOf(bytes);
  const found = findText(table, bytes, 0, bytes.length, hash);
  return found ? found - 1 : addText(table, bytes, 0, bytes.length, hash, id);
}

const digit0 = 48;
const plainSmall = /^(0|[1-9]\d{0,6})$/;

function growSlots(table: IdTable): void {
  const old = table.slots;
  table.slots = new Int32Array(4 * old.length);
  for (const found of old) if (found) place(table.slots, table.places[3 * (found - 1)], found);
}

function place(slots: Int32Array, hash: number, found: number): void {
  const mask = slots.length - 1;
  let slot = mixed(hash) & mask;
  while (slots[slot]) slot = (slot + 1) & mask;
  slots[slot] = found;
}

/** Spreads a hash over the slots (Wellons's lowbias32). */
function mixed(hash: number): number {
  let x = hash ^ (hash >>> 16);
  x = Math.imul(x, 0x7feb352d);
  x ^= x >>> 15;
  x = Math.imul(x, 0x846ca68b);
  return x ^ (x >>> 16);
}
