import type { ComputedRef } from 'vue';
import { computed, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import type { FigureSource } from '../../../shared/contract/figures.ts';
import { useCompared } from '../../stores/compared.ts';
import type { CompareState } from './address-state.ts';
import { queryFromState, sourceFromQuery, stateFromQuery } from './address-state.ts';

/** The state of Compare as the address has it, and how to change it. */
export interface CompareAddress {
  state: ComputedRef<CompareState>;
  source: ComputedRef<FigureSource | null>;
  /** A step of its own in the history of the window, so that Back undoes it. */
  change(part: Partial<CompareState>): void;
  /** The same without a step, for what moves often. */
  follow(part: Partial<CompareState>): void;
}

/**
 * @param campaign name, or null when the address lists runs.
 * @param first the figure that the runs are first drawn in
 */
export function useCompareAddress(campaign: () => string | null, first: () => string): CompareAddress {
  const route = useRoute();
  const router = useRouter();
  const compared = useCompared();
  watch(() => route.fullPath, () => compared.keep(route), { immediate: true });
  const state = computed(() => stateFromQuery(route.query, first()));
  const source = computed(() => sourceFromQuery(campaign(), route.query));

  function query(part: Partial<CompareState>) {
    const runs = source.value !== null && 'runs' in source.value ? source.value.runs : [];
    return queryFromState({ ...state.value, ...part }, runs, first());
  }

  return {
    state,
    source,
    change: (part) => void router.push({ query: query(part) }),
    follow: (part) => void router.replace({ query: query(part) }),
  };
}
