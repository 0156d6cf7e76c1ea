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
