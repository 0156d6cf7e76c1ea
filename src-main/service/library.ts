import { rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Contract } from '../../shared/contract/contract.ts';
import type { HandlersOf } from '../../shared/contract/procedure.ts';
import type { LibraryWork } from '../../shared/domain/library.ts';
import { LabError } from '../../shared/domain/errors.ts';
import { unpackBackup, writeBackup } from '../store/library/backup.ts';
import { copyLibraryFiles, finishMove, removeLeftBehind, type LibraryHooks } from '../store/library/move-library.ts';
import { switchLibrary } from '../store/library/moved-library.ts';
import { migrations } from '../store/schema.ts';
import type { ServiceContext } from './context.ts';
import { freeFolder, listPlaces, requirePlace } from './library-places.ts';
import type { Reopening } from './reopenable.ts';

/** What is in the bin now is older than this, as seen from then: longer ago than the bin keeps anything. */
const afterTheBin = 31 * 24 * 3600 * 1000;

/**
 * Area `library`.
 * @param busy why the library has to stay as it is; null where it may be moved
 */
export function libraryHandlers(
  context: ServiceContext,
  busy: () => string | null,
  reopening: Reopening,
): HandlersOf<Contract['library'], void> {
  const { store, publish, files } = context;
  const { root, home } = store;
  let under: { cancelled: boolean } | null = null;

  /** One work at a time, told as it goes. */
  async function watched<Result>(work: LibraryWork['work'], doing: (hooks: LibraryHooks) => Promise<Result>): Promise<Result> {
    if (under !== null) throw new LabError('conflict', 'The library is being moved, backed up or restored already. Wait for that.');
    const own = (under = { cancelled: false });
    let told = 0;
    try {
      return await doing({
        cancelled: () => own.cancelled,
        progress(progress) {
          if (Date.now() - told < 100) return;
          told = Date.now();
          publish('library.progress', { work, ...progress, ended: false });
        },
      });
    } finally {
      under = null;
      publish('library.progress', { work, phase: '', bytes: 0, totalBytes: 0, ended: true });
    }
  }
  function demandIdle(): void {
    if (store.readOnly) throw new LabError('read-only', 'A newer Poison Lab wrote this library, so this version only reads it.');
    const reason = busy();
    if (reason !== null) throw new LabError('conflict', reason);
  }

  return {
    use() {
      const replaced = store.diskUse.replaced();
      return {
        ...store.diskUse.measure(),
        replaced: { copies: replaced.length, bytes: replaced.reduce((sum, { bytes }) => sum + bytes, 0) },
        busy: busy(),
      };
    },
    emptyBin() {
      const before = store.diskUse.measure().total;
      store.emptyBin(new Date(Date.now() + afterTheBin));
      publish('datasets.changed', {});
      publish('campaigns.changed', {});
      publish('views.changed', {});
      publish('runs.changed', { runs: [] });
      return { freed: Math.max(0, before - store.diskUse.measure().total) };
    },
    forgetCleanModels() {
      demandIdle();
      const bytes = store.diskUse.measure().datasets.reduce((sum, { modelBytes }) => sum + modelBytes, 0);
      const models = store.diskUse.forgetCleanModels();
      store.emptyBin();
      return { models, freed: bytes };
    },
    places: () => ({ places: listPlaces(home).map(({ id, label, freeBytes }) => ({ id, label, freeBytes })) }),
    move: ({ place }) =>
      watched('move', async (hooks) => {
        demandIdle();
        const to = freeFolder(requirePlace(home, place).folder);
        await copyLibraryFiles(home, to, hooks);
        // Something may have begun to work while files were copied.
        demandIdle();
        await reopening.around(() => finishMove({ root, from: home, to }, hooks));
        publish('library.replaced', {});
        return { library: basename(to) };
      }),
    removeReplaced() {
      const replaced = store.diskUse.replaced();
      for (const { folder } of replaced) removeLeftBehind(folder, home);
      return { freed: replaced.reduce((sum, { bytes }) => sum + bytes, 0) };
    },
    backup: () =>
      watched('backup', async (hooks) => {
        const day = new Date().toISOString().slice(0, 10);
        const file = files.reserve(`Poison Lab library ${day}.tar`, 'application/x-tar');
        const scratch = join(dirname(file.path), 'database');
        await writeBackup({ home, file: file.path, scratch, application: context.installation.version }, hooks);
        return { fileId: file.fileId, name: file.name, bytes: statSync(file.path).size };
      }),
    restore: ({ fileId }) =>
      watched('restore', async (hooks) => {
        demandIdle();
        const file = files.find(fileId);
        const to = join(root, `restored-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`);
        const { createdAt, application } = await unpackBackup({ file: file.path, to, newest: migrations.length, replaces: home }, hooks);
        try {
          demandIdle();
          await reopening.around(() => Promise.resolve(switchLibrary({ root, from: home, to })));
        } catch (error) {
          if (store.home === home && error instanceof LabError && error.code === 'conflict') rmSync(to, { recursive: true, force: true });
          throw error;
        }
        publish('library.replaced', {});
        return { createdAt, application };
      }),
    cancel() {
      if (under === null) return { cancelled: false };
      under.cancelled = true;
      return { cancelled: true };
    },
  };
}
