import { copyLibraryFiles, finishMove } from '../../../src-main/store/library/move-library.ts';

/*
 * Moves a library as the lab does and is gone at a step, as after a power cut: `mover.ts ROOT FROM TO STEP`. Step
 * `files:N` ends it while the N-th part of the files is copied.
 */
const [root, from, to, step] = process.argv.slice(2);
const cut = (name: string) => {
  if (name === step) process.kill(process.pid, 'SIGKILL');
};
let parts = 0;
const hooks = { passed: cut, progress: () => cut(`files:${++parts}`) };
await copyLibraryFiles(from, to, hooks);
await finishMove({ root, from, to }, hooks);
process.stdout.write('moved\n');
