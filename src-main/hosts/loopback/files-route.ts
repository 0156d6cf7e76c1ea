import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { FileHandle } from '../../../shared/contract/transport.ts';
import { LabError } from '../../../shared/domain/errors.ts';
import type { FileRegistry } from '../../service/files.ts';
import { refuse, sendError, sendJson } from './answers.ts';
import { BodyTooLarge, bodyUpTo } from './body.ts';

/**
 * `POST /files?name=...`: the body becomes a file of the scratch folder, its handle the answer. A body over
 * `limit` bytes, or one that ends early, leaves nothing behind.
 */
export async function receiveFile(
  files: FileRegistry,
  name: string,
  limit: number,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!isBaseName(name)) {
    refuse(response, 400, 'An upload needs ?name= with the base name of the file.');
    return;
  }
  const file = files.reserve(name);
  try {
    await pipeline(bodyUpTo(request, limit), createWriteStream(file.path, { flags: 'wx' }));
    sendJson(response, 200, { fileId: file.fileId, name } satisfies FileHandle);
  } catch (error) {
    files.release(file.fileId);
    if (error instanceof BodyTooLarge) refuse(response, 413, tooLarge(name, limit));
    else sendError(response, error);
  }
}

/** `GET /files/<fileId>`: an export (never a file that the person named) as a download. */
export async function sendFile(files: FileRegistry, fileId: string, response: ServerResponse): Promise<void> {
  try {
    const file = files.find(fileId);
    if (!file.scratch) throw new LabError('not-found', 'Only exported files can be downloaded.');
    const { size } = await stat(file.path);
    response.writeHead(200, {
      'Content-Type': file.mediaType,
      'Content-Length': size,
      'Content-Disposition': contentDisposition(file.name),
    });
    await pipeline(createReadStream(file.path), response);
  } catch (error) {
    sendError(response, error);
  }
}

/** A header that no name can break out of: plain ASCII, and the exact name percent-encoded beside it. */
export function contentDisposition(name: string): string {
  const plain = name.replace(/[^A-Za-z0-9._ -]/g, '_');
  const exact = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${exact}`;
}

function isBaseName(name: string): boolean {
  return name.length > 0 && name.length <= 255 && !/[/\\\p{Cc}]/u.test(name) && name !== '.' && name !== '..';
}

function tooLarge(name: string, limit: number): string {
  return `${name} is larger than ${limit} bytes, the most that can be uploaded: import it with poison-lab import.`;
}
