import type { ComputedRef, Ref, ShallowRef } from 'vue';
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { Api } from '../../api.ts';
import type { FigureSource } from '../../../shared/contract/figures.ts';
import type { Run } from '../../../shared/domain/run.ts';
import type { FigureTable } from '../../../shared/domain/table.ts';
import type { PairReading } from './read-out.ts';
import { isMeasured, pairReadings } from './read-out.ts';

/** Figures whose x axis is the share of malicious users, in the order in which they are offered. */
export const shareFigures = ['rmse-by-share', 'target-mean-by-share'] as const;

/** What Compare shows of its runs; old tables stay while new ones are on their way. */
export interface Comparison {
  /** The figure in front, and the one beside it; the latter is null where it has no measured row. */
  main: ComputedRef<FigureTable | null>;
  beside: ComputedRef<FigureTable | null>;
  pairs: ComputedRef<readonly PairReading[]>;
  runs: ShallowRef<readonly Run[]>;
  loading: Ref<boolean>;
  error: ShallowRef<unknown>;
  load(): Promise<void>;
}

interface Loaded {
  tables: Record<string, FigureTable>;
  pairs: Record<string, readonly PairReading[]>;
}

/** Pause after a run has ended before the tables are asked for again, in milliseconds. */
const settleDelay = 800;

/** Loads the tables of both figures and the runs behind them, again whenever runs change. */
export function useComparison(api: Api, source: ComputedRef<FigureSource | null>, front: ComputedRef<string>): Comparison {
  const loaded = shallowRef<Loaded>({ tables: {}, pairs: {} });
  const runs = shallowRef<readonly Run[]>([]);
  const loading = ref(false);
  const error = shallowRef<unknown>(null);
  let latest = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function load() {
    const wanted = source.value;
    const mine = ++latest;
    if (wanted === null) return;
    loading.value = true;
    try {
      const [entries, listed] = await Promise.all([
        Promise.all(shareFigures.map((figure) => loadFigure(api, wanted, figure))),
        loadRuns(api, wanted),
      ]);
      if (mine !== latest) return;
      loaded.value = {
        tables: Object.fromEntries(entries.map(({ figure, table }) => [figure, table])),
        pairs: Object.fromEntries(entries.map(({ figure, pairs }) => [figure, pairs])),
      };
      runs.value = listed;
      error.value = null;
    } catch (thrown) {
      if (mine === latest) error.value = thrown;
    } finally {
      if (mine === latest) loading.value = false;
    }
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(() => void load(), settleDelay);
  }

  watch(() => JSON.stringify(source.value), () => void load(), { immediate: true });
  const stop = [api.transport.subscribe('runs.changed', later), api.transport.subscribe('campaigns.changed', later)];
  onScopeDispose(() => {
    clearTimeout(timer);
    for (const end of stop) end();
  });

  const other = computed(() => shareFigures.find((figure) => figure !== front.value) ?? shareFigures[0]);
  const tableOf = (figure: string) => loaded.value.tables[figure] ?? null;
  return {
    main: computed(() => tableOf(front.value)),
    beside: computed(() => (isMeasured(tableOf(other.value)) ? tableOf(other.value) : null)),
    pairs: computed(() => loaded.value.pairs[front.value] ?? []),
    runs,
    loading,
    error,
    load,
  };
}

async function loadFigure({ client }: Api, source: FigureSource, figure: string) {
  const [table, differences] = await Promise.all([
    client.figures.table({ figure, source }),
    client.figures.differences({ figure, source }),
  ]);
  return { figure, table, pairs: pairReadings(differences) };
}

async function loadRuns({ client }: Api, source: FigureSource): Promise<Run[]> {
  if ('campaign' in source) return (await client.runs.list({ campaign: source.campaign })).runs;
  const { runs } = await client.runs.list({});
  return runs.filter(({ key }) => source.runs.some((reference) => key.startsWith(reference)));
}
