import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { Dataset, ImportOptions } from '../../shared/domain/dataset.ts';
import type { ImportProgress } from '../../shared/domain/queue.ts';
import { errorToData } from '../../shared/domain/errors.ts';
import { useApi } from '../api.ts';
import { createLoader } from './loader.ts';
import { useToasts } from './toasts.ts';

/** An import under way or just failed. */
export interface Importing {
  importId: string;
  file: string;
  progress: ImportProgress | null;
  error: unknown;
}

/** Every data set of the library, and the imports under way. */
export const useDatasets = defineStore('datasets', () => {
  const { client, transport } = useApi();
  const toasts = useToasts();
  const datasets = ref<Dataset[]>([]);
  const imports = ref<Importing[]>([]);
  const loader = createLoader(
    () => client.datasets.list({}),
    (answer) => (datasets.value = answer.datasets),
  );
  transport.subscribe('datasets.changed', () => void loader.load());
  transport.subscribe('imports.progress', (progress) => {
    const importing = imports.value.find(({ importId }) => importId === progress.importId);
    if (importing) importing.progress = progress;
  });

  /** By name or fingerprint. */
  function find(reference: string): Dataset | undefined {
    return datasets.value.find(({ name, fingerprint }) => name === reference || fingerprint === reference);
  }

  /**
   * Imports a file that the host holds.
   * @returns the data set; null when it was cancelled or failed, which `imports` then tells.
   */
  async function importFile(fileId: string, file: string, options: Partial<ImportOptions>): Promise<Dataset | null> {
    const importId = crypto.randomUUID();
    imports.value.push({ importId, file, progress: null, error: null });
    try {
      const { dataset } = await client.datasets.import({ fileId, importId, options });
      dismiss(importId);
      await loader.load();
      return dataset;
    } catch (error) {
      const importing = imports.value.find((entry) => entry.importId === importId);
      if (errorToData(error).code === 'cancelled' || !importing) dismiss(importId);
      else importing.error = error;
      return null;
    }
  }

  async function cancelImport(importId: string) {
    await client.datasets.cancelImport({ importId }).catch(toasts.fail);
  }

  /** Takes a failed import off the list. */
  function dismiss(importId: string) {
    imports.value = imports.value.filter((entry) => entry.importId !== importId);
  }

  async function remove(dataset: Dataset) {
    try {
      await client.datasets.delete({ dataset: dataset.fingerprint });
      await loader.load();
      toasts.show(`${dataset.name} is in the bin.`, async () => {
        await client.datasets.restore({ dataset: dataset.fingerprint });
        await loader.load();
      });
    } catch (error) {
      toasts.fail(error);
    }
  }

  return { datasets, imports, ...loader, find, importFile, cancelImport, dismiss, remove };
});
