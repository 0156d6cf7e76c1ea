import { resolve } from 'node:path';
import { Command } from 'commander';
import { defaultHome } from '../../service/default-home.ts';
import { findInstallation } from '../../service/installation.ts';
import type { CliIo } from './cli-io.ts';
import { registerAuditCommands } from './commands/audits.ts';
import { registerBinCommands } from './commands/bin.ts';
import { registerCampaignCommands } from './commands/campaigns.ts';
import { registerCatalogueCommands } from './commands/catalogue.ts';
import { registerClaimsCommand } from './commands/claims.ts';
import { registerDatasetCommands } from './commands/datasets.ts';
import { registerExportCommands } from './commands/exports.ts';
import { registerOpenCommand } from './commands/open.ts';
import { registerReproduceCommand } from './commands/reproduce.ts';
import { registerProfileCommands } from './commands/profiles.ts';
import { registerRunCommand } from './commands/run.ts';
import { registerRunsCommands } from './commands/runs.ts';
import { registerSelfTest } from './commands/self-test.ts';
import { invoke, type Act, type GlobalOptions, type Invocation } from './invocation.ts';
import { oneOf, wholeNumber } from './option-values.ts';

/** The whole command line; `finish` hears the exit code of the command that ran. */
export function buildProgram(io: CliIo, finish: (exitCode: number) => void): Command {
  const program = new Command('poison-lab')
    .description('Measures how badly factorization recommenders can be poisoned by fake users.')
    .version(findInstallation().version, '--version', 'print the version')
    .option('--home <dir>', 'library folder (default: POISON_LAB_HOME, else the folder for application data)')
    .option('--threads <n>', 'cores to use, which runs share (default: every core)', wholeNumber(1, 256))
    .option(
      '--kernels <which>',
      'auto (the fastest), or plain for the same bits on every machine',
      oneOf(['auto', 'plain']),
      'auto',
    )
    .option('--json', 'print exactly one JSON document; progress goes to stderr')
    .option('--self-test', 'check store, worker and versions of this installation')
    .helpOption('-h, --help', 'show help')
    .configureHelp({ sortSubcommands: false, showGlobalOptions: true })
    .configureOutput({ writeOut: io.stdout, writeErr: io.stderr })
    .exitOverride();
  const act: Act =
    <A extends unknown[]>(body: (invocation: Invocation, ...given: A) => Promise<number | void>) =>
    async (...given: unknown[]) => {
      // What commander gives an action is untyped: the declared arguments, the options, the command.
      const command = given[given.length - 1] as Command;
      const own = given.slice(0, -1) as A;
      finish(await invoke(io, globalOptions(io, command), (invocation) => body(invocation, ...own)));
    };
  registerDatasetCommands(program, act);
  registerProfileCommands(program, act);
  registerCatalogueCommands(program, act);
  registerCampaignCommands(program, act);
  registerRunCommand(program, act);
  registerRunsCommands(program, act);
  registerBinCommands(program, act);
  registerAuditCommands(program, act);
  registerClaimsCommand(program, act);
  registerReproduceCommand(program, act);
  registerExportCommands(program, act);
  registerOpenCommand(program, act);
  registerSelfTest(program, act);
  return program;
}

function globalOptions(io: CliIo, command: Command): GlobalOptions {
  const { home, threads, kernels, json } = command.optsWithGlobals<{
    home?: string;
    threads?: number;
    kernels: 'auto' | 'plain';
    json?: boolean;
  }>();
  return {
    home: home === undefined ? defaultHome(io.env) : resolve(io.cwd, home),
    threads: threads ?? null,
    kernels,
    json: json === true,
  };
}
