import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import type { RendererFiles } from '../renderer-files.ts';
import { wornPage, type ReadLook } from '../worn-page.ts';
import { refuse, send, sendError } from './answers.ts';

/** What was read of each file, by its exact address: the host answers with it at once, also where a long answer waits behind. */
export type KeptFiles = ReadonlyMap<string, { mediaType: string; content: Promise<Buffer> }>;

/** Reads every file of the renderer, a few MB, before a window asks for the first. */
export function keepRendererFiles(files: RendererFiles): KeptFiles {
  return new Map(
    [...files].map(([url, { path, mediaType }]) => {
      const content = readFile(path);
      // Who asks for the file is told.
      content.catch(() => undefined);
      return [url, { mediaType, content }];
    }),
  );
}

/** A name as the build gives it, as in `/assets/index-Bez0rda-.js`. */
const isHashed = /^\/assets\/.+-[\w-]{8}\.\w+$/;

/**
 * `GET /...`: a file of the built renderer, looked up by its exact address. One whose name has the hash of what is in
 * it stays with the browser, compiled, so that the next window has it at once.
 */
export async function sendRendererFile(kept: KeptFiles, url: string, response: ServerResponse): Promise<void> {
  const file = kept.get(url);
  if (!file) {
    refuse(response, 404, 'There is nothing at this address.');
    return;
  }
  try {
    const content = await file.content;
    if (isHashed.test(url)) response.setHeader('Cache-Control', 'private, max-age=31536000, immutable');
    response.writeHead(200, { 'Content-Type': file.mediaType, 'Content-Length': content.length });
    response.end(content);
  } catch (error) {
    sendError(response, error);
  }
}

/** `GET /`: the window's page, in the theme and text size that were chosen. */
export async function sendWindowPage(kept: KeptFiles, readLook: ReadLook, response: ServerResponse): Promise<void> {
  try {
    const { mediaType, content } = kept.get('/')!;
    send(response, 200, mediaType, await wornPage((await content).toString('utf8'), readLook));
  } catch (error) {
    sendError(response, error);
  }
}
