import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Folder of the build, made first when the sources have changed since; many test files may ask at once. */
export function builtLab(): string {
  const script = "import('./src-main/hosts/launch/build.mjs').then(({ buildWhenStale }) => buildWhenStale())";
  const root = fileURLToPath(new URL('../', import.meta.url));
  const result = spawnSync(process.execPath, ['--eval', script], { cwd: root, encoding: 'utf8' });
  if (result.status !== 0) throw new Error(result.stderr);
  return fileURLToPath(new URL('../out/', import.meta.url));
}
