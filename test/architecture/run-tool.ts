import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('../../', import.meta.url));

/** Runs a tool of node_modules in `folder` with this very Node; its output, whatever its exit code. */
export function runTool(
  script: string,
  args: string[],
  folder = repository,
): { code: number | null; output: string } {
  const path = fileURLToPath(new URL(`../../node_modules/${script}`, import.meta.url));
  const result = spawnSync(process.execPath, [path, ...args], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  return { code: result.status, output: result.stdout + result.stderr };
}

/** A broken import rule: which, from where, to where. */
export interface Violation {
  rule: string;
  from: string;
  to: string;
}

/** What dependency-cruiser objects to in a tree that has our configuration at its root. */
export function importViolations(folder = repository): Violation[] {
  const args = [
    '--config',
    '.dependency-cruiser.cjs',
    '--output-type',
    'json',
    'shared',
    'src-main',
    'src-renderer',
    'test',
  ];
  const { output } = runTool('dependency-cruiser/bin/dependency-cruiser.mjs', args, folder);
  const { summary, modules } = JSON.parse(output) as {
    summary: { violations: { rule: { name: string }; from: string; to: string }[] };
    modules: unknown[];
  };
  if (modules.length === 0) throw new Error('dependency-cruiser read nothing');
  return summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }));
}
