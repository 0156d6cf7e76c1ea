import { computed, shallowRef, watch } from 'vue';
import type { Run } from '../../shared/domain/run.ts';
import { unpackRuns } from '../../shared/domain/run-columns.ts';
import { useApi } from '../api.ts';
import { createLoader } from '../stores/loader.ts';
import { useQueue } from '../stores/queue.ts';
import { readAnew } from '../stores/read-anew.ts';
import { useRuns } from '../stores/runs.ts';

/** The runs of a campaign in expansion order, each as the store of runs has it now; those in the bin are left out. */
export function useCampaignRuns(campaign: () => string | null) {
  const { client, transport } = useApi();
  const store = useRuns();
  const queue = useQueue();
  const listed = shallowRef<Run[]>([]);
  const loader = createLoader(
    async () => {
      const name = campaign();
      return name === null ? [] : unpackRuns((await client.runs.columns({ campaign: name })).columns);
    },
    (runs) => (listed.value = runs),
  );
  watch(campaign, () => void loader.load(), { immediate: true });
  readAnew(transport, loader.load);
  // Which campaign a run that left the bin belongs to, and where in it, the service knows.
  watch(
    () => store.inBin,
    (now, before) => {
      if ([...before.keys()].some((key) => !now.has(key))) void loader.load();
    },
  );
  const queued = computed(() => new Map(queue.state.entries.map(({ run }) => [run.key, run])));
  const runs = computed(() => listed.value.filter(({ key }) => !store.inBin.has(key)).map((run) => queued.value.get(run.key) ?? store.byKey.get(run.key) ?? run));
  return { runs, ...loader };
}
