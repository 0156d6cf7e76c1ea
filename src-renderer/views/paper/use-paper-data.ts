import type { ComputedRef } from 'vue';
import { computed, ref, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import type { Dataset } from '../../../shared/domain/dataset.ts';
import { useDatasets } from '../../stores/datasets.ts';
import { useRuns } from '../../stores/runs.ts';
import { finishedOn, mostRun } from './paper-data.ts';

/** The data set that the paper is looked at on, which the address holds. */
export interface PaperData {
  /** Null while it is not known, and in a library without data. */
  dataset: ComputedRef<Dataset | null>;
  /** Whether data sets and runs arrived, or cannot. */
  ready: ComputedRef<boolean>;
  /** Finished runs on it. */
  finished: ComputedRef<number>;
  choose(name: string): void;
}

/** That of the address, else the one with most finished runs when the view was opened. */
export function usePaperData(): PaperData {
  const route = useRoute();
  const router = useRouter();
  const datasets = useDatasets();
  const runs = useRuns();
  const usual = ref<string | null>(null);
  const ready = computed(() => [datasets, runs].every(({ loaded, error }) => loaded || error !== null));
  // Runs that end meanwhile change no choice.
  watch(ready, (now) => now && (usual.value ??= mostRun(datasets.datasets, runs.runs)?.name ?? null), { immediate: true });
  const dataset = computed(() => datasets.find(String(route.query['data'] ?? '')) ?? (usual.value === null ? null : (datasets.find(usual.value) ?? null)));
  const finished = computed(() => (dataset.value === null ? 0 : finishedOn(dataset.value, runs.runs)));
  return { dataset, ready, finished, choose: (name) => void router.replace({ query: { ...route.query, data: name } }) };
}
