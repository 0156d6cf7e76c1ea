import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import type { Run } from '../../shared/domain/run.ts';
import { plural } from '../formatting/numbers.ts';
import { useApi } from '../api.ts';
import { createLoader } from './loader.ts';
import { useToasts } from './toasts.ts';

/** Every run of the library that is not in the bin, by key. */
export const useRuns = defineStore('runs', () => {
  const { client, transport } = useApi();
  const toasts = useToasts();
  const byKey = ref(new Map<string, Run>());
  const runs = computed(() => [...byKey.value.values()]);
  const loader = createLoader(
    () => client.runs.list({}),
    (answer) => (byKey.value = new Map(answer.runs.map((run) => [run.key, run]))),
  );
  transport.subscribe('runs.changed', (change) => merge(change.runs));

  /** Puts runs in; those that went to the bin leave. */
  function merge(changed: readonly Run[]) {
    const next = new Map(byKey.value);
    for (const run of changed) {
      if (run.deletedAt === null) next.set(run.key, run);
      else next.delete(run.key);
    }
    byKey.value = next;
  }

  /** By key or short prefix. */
  function find(reference: string): Run | undefined {
    return byKey.value.get(reference) ?? runs.value.find(({ key }) => key.startsWith(reference));
  }

  async function remove(keys: readonly string[]) {
    try {
      const deleted = await client.runs.delete({ runs: [...keys] });
      await loader.load();
      toasts.show(`${plural(deleted.runs.length, 'run')} moved to the bin.`, async () => {
        await client.runs.restore({ runs: deleted.runs });
        await loader.load();
      });
    } catch (error) {
      toasts.fail(error);
    }
  }

  async function retry(keys: readonly string[]) {
    await client.queue.retry({ runs: [...keys] }).catch(toasts.fail);
  }

  return { byKey, runs, ...loader, merge, find, remove, retry };
});
