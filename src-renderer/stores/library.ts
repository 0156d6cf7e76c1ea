import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { LibraryWork } from '../../shared/domain/library.ts';
import { errorToData } from '../../shared/domain/errors.ts';
import { useApi } from '../api.ts';
import { createLoader } from './loader.ts';
import { readAnew } from './read-anew.ts';
import { useToasts } from './toasts.ts';

type Use = Awaited<ReturnType<ReturnType<typeof useApi>['client']['library']['use']>>;

/** The library as a whole: what it takes up, and the move, backup or restore that is under way. */
export const useLibrary = defineStore('library', () => {
  const { client, transport } = useApi();
  const toasts = useToasts();
  const use = ref<Use | null>(null);
  const work = ref<LibraryWork | null>(null);
  /** What the last work failed with; it stays until the next. */
  const failure = ref<unknown>(null);
  const loader = createLoader(
    () => client.library.use({}),
    (answer) => (use.value = answer),
  );
  readAnew(transport, () => loader.loaded.value && loader.load());
  transport.subscribe('library.progress', (progress) => (work.value = progress.ended ? null : progress));

  /** Does something that changes what the library takes up; what goes wrong is told. */
  async function change(doing: () => Promise<string>) {
    try {
      toasts.show(await doing());
    } catch (error) {
      toasts.fail(error);
    }
    await loader.load();
  }

  /** Does work on the whole library, which takes a while. @returns whether it was done */
  async function undertake(kind: LibraryWork['work'], doing: () => Promise<unknown>): Promise<boolean> {
    failure.value = null;
    work.value = { work: kind, phase: 'beginning', bytes: 0, totalBytes: 0, ended: false };
    try {
      await doing();
      return true;
    } catch (error) {
      if (errorToData(error).code === 'cancelled') toasts.show(errorToData(error).message);
      else failure.value = error;
      return false;
    } finally {
      work.value = null;
      await loader.load();
    }
  }

  async function cancel() {
    await client.library.cancel({}).catch(toasts.fail);
  }

  return { use, work, failure, ...loader, change, undertake, cancel };
});
