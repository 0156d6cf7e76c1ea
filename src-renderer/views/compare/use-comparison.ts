import type { ComputedRef, Ref, ShallowRef } from 'vue';
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { Api } from '../../api.ts';
import type { FigureSource } from '../../../shared/contract/figures.ts';
import type { Run } from '../../../shared/domain/run.ts';
import { unpackRuns } from '../../../shared/domain/run-columns.ts';
import type { FigureTable } from '../../../shared/domain/table.ts';
import type { OfferedAxis } from './offered-figures.ts';
import type { PairReading } from './read-out.ts';
import { axesFor, figureBeside, kindOf, offeredAxisOf } from './offered-figures.ts';
import { isMeasured, pairReadings } from './read-out.ts';
import { runsNamed } from './runs-named.ts';

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
  const shown = shallowRef<FigureTable | null>(null);
  const runs = shallowRef<readonly Run[]>([]);
  const loading = ref(false);
  const error = shallowRef<unknown>(null);
  const axes = computed(() => axesFor(runs.value.map(({ config }) => config)));
  let latest = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** @param anew runs may have changed, so that no table that was loaded counts any more. */
  async function read(anew: boolean) {
    const wanted = source.value;
    const mine = ++latest;
    if (wanted === null) return;
    loading.value = true;
    try {
      const inFront = figuresTogether(front.value);
      const [first, listed] = await Promise.all([loadFigures(api, wanted, inFront), anew ? loadRuns(api, wanted) : runs.value]);
      if (mine !== latest) return;
      loaded.value = anew ? first : merged(loaded.value, first);
      shown.value = tableOf(front.value) ?? shown.value;
      runs.value = listed;
      error.value = null;
      for (const axis of axes.value) {
        const more = axis.figures.map(({ figure }) => figure).filter((figure) => tableOf(figure) === null);
        if (more.length === 0) continue;
        const next = await loadFigures(api, wanted, more);
        if (mine !== latest) return;
        loaded.value = merged(loaded.value, next);
      }
    } catch (thrown) {
      if (mine === latest) error.value = thrown;
    } finally {
      if (mine === latest) loading.value = false;
    }
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(() => void read(true), settleDelay);
  }

  watch(() => JSON.stringify(source.value), () => void read(true), { immediate: true });
  watch(front, () => {
    if (tableOf(front.value) === null) void read(false);
    else shown.value = tableOf(front.value);
  });
  const stop = [api.transport.subscribe('runs.changed', later), api.transport.subscribe('campaigns.changed', later)];
  onScopeDispose(() => {
    clearTimeout(timer);
    for (const end of stop) end();
  });

  const tableOf = (figure: string) => loaded.value.tables[figure] ?? null;
  const main = computed(() => tableOf(front.value) ?? shown.value);
  return {
    main,
    beside: computed(() => {
      const other = main.value && figureBeside(main.value.figure);
      const table = other === null ? null : tableOf(other);
      return isMeasured(table) ? table : null;
    }),
    pairs: computed(() => (main.value === null ? [] : (loaded.value.pairs[main.value.figure] ?? []))),
    axes,
    runs,
    loading,
    error,
    load: () => read(true),
  };
}

/** The figures that are loaded at once with the one in front: all along its axis, or itself alone. */
function figuresTogether(front: string): string[] {
  return kindOf(front).kind === 'lines' ? offeredAxisOf(front).figures.map(({ figure }) => figure) : [front];
}

function merged(before: Loaded, more: Loaded): Loaded {
  return { tables: { ...before.tables, ...more.tables }, pairs: { ...before.pairs, ...more.pairs } };
}

async function loadFigures(api: Api, source: FigureSource, figures: readonly string[]): Promise<Loaded> {
  const entries = await Promise.all(figures.map((figure) => loadFigure(api, source, figure)));
  return {
    tables: Object.fromEntries(entries.map(({ figure, table }) => [figure, table])),
    pairs: Object.fromEntries(entries.map(({ figure, pairs }) => [figure, pairs])),
  };
}

async function loadFigure({ client }: Api, source: FigureSource, figure: string) {
  const [table, differences] = await Promise.all([
    client.figures.table({ figure, source }),
    kindOf(figure).kind === 'lines' ? client.figures.differences({ figure, source }) : null,
  ]);
  return { figure, table, pairs: differences === null ? [] : pairReadings(differences) };
}

async function loadRuns({ client }: Api, source: FigureSource): Promise<Run[]> {
  if ('campaign' in source) return (await client.runs.list({ campaign: source.campaign })).runs;
  const { columns } = await client.runs.columns({});
  return runsNamed(unpackRuns(columns), source.runs);
}
