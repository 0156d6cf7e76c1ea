import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { Dataset } from '../../shared/domain/dataset.ts';
import { useApi } from '../api.ts';
import { plural } from '../formatting/numbers.ts';
import { useDeletions } from './deletions.ts';
import { createLoader } from './loader.ts';
import { useToasts } from './toasts.ts';

/** Every data set of the library that is not in the bin. */
export const useDatasets = defineStore('datasets', () => {
  const { client, transport } = useApi();
  const toasts = useToasts();
  const deletions = useDeletions();
  const datasets = ref<Dataset[]>([]);
  /** The one whose deletion waits for an answer, with how many runs and campaigns depend on it. */
  const asking = ref<{ dataset: Dataset; runs: number; campaigns: number } | null>(null);
  let settle: (yes: boolean) => void = () => undefined;
  /** Those that runs still name, by fingerprint. */
  const binned = ref(new Map<string, Dataset>());
  const asked = new Set<string>();
  const loader = createLoader(
    () => client.datasets.list({}),
    (answer) => (datasets.value = answer.datasets),
  );
  transport.subscribe('datasets.changed', () => void loader.load());

  /** By name or fingerprint. */
  function find(reference: string): Dataset | undefined {
    return datasets.value.find(({ name, fingerprint }) => name === reference || fingerprint === reference);
  }

  /** Some items of every data set whose title holds a text or whose id it is; none where they cannot be read. */
  async function findItems(text: string) {
    const { items } = await client.datasets.named({ text }).catch(() => ({ items: [] }));
    return items;
  }

  /** The data set of a run, also one in the bin; null until it is known. */
  function recordOf(fingerprint: string): Dataset | null {
    const known = find(fingerprint) ?? binned.value.get(fingerprint);
    if (!known && loader.loaded.value && !asked.has(fingerprint)) {
      asked.add(fingerprint);
      client.datasets.record({ fingerprint }).then(
        ({ dataset }) => (binned.value = new Map(binned.value).set(fingerprint, dataset)),
        () => undefined,
      );
    }
    return known ?? null;
  }

  /** Whether a data set may go: asks where runs depend on it. Campaigns without any are told of afterwards. */
  async function mayGo(dataset: Dataset, { runs, campaigns }: { runs: number; campaigns: number }): Promise<boolean> {
    if (runs === 0) return true;
    answer(false);
    asking.value = { dataset, runs, campaigns };
    return new Promise((resolve) => (settle = resolve));
  }

  function answer(yes: boolean) {
    asking.value = null;
    settle(yes);
  }

  /** @param leave where a view shows it: what is done before it is gone */
  async function remove(dataset: Dataset, leave?: () => Promise<unknown>) {
    try {
      const uses = await client.datasets.uses({ dataset: dataset.fingerprint });
      if (!(await mayGo(dataset, uses))) return;
      await leave?.();
      await client.datasets.delete({ dataset: dataset.fingerprint });
      await loader.load();
      const told = uses.runs > 0 || uses.campaigns === 0 ? '' : ` ${plural(uses.campaigns, 'campaign')} ${uses.campaigns === 1 ? 'depends' : 'depend'} on it.`;
      deletions.tell({
        of: 'datasets',
        message: `${dataset.name} is in the bin.${told}`,
        undo: async () => {
          await client.datasets.restore({ dataset: dataset.fingerprint });
          await loader.load();
        },
        redo: () => remove(dataset),
        stands: () => find(dataset.fingerprint) === undefined,
      });
    } catch (error) {
      toasts.fail(error);
    }
  }

  return { datasets, asking, ...loader, find, findItems, recordOf, remove, answer };
});
