import { defineConfig } from 'electron-vite';
import vue from '@vitejs/plugin-vue';
import { listRendererFiles } from './src-main/hosts/launch/list-renderer-files.ts';

/** Entries of the main build; their neighbours in out/main find each other by these names. */
const main = {
  electron: 'src-main/hosts/electron/main.ts',
  loopback: 'src-main/hosts/loopback/main.ts',
  cli: 'src-main/hosts/cli/bin.ts',
  engine: 'src-main/runs/engine-process/main.ts',
  worker: 'src-main/runs/engine-process/worker.ts',
  inflater: 'src-main/ratings/reading/inflate-worker.ts',
  hasher: 'src-main/ratings/fingerprint-worker.ts',
  reader: 'src-main/ratings/reading/plain-part-worker.ts',
};

/** Buttons, fields and words that most views share: one file instead of thirty, each of which a view would wait for. */
const smallParts = {
  name: 'parts',
  test: /src-renderer[\\/](?:stores|formatting|components[\\/](?:Attack|Campaign|Delta|Empty|Error|Fact|Icon|Lab|Link|Number|Progress|Segmented|Subscript|Symbol|Text|Tick|View)\w+\.vue)/,
  minShareCount: 2,
};

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      target: 'node24',
      sourcemap: true,
      rolldownOptions: { input: main, output: { format: 'es', entryFileNames: '[name].js' } },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: 'src-main/hosts/electron/preload.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src-renderer',
    base: './',
    build: {
      outDir: 'out/renderer',
      rolldownOptions: { input: 'src-renderer/index.html', output: { codeSplitting: { groups: [smallParts] } } },
    },
    plugins: [vue(), listRendererFiles('out/renderer-files.json')],
  },
});
