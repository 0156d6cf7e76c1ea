import type { ComputedRef, Ref, ShallowRef } from 'vue';
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { Api } from '../../api.ts';
import type { FigureSource } from '../../../shared/contract/figures.ts';
import type { Run } from '../../../shared/domain/run.ts';
import type { FigureTable } from '../../../shared/domain/table.ts';
import type { OfferedAxis } from './offered-figures.ts';
import type { PairReading } from './read-out.ts';
import { axesFor, figureBeside, offeredAxisOf } from './offered-figures.ts';
import { isMeasured, pairReadings } from './read-out.ts';

/** What Compare shows of its runs; old tables stay while new ones are on their way. */
export interface Comparison {
  /** The figure in front, and the one beside it; the latter is null where it has no measured row. */
  main: ComputedRef<FigureTable | null>;
  beside: ComputedRef<FigureTable | null>;
  pairs: ComputedRef<readonly PairReading[]>;
  /** Axes along which the runs can be drawn. */
  axes: ComputedRef<readonly OfferedAxis[]>;
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

/** Loads the runs and the tables of the figures that they can be drawn in, those in front first, again whenever runs change. */
export function useComparison(api: Api, source: ComputedRef<FigureSource | null>, front: ComputedRef<string>): Comparison {
  const loaded = shallowRef<Loaded>({ tables: {}, pairs: {} });
  const runs = shallowRef<readonly Run[]>([]);
  const loading = ref(false);
  const error = shallowRef<unknown>(null);
  const axes = computed(() => axesFor(runs.value.map(({ config }) => config)));
  let latest = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function load() {
    const wanted = source.value;
    const mine = ++latest;
    if (wanted === null) return;
    loading.value = true;
    try {
      const inFront = offeredAxisOf(front.value);
      const [first, listed] = await Promise.all([loadAxis(api, wanted, inFront), loadRuns(api, wanted)]);
      if (mine !== latest) return;
      loaded.value = first;
      runs.value = listed;
      error.value = null;
      for (const axis of axes.value.filter((one) => one !== inFront)) {
        const more = await loadAxis(api, wanted, axis);
        if (mine !== latest) return;
        loaded.value = { tables: { ...loaded.value.tables, ...more.tables }, pairs: { ...loaded.value.pairs, ...more.pairs } };
      }
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
  watch(front, () => tableOf(front.value) === null && void load());
  const stop = [api.transport.subscribe('runs.changed', later), api.transport.subscribe('campaigns.changed', later)];
  onScopeDispose(() => {
    clearTimeout(timer);
    for (const end of stop) end();
  });

  const other = computed(() => figureBeside(front.value));
  const tableOf = (figure: string) => loaded.value.tables[figure] ?? null;
  return {
    main: computed(() => tableOf(front.value)),
    beside: computed(() => (isMeasured(tableOf(other.value)) ? tableOf(other.value) : null)),
    pairs: computed(() => loaded.value.pairs[front.value] ?? []),
    axes,
    runs,
    loading,
    error,
    load,
  };
}

async function loadAxis(api: Api, source: FigureSource, { figures }: OfferedAxis): Promise<Loaded> {
  const entries = await Promise.all(figures.map(({ figure }) => loadFigure(api, source, figure)));
  return {
    tables: Object.fromEntries(entries.map(({ figure, table }) => [figure, table])),
    pairs: Object.fromEntries(entries.map(({ figure, pairs }) => [figure, pairs])),
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
