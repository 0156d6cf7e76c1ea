import { crc32 } from 'node:zlib';

/** A file of a zip. */
export interface ZippedFile {
  /** Relative, with forward slashes. */
  name: string;
  bytes: Uint8Array;
}

const localHeader = 0x04034b50;
const directoryHeader = 0x02014b50;
const endOfDirectory = 0x06054b50;
const version = 20;
const utf8Names = 0x800;
/** 1 January 1980, the earliest that a zip can say: equal files make equal zips. */
const date = (1 << 5) | 1;
const unix = 3;
const plainFile = 0o100644;
const largest = 0xffffffff;

/**
 * A zip of uncompressed files, the same bytes for the same files on every machine, which no compressor promises.
 * Layout: PKWARE's APPNOTE 6.3, without ZIP64.
 * @throws RangeError when the whole is above 4 GB
 */
export function storedZip(files: readonly ZippedFile[]): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes } of files) {
    const encoded = Buffer.from(name, 'utf8');
    const fields = commonFields(bytes, encoded.length);
    const local = Buffer.alloc(4);
    local.writeUInt32LE(localHeader);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(directoryHeader, 0);
    entry.writeUInt8(version, 4);
    entry.writeUInt8(unix, 5);
    fields.copy(entry, 6);
    entry.writeUInt32LE((plainFile << 16) >>> 0, 38);
    entry.writeUInt32LE(offset, 42);
    parts.push(local, fields, encoded, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    directory.push(entry, encoded);
    offset += local.length + fields.length + encoded.length + bytes.length;
    if (offset > largest) throw new RangeError('a zip of more than 4 GB');
  }
  const end = Buffer.alloc(22);
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  end.writeUInt32LE(endOfDirectory, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, ...directory, end]);
}

/** What the header before a file and its entry in the directory have in common: 26 bytes, no extra field. */
function commonFields(bytes: Uint8Array, nameLength: number): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(version, 0);
  fields.writeUInt16LE(utf8Names, 2);
  fields.writeUInt16LE(date, 8);
  fields.writeUInt32LE(crc32(bytes), 10);
  fields.writeUInt32LE(bytes.length, 14);
  fields.writeUInt32LE(bytes.length, 18);
  fields.writeUInt16LE(nameLength, 22);
  return fields;
}
