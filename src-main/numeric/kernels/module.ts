import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { KernelBuild } from './choice.ts';

/** A compiled build of the kernels. */
export interface KernelModule {
  build: KernelBuild;
  module: WebAssembly.Module;
  /** SHA-256 (hex) of the file, part of every run's record. */
  sha256: string;
}

const loaded = new Map<KernelBuild, KernelModule>();

/**
 * The kernels of a build, read once a thread from `out/kernels` of the installation around this module.
 * @throws Error when they have not been built (`npm run build`)
 */
export function kernelModule(build: KernelBuild): KernelModule {
  const known = loaded.get(build);
  if (known) return known;
  const bytes = builtKernels(build);
  const found = {
    build,
    module: new WebAssembly.Module(bytes),
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
  loaded.set(build, found);
  return found;
}

/**
 * The compiled WebAssembly of a build of the numeric kernels, or of another module beside them.
 * @throws Error when it has not been built (`npm run build`)
 */
export function builtKernels(name: KernelBuild | 'rows' | 'inflate' | 'columns' | 'shared-columns'): NonSharedBuffer {
  const here = dirname(fileURLToPath(import.meta.url));
  for (let folder = here; folder !== dirname(folder); folder = dirname(folder)) {
    const path = join(folder, 'out', 'kernels', `${name}.wasm`);
    if (existsSync(path)) return readFileSync(path);
  }
  throw new Error(`The ${name} kernels have not been built; run npm run build.`);
}
