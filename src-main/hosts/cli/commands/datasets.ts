import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import type { Slot } from '../../../../shared/domain/component.ts';
import type { Dataset, ImportOptions } from '../../../../shared/domain/dataset.ts';
import { LabError } from '../../../../shared/domain/errors.ts';
import { untilInterrupted, type Act, type Invocation } from '../invocation.ts';
import {
  decimalNumber,
  jsonValue,
  oneOf,
  positiveNumber,
  ratingScale,
  wholeNumber,
} from '../option-values.ts';
import { count, plain, plural } from '../output/format.ts';
import { datasetFacts, datasetTable, itemTable, profileText } from '../output/dataset-text.ts';

/** `import`, `datasets`, `profile` and `items`. */
export function registerDatasetCommands(program: Command, act: Act): void {
  program
    .command('import')
    .description('import ratings: a MovieLens zip or folder, or a CSV/TSV of user,item,rating[,timestamp]')
    .argument('<path>', 'file or folder')
    .option('--name <name>', 'name in the library (default: from the file)')
    .option('--min-ratings <n>', 'least number of ratings per user', wholeNumber(0), 20)
    .option('--top-users <n>', 'only the most active users', wholeNumber(1))
    .option('--top-items <n>', 'only the most rated items', wholeNumber(1))
    .option(
      '--scale <min:max:step>',
      "rating scale in stars (default: the known set's, else as observed)",
      ratingScale,
    )
    .option(
      '--duplicates <what>',
      'a pair that is rated twice: error, first, last or mean',
      oneOf(['error', 'first', 'last', 'mean']),
      'error',
    )
    .option(
      '--bad-rows <what>',
      'a row that cannot be read: error or skip',
      oneOf(['error', 'skip']),
      'error',
    )
    .action(act(importRatings));
  program
    .command('datasets')
    .description('list the data sets')
    .option('--deleted', 'those in the bin')
    .action(act(listDatasets));
  program
    .command('profile')
    .description('counts, density, rating histogram and long tail of a data set')
    .argument('<dataset>', 'name or fingerprint')
    .action(act(showProfile));
  program
    .command('items')
    .description('find items, for instance targets with a given predicted mean')
    .argument('<dataset>', 'name or fingerprint')
    .option('--search <text>', 'part of the title, or an id')
    .option('--predicted-mean <rating>', 'mean prediction over all users, in shifted units', decimalNumber)
    .option('--within <distance>', 'how far from --predicted-mean', positiveNumber, 0.05)
    .option('--learner <json>', 'the learner that predicts (default: ALS, rank 8, lambda 5)', jsonValue)
    .action(act(findItems));
}

async function importRatings(invocation: Invocation, typed: string, flags: ImportOptions): Promise<void> {
  requireFile(invocation.path(typed), typed);
  const { service, on } = await invocation.open('work');
  const { fileId } = service.files.admit(invocation.path(typed));
  on('imports.progress', ({ phase, bytes, totalBytes, rows }) => {
    const share = totalBytes > 0 ? ` ${Math.floor((100 * bytes) / totalBytes)} %` : '';
    invocation.progress.update({
      phase: `${phase}${share}, ${count(rows)} rows`,
      details: { bytes, totalBytes, rows },
    });
  });
  const importing = service.client.datasets.import({ fileId, importId: randomUUID(), options: flags });
  const { dataset } = await untilInterrupted(invocation, importing);
  if (flags.name !== undefined && flags.name !== dataset.name) {
    const phase = `These ratings are in the library already, as "${dataset.name}"; they keep that name.`;
    invocation.progress.note({ phase });
  }
  invocation.answer({ dataset }, () => datasetFacts(dataset));
}

/** Before the library is opened, so that a mistyped path does not make one. */
function requireFile(path: string, typed: string): void {
  if (existsSync(path)) return;
  const message = 'there is no such file or folder';
  throw new LabError('bad-input', `${typed}: ${message}. Check the path.`, [{ message, file: typed }]);
}

async function listDatasets(invocation: Invocation, flags: { deleted?: boolean }): Promise<void> {
  const { service } = await invocation.open('look');
  const { datasets } = await service.client.datasets.list({ deleted: flags.deleted === true });
  const byName = datasets.toSorted((a: Dataset, b: Dataset) =>
    a.name < b.name ? -1 : a.name > b.name ? 1 : 0,
  );
  invocation.answer({ datasets: byName }, () => (byName.length ? datasetTable(byName) : 'No data sets.\n'));
}

async function showProfile(invocation: Invocation, dataset: string): Promise<void> {
  const { service } = await invocation.open('look');
  const profile = await untilInterrupted(invocation, service.client.datasets.profile({ dataset }));
  invocation.answer(profile, () => profileText(profile));
}

interface ItemFlags {
  search?: string;
  predictedMean?: number;
  within: number;
  learner?: unknown;
}

async function findItems(invocation: Invocation, dataset: string, flags: ItemFlags): Promise<void> {
  const { service } = await invocation.open('work');
  invocation.progress.update({ phase: 'training the clean model' });
  // The dispatcher parses the slot; whatever the person typed may cross.
  const input = { dataset, ...flags, learner: flags.learner as Slot | undefined };
  const { items } = await untilInterrupted(invocation, service.client.datasets.items(input));
  invocation.answer({ items }, () => {
    const wanted =
      flags.predictedMean === undefined
        ? ''
        : ` with a predicted mean of ${plain(flags.predictedMean)} ± ${plain(flags.within)}`;
    return items.length
      ? itemTable(items) + `\n${plural(items.length, 'item')}${wanted}.\n`
      : `No items${wanted}.\n`;
  });
}
