import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { LocationQuery, RouteLocationNormalizedLoaded, RouteLocationRaw } from 'vue-router';

/** How each campaign was compared last while this window is open: its figure, pin, effect and lines, as its address had them. */
export const useCompared = defineStore('compared', () => {
  const queries = ref(new Map<string, LocationQuery>());

  /** Keeps the address where it is that of a campaign's comparison. */
  function keep({ name, params, query }: Pick<RouteLocationNormalizedLoaded, 'name' | 'params' | 'query'>) {
    if (name === 'compare') queries.value.set(String(params.campaign), query);
  }

  /** Where the campaign is compared as it was last; from there itself, as it is compared at first. */
  function placeOf(campaign: string, { name, params }: Pick<RouteLocationNormalizedLoaded, 'name' | 'params'>): RouteLocationRaw {
    const isThere = name === 'compare' && params.campaign === campaign;
    return { name: 'compare', params: { campaign }, query: isThere ? {} : queries.value.get(campaign) };
  }

  return { keep, placeOf };
});
