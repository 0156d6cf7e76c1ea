import type { LocationQuery, RouteLocationNormalizedLoaded, RouteLocationRaw, Router } from 'vue-router';

/** The list of every run of the library. */
export const wholeList = '/runs';

/**
 * The address of a run's page that remembers the list it is opened from: filters, order and groups with it.
 * @param run key or prefix
 * @param list full path of the list, as in `/runs?where=share~is~0.05`
 */
export function pageOf(run: string, list: string): RouteLocationRaw {
  return { name: 'run', params: { run }, query: list === wholeList ? {} : { list } };
}

/** The list that the address of a run's page names; that of every run where it names none. */
export function listOf({ list }: LocationQuery): string {
  const path = Array.isArray(list) ? list[0] : list;
  return path && /^\/(runs|campaigns\/[^/]+\/runs)(\?|$)/.test(path) ? path : wholeList;
}

/** The campaign from whose list the page of a run was opened; null for other lists and other pages. */
export function campaignOpenedFrom(route: RouteLocationNormalizedLoaded, router: Router): string | null {
  if (route.name !== 'run') return null;
  const { name, params } = router.resolve(listOf(route.query));
  return name === 'campaign-runs' ? String(params.campaign) : null;
}
