import type { ComputedRef } from 'vue';
import { computed, onMounted, watch } from 'vue';
import type { LocationQuery, RouteLocationRaw } from 'vue-router';
import { useRoute, useRouter } from 'vue-router';
import type { Run } from '../../../shared/domain/run.ts';
import { useAnnotations } from '../../stores/annotations.ts';
import { useRunRecords } from '../../stores/run-records.ts';
import { useRuns } from '../../stores/runs.ts';
import { stateFromQuery } from './address-state.ts';
import { usesRecords } from './fields.ts';
import { useListedRuns } from './use-listed-runs.ts';
import { useRunsList } from './use-runs-list.ts';

/** The list that a run's page was opened from, and where the run stands in it. */
export interface OpenedList {
  /** Where the list is. */
  address: ComputedRef<string>;
  /** Place of the run, from 0; -1 where it is in the list no more. */
  index: ComputedRef<number>;
  count: ComputedRef<number>;
  previous: ComputedRef<Run | null>;
  next: ComputedRef<Run | null>;
  /** Where the page of another run of the same list is. */
  to(run: Run): RouteLocationRaw;
}

/**
 * The address of a run's page that remembers the list it is opened from: filters, order and groups with it.
 * @param run key or prefix
 * @param list full path of the list, as in `/runs?where=share~is~0.05`
 */
export function pageOf(run: string, list: string): RouteLocationRaw {
  return { name: 'run', params: { run }, query: list === wholeList ? {} : { list } };
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
  const campaign = () => (list.value.name === 'campaign-runs' ? String(list.value.params.campaign) : null);
  const listed = useListedRuns(campaign, () => state.value.bin);
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
    address,
    index,
    count: computed(() => inOrder.value.length),
    previous: computed(() => at(place.value - 1)),
    next: computed(() => at(index.value >= 0 ? place.value + 1 : place.value)),
    to: (other) => pageOf(other.run, address.value),
  };
}

const wholeList = '/runs';

function listOf({ list }: LocationQuery): string {
  const path = Array.isArray(list) ? list[0] : list;
  return path && /^\/(runs|campaigns\/[^/]+\/runs)(\?|$)/.test(path) ? path : wholeList;
}
