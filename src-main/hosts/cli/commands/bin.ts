import type { Command } from 'commander';
import { LabError } from '../../../../shared/domain/errors.ts';
import type { Act, Invocation } from '../invocation.ts';
import type { Session } from '../session.ts';

/** `delete` and `restore`: runs and data sets, into the bin and out of it. */
export function registerBinCommands(program: Command, act: Act): void {
  program
    .command('delete')
    .description('move a run or a data set into the bin (kept for 30 days)')
    .argument('<what>', 'run (key or prefix), or data set (name or fingerprint)')
    .action(act((invocation, what: string) => move(invocation, what, 'delete')));
  program
    .command('restore')
    .description('take a run or a data set out of the bin')
    .argument('<what>', 'run (key or prefix), or data set (name or fingerprint)')
    .action(act((invocation, what: string) => move(invocation, what, 'restore')));
}

async function move(invocation: Invocation, what: string, how: 'delete' | 'restore'): Promise<void> {
  const session = await invocation.open('look');
  const { client } = session.service;
  const word = how === 'delete' ? 'deleted' : 'restored';
  if (await isDataset(session, what, how === 'restore')) {
    const { dataset } = await client.datasets[how]({ dataset: what });
    invocation.answer(
      { [word]: { kind: 'dataset', name: dataset.name, fingerprint: dataset.fingerprint } },
      () =>
        `${word} data set ${dataset.name}${how === 'delete' ? `; bring it back with: restore ${dataset.fingerprint.slice(0, 12)}` : ''}\n`,
    );
    return;
  }
  const { runs } = await client.runs[how]({ runs: [what] }).catch((error: unknown) => {
    throw notFoundAsEither(error, what);
  });
  invocation.answer({ [word]: { kind: 'run', runs } }, () => `${word} run ${runs.join(', ')}\n`);
}

async function isDataset(session: Session, what: string, deleted: boolean): Promise<boolean> {
  const { datasets } = await session.service.client.datasets.list({ deleted });
  return datasets.some(
    ({ name, fingerprint }) => name === what || (what.length >= 7 && fingerprint.startsWith(what)),
  );
}

function notFoundAsEither(error: unknown, what: string): unknown {
  if (!(error instanceof LabError) || (error.code !== 'not-found' && error.code !== 'bad-input'))
    return error;
  return new LabError(
    error.code,
    `There is no data set "${what}"; and as a run: ${error.message}`,
    error.complaints,
  );
}
