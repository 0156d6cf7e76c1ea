import { log } from '../../shared/statistics/elementary.ts';

/** A stream of pseudo-random numbers; the same key gives the same numbers on every machine. */
export interface RandomStream {
  /** Uniform in [0, 1), 53 bits. */
  uniform(): number;
  /** Standard normal, Marsaglia's polar method. */
  normal(): number;
  /** Fills `out` with what as many calls of `normal` would have given, faster. */
  normals(out: Float64Array): void;
  /** Uniform integer in [0, bound), without bias; bound is at most 2^32. */
  integer(bound: number): number;
}

/**
 * A stream keyed by seed, purpose and step, so that what one part of a run draws never depends on what
 * another part drew: xoshiro128** (Blackman & Vigna) seeded by a mixed hash of the key.
 * @param seed any integer in [0, 2^53)
 */
export function randomStream(seed: number, purpose: string, step = 0): RandomStream {
  // Typed arrays: variables that closures share would box every number.
  const state = Int32Array.from(seedWords(`${seed}/${purpose}/${step}`));
  const pair = new Float64Array(2);
  let hasSpare = false;

  function normal(): number {
    hasSpare = !hasSpare;
    if (!hasSpare) return pair[1];
    fillPairs(state, pair, 0);
    return pair[0];
  }
  function normals(out: Float64Array): void {
    let at = 0;
    if (hasSpare && out.length > 0) out[at++] = normal();
    at = fillPairs(state, out, at);
    if (at < out.length) out[at] = normal();
  }
  function integer(bound: number): number {
    const limit = 4294967296 - (4294967296 % bound);
    for (;;) {
      const value = nextWord(state);
      if (value < limit) return value % bound;
    }
  }
  return { uniform: () => uniform(state), normal, normals, integer };
}

/**
 * `count` distinct integers of [0, bound), ascending, uniform among all such sets (Floyd's algorithm).
 * @throws RangeError when count exceeds bound.
 */
export function sampleWithoutReplacement(stream: RandomStream, bound: number, count: number): Int32Array {
  if (count > bound) throw new RangeError(`cannot draw ${count} distinct numbers below ${bound}`);
  if (bound > sparsest * count) {
    const chosen = new Set<number>();
    for (let top = bound - count; top < bound; top++) {
      const candidate = stream.integer(top + 1);
      chosen.add(chosen.has(candidate) ? top : candidate);
    }
    return Int32Array.from(chosen).sort();
  }
  const taken = new Uint8Array(bound);
  for (let top = bound - count; top < bound; top++) {
    const candidate = stream.integer(top + 1);
    taken[taken[candidate] ? top : candidate] = 1;
  }
  const sample = new Int32Array(count);
  for (let number = 0, at = 0; at < count; number++) if (taken[number]) sample[at++] = number;
  return sample;
}

/** A mark for every number serves better than a set where one of so many numbers is drawn, or more. */
const sparsest = 32;

/** Pairs of independent standard normals from out[from] on, as many as fit; returns where they end. */
function fillPairs(state: Int32Array, out: Float64Array, from: number): number {
  let at = from;
  while (at < out.length - 1) {
    // Four words a candidate, of which each gives a pair or none: no word is drawn that is not needed.
    const count = 4 * Math.min(words.length / 4, (out.length - at) >> 1);
    fillWords(state, count);
    for (let w = 0; w < count; w += 4) {
      const x = 2 * fraction(words[w], words[w + 1]) - 1;
      const y = 2 * fraction(words[w + 2], words[w + 3]) - 1;
      const s = x * x + y * y;
      if (s >= 1 || s === 0) continue;
      const scale = Math.sqrt((-2 * log(s)) / s);
      out[at] = x * scale;
      out[at + 1] = y * scale;
      at += 2;
    }
  }
  return at;
}

/** Words drawn together; one call's alone. */
const words = new Uint32Array(256);

/** The next `count` words, with the state in registers. */
function fillWords(state: Int32Array, count: number): void {
  let a = state[0];
  let b = state[1];
  let c = state[2];
  let d = state[3];
  for (let w = 0; w < count; w++) {
    words[w] = Math.imul(rotate(Math.imul(b, 5), 7), 9);
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = rotate(d, 11);
  }
  state[0] = a;
  state[1] = b;
  state[2] = c;
  state[3] = d;
}

/** Uniform in [0, 1). */
function uniform(state: Int32Array): number {
  return fraction(nextWord(state), nextWord(state));
}

/** 53 bits of two words, in [0, 1). */
function fraction(high: number, low: number): number {
  return ((high >>> 5) * 67108864 + (low >>> 6)) / 9007199254740992;
}

/** The next 32 bits of xoshiro128**. */
function nextWord(state: Int32Array): number {
  const a = state[0];
  const b = state[1];
  const c = state[2] ^ a;
  const d = state[3] ^ b;
  state[0] = a ^ d;
  state[1] = b ^ c;
  state[2] = c ^ (b << 9);
  state[3] = rotate(d, 11);
  return Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
}

function rotate(x: number, by: number): number {
  return (x << by) | (x >>> (32 - by));
}

function seedWords(key: string): [number, number, number, number] {
  let hash = 0x811c9dc5;
  const words: number[] = [];
  for (let round = 0; round < 4; round++) {
    hash ^= Math.imul(round + 1, 0x9e3779b9);
    for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
    words.push(mix(hash));
  }
  if (!words.some(Boolean)) words[0] = 1;
  return [words[0], words[1], words[2], words[3]];
}

function mix(h: number): number {
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  h ^= h >>> 16;
  return h | 0;
}
