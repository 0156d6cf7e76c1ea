import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const entry = fileURLToPath(new URL('../../../src-main/hosts/cli/bin.ts', import.meta.url));
const node = fileURLToPath(new URL('../../../node_modules/.bin/node', import.meta.url));

/** How one invocation ended. */
export interface CliEnd {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the command line from its sources in a process of its own. */
export function cli(home: string, ...args: string[]): Promise<CliEnd> {
  return startCli(home, ...args).end;
}

/** As {@link cli}, with the process at hand while it works. */
export function startCli(home: string, ...args: string[]): { child: ChildProcess; end: Promise<CliEnd> } {
  const child = spawn(node, [entry, ...args], { env: { ...process.env, POISON_LAB_HOME: home, CI: '1' } });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const end = new Promise<CliEnd>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
  return { child, end };
}

/** The one document of a `--json` invocation; fails when stdout holds anything else. */
export function document(end: CliEnd): Record<string, unknown> {
  const lines = end.stdout.split('\n');
  if (lines.length !== 2 || lines[1] !== '')
    throw new Error(`not exactly one document: ${end.stdout}\n${end.stderr}`);
  return JSON.parse(lines[0]) as Record<string, unknown>;
}

/** The JSON lines of stderr; fails when a line is anything else. */
export function progressLines(end: CliEnd): Record<string, unknown>[] {
  return end.stderr
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
