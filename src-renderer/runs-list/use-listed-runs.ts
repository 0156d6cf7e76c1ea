import type { ComputedRef } from 'vue';
import { computed, toRaw } from 'vue';
import type { Annotation } from '../../shared/domain/annotation.ts';
import type { Run } from '../../shared/domain/run.ts';
import { useAnnotations } from '../stores/annotations.ts';
import { useQueue } from '../stores/queue.ts';
import { useRunRecords } from '../stores/run-records.ts';
import { useRuns } from '../stores/runs.ts';
import type { ListedRun } from './listed-run.ts';
import { differencesToUniform } from './to-uniform.ts';
import { useCampaignRuns } from './use-campaign-runs.ts';

/** The runs that a list is made of before it is filtered, and how they arrive. */
export interface ListedRuns {
  runs: ComputedRef<readonly ListedRun[]>;
  /** Those that are not in the bin, whichever are listed. */
  kept: ComputedRef<readonly ListedRun[]>;
  /** Highest RMSE of them, which sparklines share whatever is filtered away. */
  top: ComputedRef<number>;
  loading: ComputedRef<boolean>;
  loaded: ComputedRef<boolean>;
  error: ComputedRef<unknown>;
  load(): Promise<void>;
}

/**
 * Runs of the library with what waits first, those of a campaign in expansion order, or those in the bin.
 * Differences to the uniform attack are taken over the whole library.
 * @param campaign its name, or null for all
 */
export function useListedRuns(campaign: () => string | null, bin: () => boolean): ListedRuns {
  const store = useRuns();
  const queue = useQueue();
  const annotations = useAnnotations();
  const records = useRunRecords();
  const ofCampaign = useCampaignRuns(campaign);
  // What the queue pushes is watched deeply there; here each run is read as it is.
  const waiting = computed(() => queue.state.entries.map(({ run }) => toRaw(run)));
  const all = computed(() => {
    const keys = new Set(waiting.value.map(({ key }) => key));
    return [...waiting.value, ...store.runs.filter(({ key }) => !keys.has(key))];
  });
  const differences = computed(() => differencesToUniform(all.value));
  const live = computed(() => (campaign() === null ? all.value : ofCampaign.runs.value.map((run) => toRaw(run))));
  // A run of which nothing changed stays the same object, and its row is left alone.
  const before = new Map<string, ListedRun>();
  const listed = (runs: readonly Run[]) => {
    const [toUniform, written, known] = [differences.value, annotations.byRun, records.byRun];
    return runs.map((run): ListedRun => {
      const last = before.get(run.key);
      const annotation = written.get(run.key) ?? (last && isEmpty(last.annotation) ? last.annotation : { run: run.key, starred: false, tags: [], note: '' });
      const next = { run, annotation, record: known.get(run.key) ?? null, toUniform: toUniform.get(run.key) ?? null };
      if (last && last.run === run && last.annotation === annotation && last.record === next.record && last.toUniform === next.toUniform) return last;
      before.set(run.key, next);
      return next;
    });
  };
  const kept = computed(() => listed(live.value));
  const runs = computed(() => (bin() ? listed(store.binned) : kept.value));
  const source = computed(() => (campaign() === null ? store : { loading: ofCampaign.loading.value, loaded: ofCampaign.loaded.value, error: ofCampaign.error.value }));
  return {
    runs,
    kept,
    top: computed(() => live.value.reduce((highest, { metrics }) => Math.max(highest, metrics?.predictionShiftRmse ?? 0), 0)),
    loading: computed(() => source.value.loading),
    loaded: computed(() => source.value.loaded),
    error: computed(() => source.value.error),
    async load() {
      await Promise.all([campaign() === null ? store.load() : ofCampaign.load(), bin() ? store.loadBin() : undefined]);
    },
  };
}

function isEmpty({ starred, tags, note }: Annotation): boolean {
  return !starred && tags.length === 0 && note === '';
}
