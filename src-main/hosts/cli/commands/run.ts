import type { Command } from 'commander';
import type { Run } from '../../../../shared/domain/run.ts';
import type { Campaign } from '../../../../shared/domain/campaign.ts';
import { LabError } from '../../../../shared/domain/errors.ts';
import { readCampaignArgument, type CampaignArgument } from '../campaign-argument.ts';
import { untilInterrupted, type Invocation } from '../invocation.ts';
import { exitCodes } from '../output/error-report.ts';
import { duration, plural } from '../output/format.ts';
import { runTable } from '../output/run-text.ts';
import { followRuns } from '../follow-runs.ts';
import type { Act } from '../program.ts';
import type { Session } from '../session.ts';

/** `run`: the whole of a campaign, from the store where it is there. */
export function registerRunCommand(program: Command, act: Act): void {
  program
    .command('run')
    .description('run what is not stored of a campaign')
    .argument('<campaign>', 'campaign file (JSON), or the id of a preset')
    .option('--dataset <dataset>', 'instead of the data set that the campaign names')
    .action(act(runCampaign));
}

async function runCampaign(invocation: Invocation, typed: string, flags: { dataset?: string }): Promise<number> {
  const argument = readCampaignArgument(invocation, typed, flags.dataset);
  const session = await invocation.open('work');
  invocation.progress.update({ phase: 'checking the campaign' });
  const { campaign, runs } = await untilInterrupted(invocation, addToQueue(session, argument));
  const begun = Date.now();
  const ended = await followRuns(invocation, session, campaign, runs);
  invocation.answer({ campaign, runs: ended }, () => summaryText(campaign, ended, (Date.now() - begun) / 1000));
  return exitCodeOfRuns(ended, invocation.interrupted.aborted);
}

async function addToQueue(session: Session, argument: CampaignArgument): Promise<{ campaign: string; runs: Run[] }> {
  try {
    // The dispatcher parses it: the schema's complaints name every field.
    return await session.service.client.queue.add({ campaign: argument.raw as Campaign });
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    throw argument.place(withoutPrefix(error));
  }
}

/** The schema speaks of `campaign.budget`, the person's file of `budget`. */
function withoutPrefix(error: LabError): LabError {
  const complaints = error.complaints.map((complaint) => ({ ...complaint, path: complaint.path?.replace(/^campaign(\.|$)/, '') }));
  return new LabError(error.code, error.message.replace(/^queue\.add: campaign\.?/, ''), complaints);
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
