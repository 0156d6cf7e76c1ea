import type { ComputedRef } from 'vue';
import { computed } from 'vue';
import type { RouteLocationRaw } from 'vue-router';
import { useRoute, useRouter } from 'vue-router';
import type { RunsState } from './address-state.ts';
import { queryFromState, stateFromQuery } from './address-state.ts';

/** The state of the list of runs as the address has it, and how to change it. */
export interface RunsAddress {
  state: ComputedRef<RunsState>;
  /** A step of its own in the history of the window, so that Back undoes it. */
  change(part: Partial<RunsState>): void;
  /** The same without a step, for what moves often. */
  follow(part: Partial<RunsState>): void;
  /** Where a link to the state with other parts leads. */
  to(part: Partial<RunsState>): RouteLocationRaw;
}

/** Filters, sorting, grouping and columns of the list of runs, kept in the address. */
export function useRunsAddress(): RunsAddress {
  const route = useRoute();
  const router = useRouter();
  const state = computed(() => stateFromQuery(route.query));
  const to = (part: Partial<RunsState>) => ({ path: route.path, query: queryFromState({ ...state.value, ...part }) });
  return {
    state,
    to,
    change: (part) => void router.push(to(part)),
    follow: (part) => void router.replace(to(part)),
  };
}
