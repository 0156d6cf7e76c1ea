import type { ComputedRef } from 'vue';
import { computed } from 'vue';
import type { RouteLocationRaw } from 'vue-router';
import { useRouter } from 'vue-router';
import type { FigureSource } from '../../../shared/contract/figures.ts';
import { useCatalogue } from '../../stores/catalogue.ts';
import { plainState, queryFromState } from '../../runs-list/address-state.ts';
import { conditionsFor } from '../../runs-list/narrowed-to.ts';
import { pageOf } from '../../runs-list/opened-from.ts';
import { axisBehind, runsByPlace } from './runs-at.ts';
import type { Comparison } from './use-comparison.ts';

/** Where the runs behind one number are listed. */
export interface RunLink {
  to: RouteLocationRaw;
  runs: number;
}

/** The runs of a series at a place of the axis behind the figure, those of all its places for null; null where none has ended. */
export type RunLinks = (series: string, x: number | null) => RunLink | null;

/** The way from a number to its runs: the list with conditions that let these alone through, or the page of a single one. */
export function useRunLinks(comparison: Comparison, source: () => FigureSource | null): ComputedRef<RunLinks> {
  const router = useRouter();
  const catalogue = useCatalogue();
  const found = computed(() => comparison.main.value && runsByPlace(comparison.runs.value, axisBehind(comparison.main.value)));

  return computed(() => {
    const known = new Map<string, RunLink | null>();
    const [runsAt, all, from] = [found.value, comparison.allRuns.value, source()];
    const campaign = from !== null && 'campaign' in from ? from.campaign : null;

    function link(series: string, x: number | null): RunLink | null {
      const runs = runsAt?.(series, x) ?? [];
      if (runs.length === 0) return null;
      // Of chosen runs the list is that of the whole library, whose other runs are not known here.
      const conditions = campaign === null ? [{ field: 'run', relation: 'is' as const, values: runs.map(({ run }) => run) }] : conditionsFor(runs, all, catalogue.components);
      const query = queryFromState({ ...plainState, conditions });
      const list: RouteLocationRaw = campaign === null ? { name: 'runs', query } : { name: 'campaign-runs', params: { campaign }, query };
      return { to: runs.length === 1 ? pageOf(runs[0].key, router.resolve(list).fullPath) : list, runs: runs.length };
    }

    return (series, x) => {
      const key = `${series} ${x}`;
      const answer = known.has(key) ? (known.get(key) ?? null) : link(series, x);
      known.set(key, answer);
      return answer;
    };
  });
}
