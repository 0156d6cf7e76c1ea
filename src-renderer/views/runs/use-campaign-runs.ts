import { computed, shallowRef, watch } from 'vue';
import type { Run } from '../../../shared/domain/run.ts';
import { useApi } from '../../api.ts';
import { createLoader } from '../../stores/loader.ts';
import { useQueue } from '../../stores/queue.ts';
import { useRuns } from '../../stores/runs.ts';

/** The runs of a campaign in expansion order, each as the store of runs has it now. */
export function useCampaignRuns(campaign: () => string | null) {
  const { client } = useApi();
  const store = useRuns();
  const queue = useQueue();
  const listed = shallowRef<Run[]>([]);
  const loader = createLoader(
    async () => {
      const name = campaign();
      return name === null ? [] : (await client.runs.list({ campaign: name })).runs;
    },
    (runs) => (listed.value = runs),
  );
  watch(campaign, () => void loader.load(), { immediate: true });
  const queued = computed(() => new Map(queue.state.entries.map(({ run }) => [run.key, run])));
  const runs = computed(() => listed.value.map((run) => queued.value.get(run.key) ?? store.byKey.get(run.key) ?? run));
  return { runs, ...loader };
}
