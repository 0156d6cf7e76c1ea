import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * Before any test: the kernels are compiled from their present sources.
 * @throws Error with the compiler's words
 */
export default function buildKernels(): void {
  const script = fileURLToPath(new URL('../src-main/hosts/launch/kernels.mjs', import.meta.url));
  const { status, stderr } = spawnSync(process.execPath, [script], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}
