import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildKernelsWhenStale, kernelsAreBuilt } from './build-kernels.mjs';
import { labNode, root, say } from './installation.mjs';

/** Everything that the build reads: change it, and the build is stale. */
const inputs = [
  'electron.config.ts',
  'package.json',
  'package-lock.json',
  'resources',
  'shared',
  'src-main',
  'src-renderer',
  'tsconfig.json',
];
const record = join(root, 'out', 'build.json');
const lock = join(root, 'out', 'building');

/**
 * Builds the kernels, and the lab with electron-vite, unless the build in `out/` was made from exactly these
 * sources. Only one process builds at a time; the others wait for it.
 * @throws Error with the tools' own words when a build fails
 */
export async function buildWhenStale() {
  if (isCurrent(sourcesHash()) && kernelsAreBuilt()) return;
  mkdirSync(join(root, 'out'), { recursive: true });
  await takeLock();
  try {
    await buildKernelsWhenStale();
    const hash = sourcesHash();
    if (!isCurrent(hash)) build(hash);
  } finally {
    rmSync(lock, { force: true });
  }
}

function build(hash) {
  const tool = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  if (!existsSync(tool))
    throw new Error('electron-vite is not installed. Run npm install, with its development dependencies.');
  rmSync(record, { force: true });
  say('Building the lab ...');
  const result = spawnSync(labNode(), [tool, 'build', '-c', 'electron.config.ts', '--logLevel', 'warn'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (result.status !== 0)
    throw new Error(`The build failed.\n${result.stdout ?? ''}${result.stderr ?? ''}${result.error ?? ''}`);
  writeFileSync(record, `${JSON.stringify({ sources: hash })}\n`);
}

function isCurrent(hash) {
  return existsSync(record) && JSON.parse(readFileSync(record, 'utf8')).sources === hash;
}

/** SHA-256 of the names and bytes of all inputs. */
function sourcesHash() {
  const hash = createHash('sha256');
  for (const input of inputs) addToHash(hash, input);
  return hash.digest('hex');
}

function addToHash(hash, path) {
  const full = join(root, path);
  const bytes = existsSync(full) ? readUnlessFolder(full) : '';
  if (bytes !== null) hash.update(`${path}\0${bytes.length}\0`).update(bytes);
  else for (const name of readdirSync(full).sort()) addToHash(hash, `${path}/${name}`);
}

function readUnlessFolder(path) {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error.code === 'EISDIR') return null;
    // Deleted while this ran, as an editor does when it saves.
    if (error.code === 'ENOENT') return '';
    throw error;
  }
}

async function takeLock() {
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (isAbandoned()) rmSync(lock, { force: true });
    else await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function isAbandoned() {
  try {
    process.kill(Number(readFileSync(lock, 'utf8')), 0);
    return false;
  } catch (error) {
    // Anything but "no such process" means that somebody builds, or has just finished.
    return error.code === 'ESRCH';
  }
}
