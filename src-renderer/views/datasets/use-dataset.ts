import type { ComputedRef } from 'vue';
import { computed } from 'vue';
import type { Dataset } from '../../../shared/domain/dataset.ts';
import { useDatasets } from '../../stores/datasets.ts';

/** The data set of an address; `missing` once the list is there and holds none of that name. */
export function useDataset(name: () => string): { dataset: ComputedRef<Dataset | null>; missing: ComputedRef<boolean> } {
  const datasets = useDatasets();
  const dataset = computed(() => datasets.find(name()) ?? null);
  return { dataset, missing: computed(() => datasets.loaded && dataset.value === null) };
}
