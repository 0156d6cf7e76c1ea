import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Path of the file that a thread of this folder starts with: the module `source`, named from here, or `built` in the
 * folder of the build that this module became a part of.
 */
export function threadEntry(source: string, built: string): string {
  const here = fileURLToPath(import.meta.url);
  if (here.endsWith('.ts')) return join(dirname(here), `${source}.ts`);
  const paths = [dirname(here), dirname(dirname(here))].map((folder) => join(folder, `${built}.js`));
  return paths.find((path) => existsSync(path)) ?? paths[0];
}
