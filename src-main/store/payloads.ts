import { LabError } from '../../shared/domain/errors.ts';
import { sha256, type Blobs } from './blobs.ts';
import type { Database } from './database.ts';

/** Bytes kept by content: small ones in the database, large ones in `blobs/ab/<sha256>`. */
export interface PayloadStore {
  /**
   * The bytes of a payload, verified against their hash.
   * @throws LabError 'not-found' when there is none, 'failed' when the bytes are damaged or the file is gone.
   */
  get(hash: string): Uint8Array;
  has(hash: string): boolean;
  /** Bytes on disk of everything kept outside the database. */
  blobBytes(): number;
}

/** Bytes that are safe to refer to from a row; see {@link stagePayload}. */
export interface StagedPayload {
  hash: string;
  bytes: Uint8Array;
}

/** Payloads up to this many bytes lie in the database. */
export const inlineLimit = 256 * 1024;

/** The payloads of a library. */
export function payloadStore(database: Database, blobs: Blobs): PayloadStore {
  return {
    get(hash) {
      const row = database.one<{ content: Buffer | null }>(
        'SELECT content FROM payloads WHERE hash = ?',
        hash,
      );
      if (!row) throw new LabError('not-found', `The library holds no payload ${hash}.`);
      if (row.content === null) return blobs.get(hash);
      if (sha256(row.content) !== hash) {
        throw new LabError(
          'failed',
          `The library's database is damaged: payload ${hash} has another hash. Put back the newest file of its backups folder as lab.sqlite.`,
        );
      }
      return row.content;
    },
    has: (hash) => database.one('SELECT 1 FROM payloads WHERE hash = ?', hash) !== undefined,
    blobBytes: () => blobs.bytes(),
  };
}

/** Before a write begins: hashes the bytes, and puts large ones on the disk for good. */
export function stagePayload(blobs: Blobs, bytes: Uint8Array): StagedPayload {
  const hash = sha256(bytes);
  if (bytes.length > inlineLimit) blobs.put(hash, bytes);
  return { hash, bytes };
}

/** Inside a running write: the row that others refer to; known content is not written again. */
export function recordPayload(database: Database, payload: StagedPayload): string {
  const content = payload.bytes.length > inlineLimit ? null : payload.bytes;
  database.run(
    'INSERT INTO payloads VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
    payload.hash,
    payload.bytes.length,
    content,
  );
  return payload.hash;
}
