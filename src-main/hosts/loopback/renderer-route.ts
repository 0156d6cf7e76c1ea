import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import type { RendererFiles } from '../renderer-files.ts';
import { refuse, sendError } from './answers.ts';

/** What was read of each file, by its path: the host answers with it at once, also where a long answer waits behind. */
export type KeptFiles = Map<string, Promise<Buffer>>;

/** Reads every file of the renderer, a few MB, before a window asks for the first. */
export function keepRendererFiles(files: RendererFiles): KeptFiles {
  const kept: KeptFiles = new Map();
  for (const { path } of files.values()) {
    const reading = kept.get(path) ?? readFile(path);
    // Who asks for the file is told.
    reading.catch(() => undefined);
    kept.set(path, reading);
  }
  return kept;
}

/** A name as the build gives it, as in `/assets/index-Bez0rda-.js`. */
const isHashed = /^\/assets\/.+-[\w-]{8}\.\w+$/;

/**
 * `GET /...`: a file of the built renderer, looked up by its exact address. One whose name has the hash of what is in
 * it stays with the browser, compiled, so that the next window has it at once.
 */
export async function sendRendererFile(
  files: RendererFiles,
  kept: KeptFiles,
  url: string,
  response: ServerResponse,
): Promise<void> {
  const file = files.get(url);
  if (!file) {
    refuse(response, 404, 'There is nothing at this address.');
    return;
  }
  try {
    const content = await (kept.get(file.path) ?? readFile(file.path));
    if (isHashed.test(url)) response.setHeader('Cache-Control', 'private, max-age=31536000, immutable');
    response.writeHead(200, { 'Content-Type': file.mediaType, 'Content-Length': content.length });
    response.end(content);
  } catch (error) {
    sendError(response, error);
  }
}
