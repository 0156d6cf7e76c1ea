import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/bench/**', 'node_modules/**'],
    globalSetup: ['test/build-kernels.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // Tests start hundreds of processes from the sources, whose modules need to be compiled once.
    env: { NODE_COMPILE_CACHE: fileURLToPath(new URL('./node_modules/.cache/compiled', import.meta.url)) },
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // A busy machine may take seconds over what a quiet one does at once.
    expect: { poll: { timeout: 20_000 } },
    alias: { electron: fileURLToPath(new URL('./test/hosts/electron/stand-in.ts', import.meta.url)) },
  },
});
