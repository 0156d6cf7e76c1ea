import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { LabError } from '../../../../shared/domain/errors.ts';
import { profileUnits, type ImportedProfiles, type ProfileUnits } from '../../../../shared/domain/profiles.ts';
import { untilInterrupted, type Act, type Invocation } from '../invocation.ts';
import { oneOf } from '../option-values.ts';
import { count } from '../output/format.ts';
import { factList } from '../output/text-table.ts';

/** `import profiles` and `import bundle`, beside `import`, which takes ratings. */
export function registerProfileCommands(program: Command, act: Act): void {
  const importing = program.commands.find((command) => command.name() === 'import');
  if (!importing) throw new Error('the command import is not registered yet');
  // Commander hands the options of ratings to `import`, whatever follows it; behind these words they mean nothing.
  importing.hook('preSubcommand', (command, subcommand) => {
    const foreign = command.options.find((option) => command.getOptionValueSource(option.attributeName()) === 'cli');
    if (foreign) subcommand.error(`error: unknown option '${foreign.long}'`);
  });
  importing
    .command('profiles')
    .description('import malicious profiles, for the attack imported: a CSV/TSV of user,item,rating, labelled or malicious users alone')
    .argument('<file>', 'CSV or TSV file; with a header it may have a column of labels')
    .requiredOption('--dataset <dataset>', 'the data set that they attack')
    .option('--labels <file>', 'which users are malicious: a CSV/TSV of user,label (1 or 0), or of malicious users')
    .option(
      '--units <units>',
      "what the ratings are: stars of the data's scale, or shifted (default: shifted for a table with rating and stars, else stars)",
      oneOf(profileUnits),
    )
    .action(act(importProfiles));
  importing
    .command('bundle')
    .description('import an attack bundle that "export bundle" made: its profiles, and its run as a campaign')
    .argument('<file>', 'zip file')
    .action(act(importBundle));
}

interface ProfileFlags {
  dataset: string;
  labels?: string;
  units?: ProfileUnits;
}

async function importProfiles(invocation: Invocation, typed: string, flags: ProfileFlags): Promise<void> {
  const { labels, ...rest } = flags;
  [typed, ...(labels === undefined ? [] : [labels])].forEach((each) => requireFile(invocation, each));
  const { service } = await invocation.open('work');
  const { fileId } = service.files.admit(invocation.path(typed));
  const labelsFileId = labels === undefined ? undefined : service.files.admit(invocation.path(labels)).fileId;
  invocation.progress.update({ phase: 'reading profiles' });
  const { profiles } = await untilInterrupted(invocation, service.client.profiles.import({ fileId, labelsFileId, ...rest }));
  invocation.answer({ profiles }, () => profilesText(profiles));
}

async function importBundle(invocation: Invocation, typed: string): Promise<void> {
  requireFile(invocation, typed);
  const { service } = await invocation.open('work');
  const { fileId } = service.files.admit(invocation.path(typed));
  invocation.progress.update({ phase: 'reading the bundle' });
  const answer = await untilInterrupted(invocation, service.client.profiles.importBundle({ fileId }));
  invocation.answer(answer, () => `${profilesText(answer.profiles)}${answer.rerun}\n`);
}

/** Before the library is opened, so that a mistyped path does not make one. */
function requireFile(invocation: Invocation, typed: string): void {
  if (existsSync(invocation.path(typed))) return;
  const message = 'there is no such file';
  throw new LabError('bad-input', `${typed}: ${message}. Check the path.`, [{ message, file: typed }]);
}

function profilesText({ hash, users, ratings, report, maliciousShare }: ImportedProfiles): string {
  const dropped = Object.entries(report.droppedByReason).map(
    ([reason, rows]) => ['  left out', `${count(rows)}: ${reason}`] as const,
  );
  const facts = factList([
    ['profiles', hash],
    ['users', count(users)],
    ['ratings', `${count(ratings)}, ${report.fewest === report.most ? count(report.most) : `${count(report.fewest)} to ${count(report.most)}`} a user`],
    ['rows read', `${count(report.rows)}, kept ${count(report.kept)}`],
    ...dropped,
    ...(maliciousShare === null ? [] : [['as a share', `budget.maliciousShare ${maliciousShare}`] as const]),
    ['attack', `{ "id": "imported", "config": { "profiles": "${hash}" } }`],
  ]);
  return `${facts}${report.notes.map((note) => `${note}\n`).join('')}`;
}
