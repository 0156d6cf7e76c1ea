import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import { paperProfiles, type PaperProfile } from '../../../../shared/domain/paper.ts';
import type { Run } from '../../../../shared/domain/run.ts';
import { copyDurably } from '../../copy-durably.ts';
import { followRuns } from '../follow-runs.ts';
import { untilInterrupted, type Act, type Invocation } from '../invocation.ts';
import { commaList, oneOf, positiveNumber } from '../option-values.ts';
import { exitCodes } from '../output/error-report.ts';
import { duration, plural } from '../output/format.ts';
import type { Session } from '../session.ts';

/** `reproduce`: the paper's figures and claims, as far as the time allows; doing it again goes on. */
export function registerReproduceCommand(program: Command, act: Act): void {
  program
    .command('reproduce')
    .description("run the paper's figures, resume what was begun, and write a report of panels and claims")
    .option('--dataset <dataset>', 'instead of the built-in data')
    .option('--figures <numbers>', 'of the paper, 1 to 6, separated by commas (default: all)', figureNumbers)
    .option('--profile <profile>', 'quick (default), claims or full', oneOf(paperProfiles), 'quick')
    .option('--minutes <m>', 'start nothing after so long; what is open stays resumable', positiveNumber)
    .option('--check-starts', 'then train runs of each configuration from several starts, as far as the time allows')
    .option('--to <file>', 'FILE.html or .pdf; an existing file is replaced', 'poison-lab-paper.html')
    .action(act(reproduce));
}

interface Flags {
  dataset?: string;
  figures?: number[];
  profile: PaperProfile;
  minutes?: number;
  checkStarts?: boolean;
  to: string;
}

async function reproduce(invocation: Invocation, flags: Flags): Promise<number> {
  const { dataset, figures, profile, minutes, to } = flags;
  const format = /\.pdf$/i.test(to) ? 'pdf' : 'html';
  const request = { dataset, figures, profile };
  const begun = Date.now();
  const session = await invocation.open('work');
  const { client, files } = session.service;
  invocation.progress.update({ phase: 'planning the panels' });
  const { panels, runs } = await untilInterrupted(invocation, client.claims.reproduce(request));
  const estimate = (await client.queue.state({})).etaSeconds;
  const asked = `${plural(panels.length, 'panel')}, ${plural(runs.length, 'run')}`;
  invocation.progress.note({ phase: estimate === null ? asked : `${asked}, about ${duration(estimate)}` });
  for (const { title, error } of panels) if (error) invocation.progress.note({ phase: `${title}: ${error}` });
  const deadline = minutes === undefined ? [] : [AbortSignal.timeout(minutes * 60_000)];
  const interrupted = AbortSignal.any([invocation.interrupted, ...deadline]);
  const ended = await followRuns({ ...invocation, interrupted }, session, null, runs);
  if (flags.checkStarts === true) await checkStarts(invocation, session, ended, interrupted);
  invocation.progress.update({ phase: `writing ${to}` });
  const made = await client.reports.export({ what: 'paper', request, format });
  const file = invocation.path(to);
  copyDurably(files.find(made.fileId).path, file);
  files.release(made.fileId);
  const done = ended.filter(({ status }) => status === 'done').length;
  const seconds = (Date.now() - begun) / 1000;
  invocation.answer(
    { report: { file, sha256: made.sha256 }, runs: ended },
    () => `${to}: ${done} of ${plural(ended.length, 'run')} done, ${duration(seconds)}.${done < ended.length ? ' The same command goes on.' : ''}\n`,
  );
  if (ended.some(({ status }) => status === 'failed')) return exitCodes.failed;
  return invocation.interrupted.aborted ? exitCodes.cancelled : exitCodes.done;
}

function figureNumbers(text: string): number[] {
  const numbers = commaList(text).map(Number);
  if (numbers.every((number) => Number.isInteger(number) && number >= 1 && number <= 6)) return numbers;
  throw new InvalidArgumentError('Give figures of the paper, 1 to 6, separated by commas, as in 1,3.');
}

/** The uniqueness checks of the finished runs, until the time is up or Ctrl-C; those that were made are kept. */
async function checkStarts(
  invocation: Invocation,
  session: Session,
  ended: readonly Run[],
  interrupted: AbortSignal,
): Promise<void> {
  const { audits } = session.service.client;
  const done = ended.filter(({ status }) => status === 'done').map(({ key }) => key);
  if (done.length === 0) return;
  const { runs } = await audits.unchecked({ source: { runs: done } });
  for (const [at, run] of runs.entries()) {
    if (interrupted.aborted) return;
    invocation.progress.update({ phase: `training from other starts, ${at + 1} of ${plural(runs.length, 'run')}` });
    await untilInterrupted(invocation, audits.uniqueness({ run })).catch((error: unknown) => {
      if (!interrupted.aborted) throw error;
    });
  }
}
