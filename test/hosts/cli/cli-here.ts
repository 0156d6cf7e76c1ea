import { inlineEngine } from '../../../src-main/runs/engine-process/inline-engine.ts';
import type { CliIo } from '../../../src-main/hosts/cli/cli-io.ts';
import { runCli } from '../../../src-main/hosts/cli/main.ts';
import type { CliEnd } from './cli-process.ts';

/** Runs the command line in this process, with the engine in it too: it sees components that a test registers. */
export async function cliHere(home: string, ...args: string[]): Promise<CliEnd> {
  return cliHereWith({}, home, ...args);
}

/** As {@link cliHere}, in another world. */
export async function cliHereWith(world: Partial<CliIo>, home: string, ...args: string[]): Promise<CliEnd> {
  let stdout = '';
  let stderr = '';
  const io: CliIo = {
    stdout: (text) => void (stdout += text),
    stderr: (text) => void (stderr += text),
    stderrIsTerminal: false,
    columns: 80,
    env: { POISON_LAB_HOME: home },
    cwd: process.cwd(),
    spawnEngine: inlineEngine(),
    onInterrupt: () => () => undefined,
    ...world,
  };
  const code = await runCli(args, io);
  return { code, stdout, stderr };
}
