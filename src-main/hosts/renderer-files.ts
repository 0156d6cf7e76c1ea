import { readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { z } from 'zod';
import type { Installation } from '../service/installation.ts';

/** One file of the built renderer. */
export interface RendererFile {
  path: string;
  mediaType: string;
}

/** The files of the built renderer by exact address: `/index.html`, `/assets/...`; `/` is the first. */
export type RendererFiles = ReadonlyMap<string, RendererFile>;

const listSchema = z.array(z.strictObject({ url: z.string().startsWith('/'), mediaType: z.string() }));

/** Folder of the build as a URL that ends with a slash: `out/`, beside the installation's `resources/`. */
export function builtFolder(installation: Pick<Installation, 'presets'>): URL {
  return new URL('../out/', pathToFileURL(installation.presets));
}

/**
 * Reads the list that the build wrote beside the renderer's folder.
 * @param built folder of the build, as a URL that ends with a slash (`out/`)
 * @throws Error when the renderer has not been built
 */
export function loadRendererFiles(built: URL): RendererFiles {
  const list = listSchema.parse(JSON.parse(readFileSync(new URL('renderer-files.json', built), 'utf8')));
  const files = new Map<string, RendererFile>();
  for (const { url, mediaType } of list) {
    files.set(url, { path: fileURLToPath(new URL(`renderer${url}`, built)), mediaType });
  }
  const page = files.get('/index.html');
  if (!page) throw new Error('The renderer was built without its page. Run npm install again.');
  return files.set('/', page);
}
