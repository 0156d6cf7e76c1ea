import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { RendererFiles } from '../renderer-files.ts';
import { refuse, sendError } from './answers.ts';

/** `GET /...`: a file of the built renderer, looked up by its exact address. */
export async function sendRendererFile(
  files: RendererFiles,
  url: string,
  response: ServerResponse,
): Promise<void> {
  const file = files.get(url);
  if (!file) {
    refuse(response, 404, 'There is nothing at this address.');
    return;
  }
  try {
    const { size } = await stat(file.path);
    response.writeHead(200, { 'Content-Type': file.mediaType, 'Content-Length': size });
    await pipeline(createReadStream(file.path), response);
  } catch (error) {
    sendError(response, error);
  }
}
