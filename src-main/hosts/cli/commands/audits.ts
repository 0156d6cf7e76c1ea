import type { Command } from 'commander';
import type { CheckProgress } from '../../../../shared/domain/check.ts';
import { LabError } from '../../../../shared/domain/errors.ts';
import { readCampaignArgument } from '../campaign-argument.ts';
import { untilInterrupted, type Act, type Invocation } from '../invocation.ts';
import { wholeNumber } from '../option-values.ts';
import { auditText } from '../output/audit-text.ts';
import { fixed } from '../output/format.ts';
import { textTable, type TextColumn } from '../output/text-table.ts';
import { uniquenessText } from '../output/uniqueness-text.ts';

/** `audit`, `uniqueness` and `calibrate`: the checks that earn belief. */
export function registerAuditCommands(program: Command, act: Act): void {
  program
    .command('audit')
    .description(
      "gradients against central differences through full retraining, what each costs and reaches, and what each term of the utility is worth, on a campaign's first configuration",
    )
    .argument('<campaign>', 'campaign file (JSON), or the id of a preset')
    .option('--directions <n>', 'random directions', wholeNumber(1, 50), 5)
    .option('--iterations <n>', 'steps at most of the attack along each gradient; 0 makes none', wholeNumber(0, 50), 5)
    .option('--dataset <dataset>', 'instead of the data set that the campaign names')
    .action(act(audit));
  program
    .command('uniqueness')
    .description('whether the effect of a finished run depends on where training starts; kept with the run')
    .argument('<run>', 'key of the run, or a prefix of it')
    .option('--starts <n>', 'clean and poisoned trainings each (2 to 20)', wholeNumber(2, 20), 3)
    .action(act(uniqueness));
  program
    .command('calibrate')
    .description('published values of the learners beside ours, on the MovieLens releases that are imported whole')
    .option('--dataset <dataset...>', 'only on these (default: every data set)')
    .action(act(calibrate));
}

async function audit(
  invocation: Invocation,
  typed: string,
  { directions, iterations, dataset }: { directions: number; iterations: number; dataset?: string },
): Promise<void> {
  const argument = readCampaignArgument(invocation, typed, dataset);
  const { service, on } = await invocation.open('work');
  on('audits.progress', tell(invocation));
  const work = service.client.audits
    .audit({ campaign: argument.raw, directions, iterations })
    .catch((error: unknown) => {
      throw error instanceof LabError ? argument.place(error) : error;
    });
  const { audits, audit: made, cached } = await untilInterrupted(invocation, work);
  invocation.answer({ audits, ...made, gradients: undefined, cached }, () => auditText(made));
}

async function uniqueness(invocation: Invocation, run: string, { starts }: { starts: number }): Promise<void> {
  const { service, on } = await invocation.open('work');
  on('audits.progress', tell(invocation));
  const made = await untilInterrupted(invocation, service.client.audits.uniqueness({ run, starts }));
  const { check, cached } = made;
  invocation.answer({ uniqueness: { run: made.run, cached, ...check } }, () => uniquenessText(check));
}

async function calibrate(invocation: Invocation, flags: { dataset?: string[] }): Promise<void> {
  const { service, on } = await invocation.open('work');
  on('audits.progress', tell(invocation));
  const { rows, calibration } = await untilInterrupted(invocation, service.client.audits.calibrate(flags.dataset ? { datasets: flags.dataset } : {}));
  invocation.answer({ rows, calibration: { ...calibration, rows: undefined } }, () =>
    textTable(
      [left('check'), left('protocol'), right('published'), right('measured'), right('band'), left('status')],
      rows.map((row) => [
        row.check,
        row.protocol,
        row.published,
        fixed(row.measured, 4),
        row.band ? `${fixed(row.band[0], 4)} to ${fixed(row.band[1], 4)}` : '–',
        row.status,
      ]),
    ),
  );
}

/** Where a check stands, as the bar and the JSON lines have it. */
function tell({ progress }: Invocation) {
  return ({ phase, iteration, iterations, etaSeconds }: CheckProgress): void =>
    progress.update({ phase, ...(iterations > 0 ? { done: iteration, total: iterations } : {}), etaSeconds });
}

function left(title: string): TextColumn {
  return { title, align: 'left' };
}

function right(title: string): TextColumn {
  return { title, align: 'right' };
}
