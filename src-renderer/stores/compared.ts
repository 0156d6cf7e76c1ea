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

  /**
   * Where the campaign is compared as it was last; from there itself, as it is compared at first.
   * @param compared the campaign whose comparison is in front; null elsewhere
   */
  function placeOf(campaign: string, compared: string | null): RouteLocationRaw {
    return { name: 'compare', params: { campaign }, query: campaign === compared ? {} : queries.value.get(campaign) };
  }

  return { keep, placeOf };
});
