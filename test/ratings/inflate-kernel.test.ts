import { constants, deflateRawSync, inflateRawSync, type ZlibOptions } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  inflateKernel,
  inflateMemory,
  inflatePiece,
  pieceBytes,
} from '../../src-main/ratings/reading/inflate-kernel/inflate-kernel.ts';

const memory = inflateMemory();

/** What the kernel makes of packed bytes that come a few at a time; or what it says is wrong. */
function inflate(packed: Uint8Array, atATime = 1 << 30): Buffer | string {
  const kernel = inflateKernel(memory);
  const pieces: Buffer[] = [];
  let position = 0;
  const read = (into: Uint8Array): number => {
    const part = packed.subarray(position, position + Math.min(atATime, into.length));
    into.set(part);
    position += part.length;
    return part.length;
  };
  try {
    for (let isLast = false; !isLast;) {
      const piece = inflatePiece(kernel, read);
      expect(piece.end - piece.start).toBeLessThanOrEqual(pieceBytes);
      pieces.push(Buffer.from(kernel.bytes.slice(piece.start, piece.end)));
      ({ isLast } = piece);
    }
    return Buffer.concat(pieces);
  } catch (error) {
    return (error as Error).message;
  }
}

/** The same from zlib. */
function oracle(packed: Uint8Array): Buffer | string {
  try {
    return inflateRawSync(packed);
  } catch (error) {
    return (error as Error).message;
  }
}

let seed = 1;
/** A whole number below `count`, the next of a fixed sequence. */
function random(count: number): number {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return Math.floor((seed / 2 ** 32) * count);
}

const texts: [string, Buffer][] = [
  ['nothing', Buffer.alloc(0)],
  ['one byte', Buffer.from('x')],
  ['one byte over and over', Buffer.alloc(3_000_000, 7)],
  ['noise', Buffer.from(Array.from({ length: 200_000 }, () => random(256)))],
  [
    'skewed noise, whose codes are long',
    Buffer.from(Array.from({ length: 900_000 }, () => Math.floor(Math.log2(1 + random(2 ** 30)) * 8) ^ 255)),
  ],
  [
    'ratings of more than all pieces',
    Buffer.from(
      Array.from(
        { length: 720_000 },
        (_, e) => `${1 + (e >> 7)},${random(26744)},${random(10) / 2},${1e9 + random(1e8)}\n`,
      ).join(''),
    ),
  ],
  [
    'repeats at every short distance and far back',
    Buffer.concat(
      Array.from({ length: 600 }, (_, n) => {
        const part = Buffer.from(Array.from({ length: 1 + (n % 40) }, () => random(256)));
        return Buffer.concat(Array<Buffer>(2 + random(30)).fill(part));
      }),
    ),
  ],
];
const ways: [string, ZlibOptions][] = [
  ['as usual', {}],
  ['stored', { level: 0 }],
  ['fast', { level: 1 }],
  ['hard', { level: 9 }],
  ['by fixed codes', { strategy: constants.Z_FIXED }],
  ['by codes alone', { strategy: constants.Z_HUFFMAN_ONLY }],
  ['by runs', { strategy: constants.Z_RLE }],
  ['in small blocks', { memLevel: 1 }],
];

describe('the kernel that inflates', () => {
  it.each(texts)('gives back %s, however it was packed and comes', (_, text) => {
    for (const [, options] of ways) {
      const packed = deflateRawSync(text, options);
      for (const atATime of [1 << 30, 1 << 16, 777]) {
        const made = inflate(packed, atATime);
        expect(typeof made === 'string' ? made : made.equals(text)).toBe(true);
      }
    }
  });

  it('takes bytes one at a time, and none of what follows the end', () => {
    const text = texts[5][1].subarray(0, 20_000);
    for (const [, options] of ways) {
      expect(inflate(deflateRawSync(text, options), 1)).toEqual(text);
      expect(inflate(Buffer.concat([deflateRawSync(text, options), Buffer.alloc(99, 255)]))).toEqual(text);
    }
  });

  it('says in the words of zlib that a stream ends early, wherever it is cut', () => {
    const text = texts[5][1].subarray(0, 600);
    for (const [, options] of ways) {
      const packed = deflateRawSync(text, options);
      for (let length = 0; length < packed.length; length++)
        expect([length, inflate(packed.subarray(0, length))]).toEqual([length, 'unexpected end of file']);
    }
  });

  it('finds what zlib finds wrong, and otherwise the same bytes, where a few bits are changed', () => {
    const found = new Set<string>();
    const text = Buffer.concat([texts[5][1].subarray(0, 3000), texts[6][1].subarray(0, 3000)]);
    for (let n = 0; n < 6000; n++) {
      const [, options] = ways[n % ways.length];
      const packed = deflateRawSync(text.subarray(random(2000), 3500 + random(2500)), options);
      for (let change = random(3); change >= 0; change--)
        packed[random(random(2) ? 60 : packed.length)] ^= 1 << random(8);
      const wanted = oracle(packed);
      const made = inflate(packed);
      if (typeof wanted === 'string') {
        found.add(wanted);
        expect([n, made]).toEqual([n, wanted]);
      } else expect([n, typeof made === 'string' ? made : made.equals(wanted)]).toEqual([n, true]);
    }
    expect([...found].sort()).toEqual([
      'invalid bit length repeat',
      'invalid block type',
      'invalid code -- missing end-of-block',
      'invalid code lengths set',
      'invalid distance code',
      'invalid distance too far back',
      'invalid distances set',
      'invalid literal/length code',
      'invalid literal/lengths set',
      'invalid stored block lengths',
      'too many length or distance symbols',
      'unexpected end of file',
    ]);
  });
});
