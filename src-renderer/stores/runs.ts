import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { Run } from '../../shared/domain/run.ts';
import { unpackRuns } from '../../shared/domain/run-columns.ts';
import { plural } from '../formatting/numbers.ts';
import { useApi } from '../api.ts';
import { useDeletions } from './deletions.ts';
import { createLoader } from './loader.ts';
import { useToasts } from './toasts.ts';

/** Every run of the library by key, and those in the bin, which come back within 30 days. */
export const useRuns = defineStore('runs', () => {
  const { client, transport } = useApi();
  const toasts = useToasts();
  const deletions = useDeletions();
  // A run is replaced, never changed in place, and thousands of them are read for every key that is typed.
  const byKey = shallowRef(new Map<string, Run>());
  const runs = computed(() => [...byKey.value.values()].sort(latestFirst));
  /** How many have ended with a result. */
  const finished = computed(() => runs.value.reduce((count, { status }) => count + Number(status === 'done'), 0));
  const loader = createLoader(
    () => client.runs.columns({}),
    ({ columns }) => (byKey.value = new Map(unpackRuns(columns).map((run) => [run.key, run]))),
  );
  const inBin = shallowRef(new Map<string, Run>());
  const binned = computed(() => [...inBin.value.values()].sort((a, b) => ((a.deletedAt ?? '') < (b.deletedAt ?? '') ? 1 : -1)));
  const bin = createLoader(
    () => client.runs.columns({ deleted: true }),
    ({ columns }) => (inBin.value = new Map(unpackRuns(columns).map((run) => [run.key, run]))),
  );
  transport.subscribe('runs.changed', (change) => merge(change.runs));
  // Runs are told of as they end: those that join the queue are known from there, so that counts are the library's.
  transport.subscribe('queue.changed', ({ entries }) => {
    const joined = entries.flatMap(({ run }) => (byKey.value.has(run.key) ? [] : run));
    if (joined.length > 0) merge(joined);
  });

  /** Puts runs in; those that went to the bin leave for it. */
  function merge(changed: readonly Run[]) {
    loader.change(() => put(changed));
    if (bin.loading.value) bin.change(() => put(changed));
  }

  function put(changed: readonly Run[]) {
    const [kept, gone] = [new Map(byKey.value), new Map(inBin.value)];
    for (const run of changed) {
      const [to, from] = run.deletedAt === null ? [kept, gone] : [gone, kept];
      to.set(run.key, run);
      from.delete(run.key);
    }
    byKey.value = kept;
    inBin.value = gone;
  }

  /** By key or short prefix. */
  function find(reference: string): Run | undefined {
    return byKey.value.get(reference) ?? runs.value.find(({ key }) => key.startsWith(reference));
  }

  /** Into the bin, with a way back. */
  async function remove(keys: readonly string[]) {
    try {
      const deleted = await client.runs.delete({ runs: [...keys] });
      const now = new Date().toISOString();
      merge(known(deleted.runs, byKey.value).map((run) => ({ ...run, deletedAt: run.deletedAt ?? now })));
      deletions.tell({
        of: 'runs',
        message: `${plural(deleted.runs.length, 'run')} moved to the bin.`,
        undo: () => putBack(deleted.runs),
        redo: () => remove(deleted.runs),
        stands: () => deleted.runs.some((key) => !byKey.value.has(key)),
      });
    } catch (error) {
      toasts.fail(error);
    }
  }

  /** Out of the bin. */
  async function restore(keys: readonly string[]) {
    try {
      await putBack(keys);
      toasts.show(`${plural(keys.length, 'run')} restored from the bin.`);
    } catch (error) {
      toasts.fail(error);
    }
  }

  async function putBack(keys: readonly string[]) {
    const { runs: restored } = await client.runs.restore({ runs: [...keys] });
    merge(known(restored, inBin.value).map((run) => ({ ...run, deletedAt: null })));
  }

  async function retry(keys: readonly string[]) {
    await client.queue.retry({ runs: [...keys] }).catch(toasts.fail);
  }

  return { byKey, runs, finished, ...loader, inBin, binned, loadBin: bin.load, merge, find, remove, restore, retry };
});

function known(keys: readonly string[], within: ReadonlyMap<string, Run>): Run[] {
  return keys.flatMap((key) => within.get(key) ?? []);
}

/** As the library lists them: what has not ended, then the last to end, however they came into the window. */
function latestFirst({ finishedAt: a }: Run, { finishedAt: b }: Run): number {
  if (a === b) return 0;
  return a === null || (b !== null && a > b) ? -1 : 1;
}
