import type { ComponentDescription } from '../../../shared/domain/component.ts';
import type { ComputedRef, Ref, ShallowRef } from 'vue';
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { Api } from '../../api.ts';
import type { FigureSource } from '../../../shared/contract/figures.ts';
import { passes } from '../../../shared/domain/run-filter.ts';
import type { Run } from '../../../shared/domain/run.ts';
import { unpackRuns } from '../../../shared/domain/run-columns.ts';
import type { FigureTable } from '../../../shared/domain/table.ts';
import { isMeasured } from '../../../shared/figures/is-measured.ts';
import type { OfferedAxis } from './offered-figures.ts';
import type { PairReading } from './read-out.ts';
import { axesFor, figureBeside, kindOf, offeredAxes, offeredAxisOf } from './offered-figures.ts';
import { pairReadings } from './read-out.ts';
import { runsNamed } from './runs-named.ts';
import { readAnew } from '../../stores/read-anew.ts';

/** What Compare shows of its runs. Old tables stay while new ones of the same runs are on their way; those of other runs never do. */
export interface Comparison {
  /** The figure in front, and the one beside it; the latter is null where it has no measured row. */
  main: ComputedRef<FigureTable | null>;
  beside: ComputedRef<FigureTable | null>;
  pairs: ComputedRef<readonly PairReading[]>;
  /** Axes along which the runs can be drawn. */
  axes: ComputedRef<readonly OfferedAxis[]>;
  /** Those that pass the filters, and all of them. */
  runs: ComputedRef<readonly Run[]>;
  allRuns: ComputedRef<readonly Run[]>;
  /** Why the figure in front has nothing to draw. */
  emptyWords: ComputedRef<string>;
  loading: Ref<boolean>;
  error: ShallowRef<unknown>;
  load(): Promise<void>;
}

interface Figures {
  tables: Record<string, FigureTable>;
  pairs: Record<string, readonly PairReading[]>;
}

interface Loaded extends Figures {
  /** What all of it belongs to, as JSON, and the filters that its tables went through, as JSON. */
  source: string;
  where: string;
  runs: readonly Run[];
  /** The table that was in front last: it stays until the next one is there. */
  shown: FigureTable | null;
}

/** Pause after a run has ended before the tables are asked for again, in milliseconds. */
const settleDelay = 800;

const nothing: Loaded = { source: '', where: '', runs: [], tables: {}, pairs: {}, shown: null };

/**
 * Loads the runs and the tables of the figures that they can be drawn in, those in front first, again whenever runs or
 * filters change.
 * @param components name the settings that vary
 */
export function useComparison(
  api: Api,
  source: ComputedRef<FigureSource | null>,
  front: ComputedRef<string>,
  components: () => readonly ComponentDescription[] = () => [],
): Comparison {
  const loaded = shallowRef(nothing);
  const where = computed(() => source.value?.where ?? []);
  const whereKey = computed(() => JSON.stringify(where.value));
  const key = computed(() => JSON.stringify({ ...source.value, where: [] }));
  const own = computed(() => (loaded.value.source === key.value ? loaded.value : nothing));
  const runs = computed(() => (where.value.length === 0 ? own.value.runs : own.value.runs.filter(({ config }) => passes(config, where.value))));
  const tableOf = (figure: string) => own.value.tables[figure] ?? null;
  const loading = ref(false);
  const error = shallowRef<unknown>(null);
  const axes = computed(() => axesFor(runs.value.map(({ config }) => config), components()));
  /** Runs may have changed, so that nothing that was loaded counts any more. */
  let isStale = false;
  let latest = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function read() {
    const [wanted, wantedKey, wantedWhere, inFront] = [source.value, key.value, whereKey.value, front.value];
    const mine = ++latest;
    error.value = null;
    loading.value = wanted !== null;
    if (wanted === null) return;
    const isAnew = isStale || own.value === nothing;
    try {
      const [first, listed] = await Promise.all([
        loadFigures(api, wanted, figuresTogether(inFront)),
        isAnew ? loadRuns(api, wanted) : own.value.runs,
      ]);
      if (mine !== latest) return;
      isStale = false;
      const figures = isAnew || own.value.where !== wantedWhere ? first : merged(own.value, first);
      loaded.value = { ...figures, source: wantedKey, where: wantedWhere, runs: listed, shown: figures.tables[inFront] ?? own.value.shown };
      // Of other settings, of which there may be many, those that are asked for are read.
      for (const axis of axes.value.filter((one) => offeredAxes.includes(one))) {
        const more = axis.figures.map(({ figure }) => figure).filter((figure) => tableOf(figure) === null);
        if (more.length === 0) continue;
        const next = await loadFigures(api, wanted, more);
        if (mine !== latest) return;
        loaded.value = { ...loaded.value, ...merged(loaded.value, next) };
      }
    } catch (thrown) {
      if (mine === latest) error.value = thrown;
    } finally {
      if (mine === latest) loading.value = false;
    }
  }

  function reload() {
    isStale = true;
    return read();
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(() => void reload(), settleDelay);
  }

  // Runs and figure change together where an address is remembered: one watcher, or one reading undoes the other.
  watch([key, whereKey, front], () => {
    const table = tableOf(front.value);
    if (table === null || isStale || own.value.where !== whereKey.value) void read();
    else loaded.value = { ...loaded.value, shown: table };
  }, { immediate: true });
  readAnew(api.transport, reload);
  const stop = [api.transport.subscribe('runs.changed', later), api.transport.subscribe('campaigns.changed', later)];
  onScopeDispose(() => {
    clearTimeout(timer);
    for (const end of stop) end();
  });

  const main = computed(() => tableOf(front.value) ?? own.value.shown);
  return {
    main,
    beside: computed(() => {
      const other = main.value && figureBeside(main.value.figure);
      const table = other === null ? null : tableOf(other);
      return isMeasured(table) ? table : null;
    }),
    pairs: computed(() => (main.value === null ? [] : (own.value.pairs[main.value.figure] ?? []))),
    axes,
    runs,
    allRuns: computed(() => own.value.runs),
    emptyWords: computed(() => {
      const noneEnded = kindOf(front.value).kind === 'lines' && !runs.value.some(({ status }) => status === 'done');
      const whose = source.value !== null && 'campaign' in source.value ? 'this campaign' : 'these';
      return noneEnded ? `No run of ${whose} has ended yet; lines appear here one run at a time.` : (main.value?.notes.join(' ') ?? '');
    }),
    loading,
    error,
    load: reload,
  };
}

/** The figures that are loaded at once with the one in front: all along its axis, or itself alone. */
function figuresTogether(front: string): string[] {
  return kindOf(front).kind === 'lines' ? offeredAxisOf(front).figures.map(({ figure }) => figure) : [front];
}

function merged(before: Figures, more: Figures): Figures {
  return { tables: { ...before.tables, ...more.tables }, pairs: { ...before.pairs, ...more.pairs } };
}

async function loadFigures(api: Api, source: FigureSource, figures: readonly string[]): Promise<Figures> {
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
