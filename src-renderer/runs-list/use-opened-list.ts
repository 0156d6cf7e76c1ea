import type { ComputedRef } from 'vue';
import { computed, onMounted, watch } from 'vue';
import type { RouteLocationRaw } from 'vue-router';
import { useRoute, useRouter } from 'vue-router';
import type { Run } from '../../shared/domain/run.ts';
import { useAnnotations } from '../stores/annotations.ts';
import { useRunRecords } from '../stores/run-records.ts';
import { useRuns } from '../stores/runs.ts';
import { stateFromQuery } from './address-state.ts';
import { usesRecords } from './fields.ts';
import { campaignOpenedFrom, listOf, pageOf, wholeList } from './opened-from.ts';
import { useListedRuns } from './use-listed-runs.ts';
import { useRunsList } from './use-runs-list.ts';

/** The list that a run's page was opened from, and where the run stands in it. */
export interface OpenedList {
  /** Where the list is. */
  address: ComputedRef<string>;
  /** The campaign whose list it is; null for the list of the library. */
  campaign: ComputedRef<string | null>;
  /** Place of the run, from 0; -1 where it is in the list no more. */
  index: ComputedRef<number>;
  count: ComputedRef<number>;
  previous: ComputedRef<Run | null>;
  next: ComputedRef<Run | null>;
  /** Where the page of another run of the same list is. */
  to(run: Run): RouteLocationRaw;
}

/** Follows the list that the page's address names, every run of the library where it names none. */
export function useOpenedList(run: () => string | undefined): OpenedList {
  const route = useRoute();
  const router = useRouter();
  const store = useRuns();
  const annotations = useAnnotations();
  const records = useRunRecords();
  // A page that is left has the address of the next view for a moment.
  const address = computed<string>((before) => (route.name === 'run' ? listOf(route.query) : (before ?? wholeList)));
  const list = computed(() => router.resolve(address.value));
  const state = computed(() => stateFromQuery(list.value.query));
  const campaign = computed<string | null>((before) => (route.name === 'run' ? campaignOpenedFrom(route, router) : (before ?? null)));
  const listed = useListedRuns(() => campaign.value, () => state.value.bin);
  const { inOrder } = useRunsList(listed.runs, state);
  const index = computed(() => inOrder.value.findIndex((one) => one.run.key === run()));
  // A run that falls out of the list, as when its star goes, leaves the place that it had.
  const place = computed<number>((before) => (index.value >= 0 ? index.value : (before ?? -1)));
  const at = (wanted: number): Run | null => (place.value < 0 ? null : (inOrder.value[wanted]?.run ?? null));
  onMounted(() => {
    for (const load of [annotations.load, ...(state.value.bin ? [store.loadBin] : [])]) void load();
  });
  watch(state, (now) => void (usesRecords(now) && records.want()), { immediate: true });
  return {
    ...{ address, campaign, index },
    count: computed(() => inOrder.value.length),
    previous: computed(() => at(place.value - 1)),
    next: computed(() => at(index.value >= 0 ? place.value + 1 : place.value)),
    to: (other) => pageOf(other.run, address.value),
  };
}
