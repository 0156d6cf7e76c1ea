import type { Command } from 'commander';
import type { Run } from '../../../../shared/domain/run.ts';
import type { Campaign } from '../../../../shared/domain/campaign.ts';
import { freeName } from '../../../../shared/domain/free-name.ts';
import { campaignError, findCampaignArgument, type CampaignArgument } from '../campaign-argument.ts';
import { untilInterrupted, type Act, type Invocation } from '../invocation.ts';
import { exitCodes } from '../output/error-report.ts';
import { duration, plural } from '../output/format.ts';
import { runTable } from '../output/run-text.ts';
import { followRuns } from '../follow-runs.ts';
import type { Session } from '../session.ts';

/** `run`: the whole of a campaign, from the store where it is there. */
export function registerRunCommand(program: Command, act: Act): void {
  program
    .command('run')
    .description('run what is not stored of a campaign')
    .argument('<campaign>', 'campaign file (JSON), the id of a preset, or the name of a saved campaign')
    .option('--dataset <dataset>', 'instead of the data set that the campaign names')
    .action(act(runCampaign));
}

async function runCampaign(
  invocation: Invocation,
  typed: string,
  flags: { dataset?: string },
): Promise<number> {
  const argument = await findCampaignArgument(invocation, typed, flags.dataset);
  const session = await invocation.open('work');
  invocation.progress.update({ phase: 'checking the campaign' });
  const { campaign, runs } = await untilInterrupted(invocation, addToQueue(invocation, session, argument));
  const begun = Date.now();
  const ended = await followRuns(invocation, session, campaign, runs);
  invocation.answer({ campaign, runs: ended }, () =>
    summaryText(campaign, ended, (Date.now() - begun) / 1000),
  );
  return exitCodeOfRuns(ended, invocation.interrupted.aborted);
}

async function addToQueue(
  invocation: Invocation,
  { service }: Session,
  argument: CampaignArgument,
): Promise<{ campaign: string; runs: Run[] }> {
  // The check speaks of fields as the file has them; only a campaign without errors is worth queueing.
  const { errors } = await service.client.campaigns.check({ campaign: argument.raw });
  if (errors.length > 0) throw argument.place(campaignError(errors));
  await keepSaved(service.client, argument.raw as Campaign, (phase) => invocation.progress.note({ phase }));
  return service.client.queue.add({ campaign: argument.raw as Campaign });
}

/** Another campaign of that name steps aside under a free one, unless all its runs are in this one as well. */
async function keepSaved(client: Session['service']['client'], campaign: Campaign, note: (words: string) => void): Promise<void> {
  const { saved, runsLeft } = await client.campaigns.meet({ campaign });
  if (saved !== 'other') return;
  const before = await client.campaigns.get({ campaign: campaign.name });
  const { campaigns } = await client.campaigns.list({});
  const name = freeName(
    campaign.name,
    campaigns.map((known) => known.name),
  );
  await client.campaigns.save({ campaign: { ...before.campaign, name }, replaces: campaign.name });
  const runs = runsLeft === 0 ? '' : `, with its ${plural(runsLeft, 'run')}`;
  note(`Another campaign was saved as "${campaign.name}": it is kept as "${name}"${runs}.`);
}

function exitCodeOfRuns(runs: readonly Run[], interrupted: boolean): number {
  if (interrupted && runs.some((run) => run.status !== 'done')) return exitCodes.cancelled;
  if (runs.some((run) => run.status === 'failed')) return exitCodes.failed;
  return runs.every((run) => run.status === 'done') ? exitCodes.done : exitCodes.cancelled;
}

function summaryText(campaign: string, runs: readonly Run[], seconds: number): string {
  const tally = (['done', 'failed', 'cancelled', 'queued', 'running'] as const)
    .map((status) => [runs.filter((run) => run.status === status).length, status] as const)
    .filter(([amount]) => amount > 0)
    .map(([amount, status]) => `${amount} ${status}`);
  const cached = runs.filter((run) => run.cached).length;
  const failures = runs.filter((run) => run.error).map((run) => `${run.run} ${run.status}: ${run.error}\n`);
  return `${runTable(runs)}\n${failures.join('')}${campaign}: ${plural(runs.length, 'run')}, ${tally.join(', ')}; ${cached} from the store, ${duration(seconds)}.\n`;
}
