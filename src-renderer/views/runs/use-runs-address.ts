import { computed } from 'vue';
import type { LocationQueryValue } from 'vue-router';
import { useRoute, useRouter } from 'vue-router';
import type { TableSort } from '../../components/table.ts';
import type { StatusFilter } from './filter.ts';
import { statusFilters } from './filter.ts';

/** Filter, status and sorting of the list of runs, kept in the address. */
export function useRunsAddress() {
  const route = useRoute();
  const router = useRouter();
  const text = (name: string) => firstText(route.query[name]);
  const replace = (part: Record<string, string | undefined>) =>
    void router.replace({ query: { ...route.query, ...part } });

  const filter = computed({
    get: () => text('q'),
    set: (value) => replace({ q: value === '' ? undefined : value }),
  });
  const status = computed<StatusFilter>(() => statusFilters.find((known) => known === text('status')) ?? 'all');
  const sort = computed({
    get: (): TableSort | null => {
      const [key, direction] = text('sort').split('.');
      return key ? { key, direction: direction === 'down' ? 'descending' : 'ascending' } : null;
    },
    set: (value: TableSort | null) => replace({ sort: value ? `${value.key}.${value.direction === 'descending' ? 'down' : 'up'}` : undefined }),
  });

  return {
    filter,
    status,
    sort,
    toStatus: (wanted: StatusFilter) => ({ query: { ...route.query, status: wanted === 'all' ? undefined : wanted } }),
    clear: () => replace({ q: undefined, status: undefined }),
  };
}

function firstText(value: LocationQueryValue | LocationQueryValue[] | undefined): string {
  return (Array.isArray(value) ? value[0] : value) ?? '';
}
