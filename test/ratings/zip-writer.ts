import { writeFileSync } from 'node:fs';
import { crc32, deflateRawSync } from 'node:zlib';

/** One entry of a zip made for a test; the last fields make it wrong on purpose. */
export interface ZipEntry {
  name: string;
  content: string | Buffer;
  stored?: boolean;
  crc?: number;
  /** Sizes that the directory claims. */
  claimedBytes?: number;
  encrypted?: boolean;
  /** Unix mode, as in 0o120777 for a link. */
  mode?: number;
  /** Point at the local header of the entry of this index instead of writing one. */
  sameAs?: number;
}

/** Writes a zip by hand, so that tests can damage what zip tools would refuse to write. */
export function writeZip(path: string, entries: ZipEntry[]): void {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  const offsets: number[] = [];
  let offset = 0;
  for (const entry of entries) {
    const content = Buffer.from(entry.content);
    const packed = entry.stored ? content : deflateRawSync(content);
    const name = Buffer.from(entry.name, 'utf8');
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(0x800 | (entry.encrypted ? 1 : 0), 2);
    fields.writeUInt16LE(entry.stored ? 0 : 8, 4);
    fields.writeUInt32LE(entry.crc ?? crc32(content), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(entry.claimedBytes ?? content.length, 18);
    fields.writeUInt16LE(name.length, 22);
    offsets.push(entry.sameAs === undefined ? offset : offsets[entry.sameAs]);
    if (entry.sameAs === undefined) {
      const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, name, packed]);
      locals.push(local);
      offset += local.length;
    }
    const head = Buffer.concat([
      Buffer.from('PK\x01\x02', 'latin1'),
      Buffer.from([20, 3]),
      fields,
      Buffer.alloc(14),
    ]);
    head.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 38);
    head.writeUInt32LE(offsets[offsets.length - 1], 42);
    directory.push(Buffer.concat([head, name]));
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  const central = Buffer.concat(directory);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  writeFileSync(path, Buffer.concat([...locals, central, end]));
}
