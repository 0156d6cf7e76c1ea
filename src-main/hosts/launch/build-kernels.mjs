import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import asc from 'assemblyscript/asc';
import { root, say } from './installation.mjs';

const source = join(root, 'src-main', 'numeric', 'kernels');
const target = join(root, 'out', 'kernels');
const record = join(target, 'build.json');

/** What each build may use; relaxed SIMD fuses multiply-adds where the processor can. */
const builds = { plain: 'simd,threads', fma: 'simd,threads,relaxed-simd' };

const options = [
  ...['-O3', '--noAssert', '--runtime', 'stub'],
  ...['--importMemory', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', '65536'],
];

/**
 * Compiles the kernels' AssemblyScript into `out/kernels/{plain,fma}.wasm`, unless they were made from exactly
 * these sources.
 * @throws Error with the compiler's own words
 */
export async function buildKernelsWhenStale() {
  const hash = sourcesHash();
  if (isCurrent(hash)) return;
  mkdirSync(target, { recursive: true });
  say('Compiling the kernels ...');
  for (const [name, features] of Object.entries(builds)) await compile(name, features);
  writeFileSync(record, `${JSON.stringify({ sources: hash })}\n`);
}

/** Whether both builds are there, of whatever sources. */
export function kernelsAreBuilt() {
  return Object.keys(builds).every((name) => existsSync(join(target, `${name}.wasm`)));
}

async function compile(name, features) {
  const partial = join(target, `${name}.${process.pid}.wasm`);
  const out = asc.createMemoryStream();
  const entry = join(source, 'module.as.ts');
  const { error, stderr } = await asc.main(
    [entry, '--baseDir', '/', '--outFile', partial, '--enable', features, ...options],
    { stdout: out },
  );
  if (error) throw new Error(`The ${name} kernels do not compile.\n${stderr.toString()}${error}`);
  renameSync(partial, join(target, `${name}.wasm`));
}

function isCurrent(hash) {
  return existsSync(record) && kernelsAreBuilt() && JSON.parse(readFileSync(record, 'utf8')).sources === hash;
}

/** SHA-256 of everything that decides the bytes of the builds. */
function sourcesHash() {
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules', 'assemblyscript', 'package.json'), 'utf8'));
  const hash = createHash('sha256').update(JSON.stringify({ version, builds, options }));
  for (const path of readdirSync(source, { recursive: true }).sort()) {
    if (path.endsWith('.as.ts')) hash.update(`${path}\0`).update(readFileSync(join(source, path)));
  }
  return hash.digest('hex');
}
