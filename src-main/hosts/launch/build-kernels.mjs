import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import asc from 'assemblyscript/asc';
import { root, say } from './installation.mjs';

const source = join(root, 'src-main');
const target = join(root, 'out', 'kernels');
const record = join(target, 'build.json');

const numeric = 'numeric/kernels/module.as.ts';
const columns = 'numeric/column-kernel/columns.as.ts';
const shared = ['--sharedMemory', '--initialMemory', '1', '--maximumMemory', '65536'];

/** What each build is made from and may use; relaxed SIMD fuses multiply-adds where the processor can. */
const builds = {
  plain: { entry: numeric, features: 'simd,threads', memory: shared },
  fma: { entry: numeric, features: 'simd,threads,relaxed-simd', memory: shared },
  rows: { entry: 'ratings/reading/row-kernel/row-kernel.as.ts', features: 'simd', memory: [] },
  columns: { entry: columns, features: 'simd', memory: [] },
  'shared-columns': { entry: columns, features: 'simd,threads', memory: shared },
  inflate: { entry: 'ratings/reading/inflate-kernel/inflate.as.ts', features: 'simd,threads', memory: shared },
};

const options = ['-O3', '--noAssert', '--runtime', 'stub', '--importMemory'];

/**
 * Compiles the kernels' AssemblyScript into a file of `out/kernels` for each build, unless they were made from exactly
 * these sources.
 * @throws Error with the compiler's own words
 */
export async function buildKernelsWhenStale() {
  const hash = sourcesHash();
  if (isCurrent(hash)) return;
  mkdirSync(target, { recursive: true });
  say('Compiling the kernels ...');
  for (const [name, build] of Object.entries(builds)) await compile(name, build);
  writeFileSync(record, `${JSON.stringify({ sources: hash })}\n`);
}

/** Whether all builds are there, of whatever sources. */
export function kernelsAreBuilt() {
  return Object.keys(builds).every((name) => existsSync(join(target, `${name}.wasm`)));
}

async function compile(name, { entry, features, memory }) {
  const partial = join(target, `${name}.${process.pid}.wasm`);
  const out = asc.createMemoryStream();
  const { error, stderr } = await asc.main(
    [join(source, entry), '--baseDir', '/', '--outFile', partial, '--enable', features, ...options, ...memory],
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
