import { findInstallation, nodeEngine } from '../../service/installation.ts';
import type { ServiceOptions } from '../../service/service.ts';

/** The world around one invocation of the command line; tests inject their own. */
export interface CliIo {
  stdout(text: string): void;
  stderr(text: string): void;
  /** Whether progress may redraw its line. */
  stderrIsTerminal: boolean;
  /** Width of the terminal in characters. */
  columns: number;
  env: Record<string, string | undefined>;
  /** What relative paths are relative to. */
  cwd: string;
  /** How the engine is started. */
  spawnEngine: ServiceOptions['spawnEngine'];
  /** Calls back on Ctrl-C; the returned function stops listening. */
  onInterrupt(listener: () => void): () => void;
}

/** The real process. */
export function processIo(): CliIo {
  return {
    stdout: (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text),
    stderrIsTerminal: process.stderr.isTTY === true,
    columns: process.stderr.columns || 80,
    env: process.env,
    cwd: process.cwd(),
    spawnEngine: nodeEngine(findInstallation()),
    onInterrupt(listener) {
      process.on('SIGINT', listener);
      process.on('SIGTERM', listener);
      return () => {
        process.off('SIGINT', listener);
        process.off('SIGTERM', listener);
      };
    },
  };
}
