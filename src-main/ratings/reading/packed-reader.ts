import { closeSync, openSync, readSync } from 'node:fs';
import type { PackedBytes } from './inflated.ts';

/** Reads the packed bytes of an entry, one part after the other, on the thread that it is asked on. */
export interface PackedReader {
  /** Fills memory with what comes next; returns how many bytes, 0 behind the last. */
  read(into: Uint8Array): number;
  /** Where in the zip the next byte is. */
  position(): number;
  close(): void;
}

/**
 * Opens the packed bytes of an entry.
 * @param from where in the zip to begin
 * @throws what the system says of the file, as `read` does
 */
export function readPacked({ path, start, end }: PackedBytes, from = start): PackedReader {
  const file = openSync(path, 'r');
  let position = from;
  return {
    read(into) {
      const count = readSync(file, into, 0, Math.min(into.length, end - position), position);
      position += count;
      return count;
    },
    position: () => position,
    close: () => closeSync(file),
  };
}
