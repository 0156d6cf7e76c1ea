import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { z } from 'zod';
import type { FileHandle } from '../../shared/contract/transport.ts';
import type { Dataset, importOptionsSchema } from '../../shared/domain/dataset.ts';
import { errorToData } from '../../shared/domain/errors.ts';
import type { ImportProgress } from '../../shared/domain/queue.ts';
import { useApi } from '../api.ts';
import { useDatasets } from './datasets.ts';
import { useToasts } from './toasts.ts';

export type ImportChoices = z.input<typeof importOptionsSchema>;

/** An import under way, or one that failed and waits for other options. */
export interface Importing {
  importId: string;
  file: FileHandle;
  options: ImportChoices;
  progress: ImportProgress | null;
  error: unknown;
}

/** Imports of data sets: the file that waits for its options, and those under way. */
export const useImports = defineStore('imports', () => {
  const { client, transport } = useApi();
  const datasets = useDatasets();
  const toasts = useToasts();
  /** The file whose options are being chosen, and the options that failed before. */
  const draft = ref<{ file: FileHandle; options: ImportChoices } | null>(null);
  /** A file on its way to the host, with the share that arrived. */
  const sending = ref<{ name: string; share: number } | null>(null);
  const imports = ref<Importing[]>([]);
  transport.subscribe('imports.progress', (progress) => {
    const importing = imports.value.find(({ importId }) => importId === progress.importId);
    if (importing) importing.progress = progress;
  });

  /** Asks for a file and then for its options. */
  async function choose() {
    try {
      const file = await transport.openFile('ratings');
      if (file) draft.value = { file, options: {} };
    } catch (error) {
      toasts.fail(error);
    }
  }

  /** Takes a dropped file and asks for its options. */
  async function receive(file: File) {
    sending.value = { name: file.name, share: 0 };
    try {
      const handle = await transport.uploadFile(file, (share) => (sending.value = { name: file.name, share }));
      draft.value = { file: handle, options: {} };
    } catch (error) {
      toasts.fail(error);
    } finally {
      sending.value = null;
    }
  }

  /** @returns the data set, and whether the library had its ratings; null when it was cancelled or failed, which `imports` then tells. */
  async function start(file: FileHandle, options: ImportChoices): Promise<{ dataset: Dataset; known: boolean } | null> {
    const importId = crypto.randomUUID();
    const startedAt = new Date().toISOString();
    draft.value = null;
    imports.value.push({ importId, file, options, progress: null, error: null });
    try {
      const { dataset } = await client.datasets.import({ fileId: file.fileId, importId, options });
      dismiss(importId);
      await datasets.load();
      // Ratings that the library has, in the bin too, keep their record.
      return { dataset, known: dataset.importedAt < startedAt };
    } catch (error) {
      const importing = imports.value.find((entry) => entry.importId === importId);
      if (!importing || errorToData(error).code === 'cancelled') dismiss(importId);
      else importing.error = error;
      return null;
    }
  }

  async function cancel(importId: string) {
    await client.datasets.cancelImport({ importId }).catch(toasts.fail);
  }

  /** Takes an import off the list. */
  function dismiss(importId: string) {
    imports.value = imports.value.filter((entry) => entry.importId !== importId);
  }

  /** Opens the options of a failed import again. */
  function reconsider({ importId, file, options }: Importing) {
    dismiss(importId);
    draft.value = { file, options };
  }

  return { draft, sending, imports, choose, receive, start, cancel, dismiss, reconsider };
});
