import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { Dataset } from '../../shared/domain/dataset.ts';
import { useApi } from '../api.ts';
import { createLoader } from './loader.ts';
import { useToasts } from './toasts.ts';

/** Every data set of the library that is not in the bin. */
export const useDatasets = defineStore('datasets', () => {
  const { client, transport } = useApi();
  const toasts = useToasts();
  const datasets = ref<Dataset[]>([]);
  const loader = createLoader(
    () => client.datasets.list({}),
    (answer) => (datasets.value = answer.datasets),
  );
  transport.subscribe('datasets.changed', () => void loader.load());

  /** By name or fingerprint. */
  function find(reference: string): Dataset | undefined {
    return datasets.value.find(({ name, fingerprint }) => name === reference || fingerprint === reference);
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

  return { datasets, ...loader, find, remove };
});
