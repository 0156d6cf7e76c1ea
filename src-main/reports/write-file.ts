import { createHash } from 'node:crypto';
import { writeDurably } from '../store/durable-files.ts';

/**
 * Writes a file whole or not at all (temporary file beside it, fsync, rename, fsync of the folder), replacing
 * one that is there. Answers with the SHA-256 of the bytes in hex.
 * @throws the system's error, as for a folder that does not exist.
 */
export function writeAtomically(path: string, bytes: Uint8Array): string {
  writeDurably(path, bytes);
  return createHash('sha256').update(bytes).digest('hex');
}
