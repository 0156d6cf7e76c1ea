import { readdirSync, writeFileSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import type { Plugin } from 'vite';

/**
 * Writes what the renderer's build made as a list of `{ url, mediaType }`, in the order of their names.
 * Hosts serve exactly these files, so no address ever becomes part of a path.
 * @throws Error when the build made a file of a kind that hosts would not know how to label.
 */
export function listRendererFiles(to: string): Plugin {
  return {
    name: 'list-renderer-files',
    apply: 'build',
    writeBundle({ dir }) {
      if (!dir) throw new Error('the renderer is built into a folder');
      const names = filesIn(dir)
        .filter((name) => !name.endsWith('.map'))
        .sort();
      writeFileSync(
        to,
        JSON.stringify(
          names.map((name) => ({ url: `/${name}`, mediaType: mediaTypeOf(name) })),
          null,
          1,
        ),
      );
    },
  };
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}

const mediaTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.wasm': 'application/wasm',
};

function mediaTypeOf(name: string): string {
  const mediaType = mediaTypes[extname(name)];
  if (!mediaType) throw new Error(`${name}: add its media type to list-renderer-files.ts`);
  return mediaType;
}
