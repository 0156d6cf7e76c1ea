import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of the repository, without a slash at its end. */
export const root = fileURLToPath(new URL('../../../', import.meta.url)).replace(/[\\/]$/, '');

/** The Node that the lab runs on: the one that npm installed with it, else the one that runs this. */
export function labNode() {
  const installed = join(
    root,
    'node_modules',
    'node',
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  return existsSync(installed) ? installed : process.execPath;
}

/** Entry of the build by its name in electron.config.ts. */
export function builtEntry(name) {
  return join(root, 'out', 'main', `${name}.js`);
}

/** Says one line on the terminal, apart from what commands answer on standard output. */
export function say(line) {
  process.stderr.write(`${line}\n`);
}
