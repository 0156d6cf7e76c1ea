import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createInflateRaw } from 'node:zlib';

/** Where the packed bytes of an entry lie in its zip. */
export interface PackedBytes {
  /** Path of the zip. */
  path: string;
  /** First byte, and the one behind the last. */
  start: number;
  end: number;
}

/** What zlib makes at a time; a piece can hold more than one of these. */
const pieceBytes = 1 << 20;

/**
 * Unpacks an entry in pieces of about a megabyte: yauzl's own stream spends as long on its small pieces as on
 * inflating them.
 * @throws Error from zlib where the packed bytes are damaged or cut short.
 */
export function inflated({ path, start, end }: PackedBytes): AsyncIterable<Buffer> {
  const packed = createReadStream(path, { start, end: end - 1, highWaterMark: pieceBytes / 2 });
  return pipeline(packed, createInflateRaw({ chunkSize: pieceBytes }), () => {});
}
