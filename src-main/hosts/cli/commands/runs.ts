import type { Command } from 'commander';
import { untilInterrupted, type Act, type Invocation } from '../invocation.ts';
import { plural } from '../output/format.ts';
import { runTable, runText, valueText } from '../output/run-text.ts';
import { textTable } from '../output/text-table.ts';

/** `runs`, `show`, `diff` and `cancel`. */
export function registerRunsCommands(program: Command, act: Act): void {
  program
    .command('runs')
    .description('list the saved runs')
    .option('--campaign <name>', 'only those of one campaign, in expansion order')
    .option('--deleted', 'those in the bin')
    .action(act(listRuns));
  program
    .command('show')
    .description('everything about one run')
    .argument('<run>', 'key of the run, or a prefix of it')
    .action(act(showRun));
  program
    .command('diff')
    .description('what differs between two runs, metrics included')
    .argument('<run>', 'key of a run, or a prefix of it')
    .argument('<other>', 'key of another run')
    .action(act(diffRuns));
  program
    .command('cancel')
    .description('cancel a run that waits or works, in any process; its checkpoint is kept')
    .argument('<run>', 'key of the run, or a prefix of it')
    .action(act(cancelRun));
}

async function listRuns(
  invocation: Invocation,
  flags: { campaign?: string; deleted?: boolean },
): Promise<void> {
  const { service } = await invocation.open('look');
  const { runs } = await service.client.runs.list({
    campaign: flags.campaign,
    deleted: flags.deleted === true,
  });
  invocation.answer({ runs }, () =>
    runs.length ? `${runTable(runs)}\n${plural(runs.length, 'run')}.\n` : 'No runs.\n',
  );
}

async function showRun(invocation: Invocation, run: string): Promise<void> {
  const { service } = await invocation.open('look');
  const shown = await service.client.runs.show({ run });
  invocation.answer(shown, () => runText(shown.run, shown.series, shown.provenance));
}

async function diffRuns(invocation: Invocation, left: string, right: string): Promise<void> {
  const { service } = await invocation.open('look');
  const { differences } = await service.client.runs.diff({ runs: [left, right] });
  const rows = differences.map((one) => [one.path, valueText(one.left), valueText(one.right)]);
  const columns = ['field', left, right].map((title) => ({ title, align: 'left' as const }));
  invocation.answer({ differences }, () =>
    rows.length ? textTable(columns, rows) : 'The runs are equal.\n',
  );
}

async function cancelRun(invocation: Invocation, run: string): Promise<void> {
  const { service } = await invocation.open('look');
  const { cancelled } = await untilInterrupted(invocation, service.client.queue.cancel({ run }));
  invocation.answer({ cancelled }, () =>
    cancelled.length
      ? `Cancelled ${cancelled.join(', ')}. Run its campaign again to continue.\n`
      : 'It neither waits nor works; nothing was cancelled.\n',
  );
}
