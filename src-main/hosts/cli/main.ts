import { CommanderError } from 'commander';
import { errorToData, type LabErrorData } from '../../../shared/domain/errors.ts';
import { processIo, type CliIo } from './cli-io.ts';
import { reportError } from './invocation.ts';
import { exitCodeOf, exitCodes } from './output/error-report.ts';
import { buildProgram } from './program.ts';

/**
 * Runs one command line to its end and answers with its exit code: 0 done, 1 failed, 2 bad usage or input,
 * 130 cancelled. Never throws, and never exits the process but on a second Ctrl-C.
 * @param argv without node and script
 */
export async function runCli(argv: readonly string[], io: CliIo = processIo()): Promise<number> {
  const json = argv.includes('--json');
  const usage: string[] = [];
  let exitCode: number = exitCodes.done;
  try {
    const program = buildProgram(io, (code) => (exitCode = code));
    // The usage error is told once, below, in the form that was asked for.
    for (const command of [program, ...program.commands.flatMap((one) => [one, ...one.commands])]) {
      command.configureOutput({ outputError: (text) => void usage.push(text.trim()) }).exitOverride();
    }
    if (argv.length === 0) {
      io.stderr(program.helpInformation());
      return exitCodes.badInput;
    }
    await program.parseAsync(
      argv.map((word) => (word === '--self-test' ? 'self-test' : word)),
      { from: 'user' },
    );
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.done;
    const data = error instanceof CommanderError ? usageError(error, usage) : errorToData(error);
    reportError(io, json, data);
    return exitCodeOf(data);
  }
}

function usageError(error: CommanderError, told: string[]): LabErrorData {
  // Commander shows the help and says nothing where a command is missing.
  const own = error.code === 'commander.help' ? 'Name a command.' : error.message;
  const message = (told.length > 0 ? told.join(' ') : own)
    .replace(/^error: /, '')
    .replaceAll(/\s*\n\s*/g, ' ');
  return {
    code: 'bad-input',
    message: `${message}${/[.?)]$/.test(message) ? '' : '.'} Add --help for the usage.`,
    complaints: [],
  };
}
