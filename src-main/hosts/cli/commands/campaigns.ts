import type { Command } from 'commander';
import type { CampaignCheck } from '../../../../shared/domain/campaign.ts';
import { campaignError, findCampaignArgument, type CampaignArgument } from '../campaign-argument.ts';
import { untilInterrupted, type Act, type Invocation } from '../invocation.ts';
import { complaintText, exitCodes } from '../output/error-report.ts';
import { duration, percent, plural } from '../output/format.ts';
import { factList, textTable } from '../output/text-table.ts';

/** `campaigns` and `check`. */
export function registerCampaignCommands(program: Command, act: Act): void {
  program.command('campaigns').description('list the saved campaigns').action(act(listCampaigns));
  program
    .command('check')
    .description('validate a campaign, count its runs and estimate their time')
    .argument('<campaign>', 'campaign file (JSON), the id of a preset, or the name of a saved campaign')
    .option('--dataset <dataset>', 'instead of the data set that the campaign names')
    .action(act(checkCampaign));
}

async function listCampaigns(invocation: Invocation): Promise<void> {
  const { service } = await invocation.open('look');
  const { campaigns } = await service.client.campaigns.list({});
  const rows = campaigns.map(({ name, datasetName, runs, done, active, updatedAt }) => [
    name,
    datasetName,
    String(runs),
    String(done),
    active ? 'running' : done < runs ? 'open' : 'done',
    updatedAt.slice(0, 16).replace('T', ' '),
  ]);
  const columns = ['campaign', 'data set', 'runs', 'stored', 'state', 'changed (UTC)'];
  invocation.answer({ campaigns }, () =>
    rows.length
      ? textTable(
          columns.map((title) => ({
            title,
            align: title === 'runs' || title === 'stored' ? 'right' : 'left',
          })),
          rows,
        )
      : 'No campaigns.\n',
  );
}

async function checkCampaign(
  invocation: Invocation,
  typed: string,
  flags: { dataset?: string },
): Promise<number> {
  const argument = await findCampaignArgument(invocation, typed, flags.dataset);
  const { service } = await invocation.open('work');
  invocation.progress.update({ phase: 'checking' });
  const check = await untilInterrupted(
    invocation,
    service.client.campaigns.check({ campaign: argument.raw }),
  );
  invocation.answer(check, () => checkText(check));
  if (check.errors.length === 0) return exitCodes.done;
  for (const line of errorLines(check, argument)) invocation.progress.note({ phase: line });
  return exitCodes.badInput;
}

function checkText(check: CampaignCheck): string {
  const facts = factList([
    ['runs', plural(check.runs, 'run')],
    ['stored', String(check.cached)],
    ['to do', String(check.runs - check.cached)],
    [
      'malicious users',
      check.maliciousUsers
        .map(({ maliciousShare, users }) => `${users} (${percent(maliciousShare)})`)
        .join(', ') || '–',
    ],
    ['time', check.estimateSeconds === null ? 'not known yet' : `about ${duration(check.estimateSeconds)}`],
    ['errors', String(check.errors.length)],
  ]);
  const warnings = check.warnings
    .map(({ path, message }) => `warning: ${path ? `${path}: ` : ''}${message}\n`)
    .join('');
  if (check.breakdown.length === 0) return facts + warnings;
  const rows = check.breakdown.map(({ label, runs, cached, secondsEach }) => [
    label,
    String(runs),
    String(cached),
    duration(secondsEach),
  ]);
  const columns = ['attack', 'runs to do', 'stored', 'each'];
  return `${facts}${warnings}\n${textTable(
    columns.map((title) => ({ title, align: title === 'attack' ? 'left' : 'right' })),
    rows,
  )}`;
}

function errorLines(check: CampaignCheck, argument: CampaignArgument): string[] {
  return argument
    .place(campaignError(check.errors))
    .complaints.map((complaint) => `error: ${complaintText(complaint)}`);
}
