/** One file of a source, wherever it lies. */
export interface SourceFile {
  /** Path inside the source with forward slashes, as in `ml-1m/ratings.dat`. */
  path: string;
  /** As messages name it: the source's own name and the path within. */
  label: string;
  /** Uncompressed size. */
  bytes: number;
  /**
   * Its bytes from the start, in chunks that are valid until the next one is asked for; a damaged zip entry
   * throws LabError bad-input while it is read.
   */
  open(): AsyncIterable<Buffer>;
}

/** What a person points at. */
export interface Source {
  kind: 'file' | 'folder' | 'zip';
  /** Base name, as in `ml-1m.zip`. */
  name: string;
  files: SourceFile[];
  close(): void;
}
