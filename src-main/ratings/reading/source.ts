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
  /** The same, unpacked on another thread that is a little ahead, where there is something to unpack. */
  openAhead?(): AsyncIterable<Buffer>;
  /** Opens it for reading anywhere, where it lies on the disk as it is. */
  openDisk?(): Promise<DiskFile>;
}

/** A file on the disk that is open for reading, in its bytes as they are at that moment. */
export interface DiskFile {
  /** Descriptor, for other threads of this process. */
  fd: number;
  /** Chunks of this many bytes, the last perhaps shorter, from one position to another or the end of the file. */
  chunkBytes: number;
  chunks(from: number, to?: number): AsyncIterable<Buffer>;
  /** Bytes from one position to another. */
  read(from: number, to: number): Promise<Buffer>;
  close(): Promise<void>;
}

/** What a person points at. */
export interface Source {
  kind: 'file' | 'folder' | 'zip';
  /** Base name, as in `ml-1m.zip`. */
  name: string;
  files: SourceFile[];
  close(): void;
}
