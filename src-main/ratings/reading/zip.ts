import { crc32 } from 'node:zlib';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { LabError } from '../../../shared/domain/errors.ts';
import { badFile } from './bad-input.ts';
import { inflatedAhead } from './inflated-ahead.ts';
import { inflated, type PackedBytes } from './inflated.ts';
import type { Source } from './source.ts';

const maxEntries = 1000;
const maxTotalBytes = 16 * 2 ** 30;
const maxRatio = 200;
/** Below this a high ratio is harmless, as in a file of a few repeated lines. */
const ratioMatters = 1 << 20;
const symbolicLink = 0o120000;
const deflated = 8;
const reservedName = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/**
 * Opens a zip and checks its directory before a byte is unpacked: names, entry count, total size, compression
 * ratio, overlap, encryption, links. What yauzl does not check itself, this does; the CRC is checked while an
 * entry is read.
 * @throws LabError bad-input, naming the zip and the entry.
 */
export async function openZip(path: string, name: string): Promise<Source> {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false, strictFileNames: true }).catch(
    (error: Error) => {
      throw damaged(name, error);
    },
  );
  try {
    const entries: Entry[] = [];
    if (zip.entryCount > maxEntries)
      throw badFile(name, `holds ${zip.entryCount} entries, more than ${maxEntries}`);
    for await (const entry of zip.eachEntry()) entries.push(entry);
    checkDirectory(name, entries);
    await checkOverlap(name, zip, entries);
    const files = entries
      .filter((entry) => !entry.fileName.endsWith('/') && !entry.fileName.startsWith('__MACOSX/'))
      .map((entry) => ({
        path: entry.fileName,
        label: `${name}/${entry.fileName}`,
        bytes: entry.uncompressedSize,
        open: () => readEntry(path, name, zip, entry, inflated),
        openAhead: () => readEntry(path, name, zip, entry, inflatedAhead),
      }));
    return { kind: 'zip', name, files, close: () => zip.close() };
  } catch (error) {
    zip.close();
    throw error instanceof Error && error.name !== 'LabError' ? damaged(name, error) : error;
  }
}

function checkDirectory(name: string, entries: Entry[]): void {
  let total = 0;
  const names = new Set<string>();
  for (const entry of entries) {
    const label = `${name}/${entry.fileName}`;
    const parts = entry.fileName.split('/');
    if (parts.some((part) => hasControlCharacter(part) || reservedName.test(part.split('.')[0]))) {
      throw badFile(label, 'has an unsafe name; unpack the zip with another tool and import the folder');
    }
    if (names.has(entry.fileName.toLowerCase()))
      throw badFile(label, 'appears twice in this zip; it is not safe to read');
    names.add(entry.fileName.toLowerCase());
    if (entry.isEncrypted()) throw badFile(label, 'is encrypted; unpack the zip and import the folder');
    if (((entry.externalFileAttributes >>> 16) & 0o170000) === symbolicLink) {
      throw badFile(label, 'is a link to another place; links in a zip are not followed');
    }
    total += entry.uncompressedSize;
    if (entry.uncompressedSize > ratioMatters && entry.uncompressedSize > maxRatio * entry.compressedSize) {
      throw badFile(
        label,
        `unpacks to more than ${maxRatio} times its size, as a zip bomb does; it is not read`,
      );
    }
  }
  if (total > maxTotalBytes)
    throw badFile(name, `unpacks to ${total} bytes, more than ${maxTotalBytes}; it is not read`);
}

/** Two entries that share bytes are the mark of a zip bomb or of a crafted file. */
async function checkOverlap(name: string, zip: ZipFile, entries: Entry[]): Promise<void> {
  const ordered = [...entries].sort((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader);
  let end = 0;
  for (const entry of ordered) {
    if (entry.relativeOffsetOfLocalHeader < end) {
      throw badFile(
        `${name}/${entry.fileName}`,
        'overlaps another entry of this zip; it is not safe to read',
      );
    }
    const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
    end = fileDataStart + entry.compressedSize;
    if (end > zip.fileSize)
      throw badFile(`${name}/${entry.fileName}`, 'is cut short; download the zip again');
  }
}

async function* readEntry(
  path: string,
  name: string,
  zip: ZipFile,
  entry: Entry,
  inflate: (packed: PackedBytes) => AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  const label = `${name}/${entry.fileName}`;
  let checksum = 0;
  let bytes = 0;
  try {
    for await (const chunk of await openEntry(path, zip, entry, inflate)) {
      bytes += chunk.length;
      if (bytes > entry.uncompressedSize) throw new Error(`more than ${entry.uncompressedSize} bytes`);
      checksum = crc32(chunk, checksum);
      yield chunk;
    }
    if (bytes < entry.uncompressedSize) throw new Error(`${bytes} of ${entry.uncompressedSize} bytes`);
  } catch (error) {
    throw isOfTheSystem(error) ? error : damaged(label, error as Error);
  }
  if (checksum !== entry.crc32)
    throw badFile(label, 'is damaged: its checksum does not match; download the zip again');
}

async function openEntry(
  path: string,
  zip: ZipFile,
  entry: Entry,
  inflate: (packed: PackedBytes) => AsyncIterable<Buffer>,
): Promise<AsyncIterable<Buffer>> {
  if (entry.compressionMethod !== deflated || entry.compressedSize === 0)
    return zip.openReadStreamPromise(entry);
  const { fileDataStart: start } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
  return inflate({ path, start, end: start + entry.compressedSize });
}

/** A thread that died, or a file that cannot be read, say nothing of what is in it. */
function isOfTheSystem(error: unknown): boolean {
  return error instanceof LabError || (error as NodeJS.ErrnoException).syscall !== undefined;
}

function hasControlCharacter(text: string): boolean {
  for (let at = 0; at < text.length; at++)
    if (text.charCodeAt(at) < 32 || text.charCodeAt(at) === 127) return true;
  return false;
}

function damaged(label: string, error: Error): Error {
  const unsafe = /invalid (relative|characters|absolute)|absolute path/i.test(error.message);
  if (unsafe) return badFile(label, `holds an unsafe name (${error.message}); it is not read`);
  return badFile(label, `is damaged or cut short (${error.message}); download the zip again`);
}
