import type { ComputedRef, Ref, ShallowRef } from 'vue';
import { onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { Api } from '../../api.ts';
import type { Run } from '../../../shared/domain/run.ts';
import type { FigureTable } from '../../../shared/domain/table.ts';
import type { Uniqueness } from '../../../shared/domain/uniqueness.ts';
import type { PairReading } from '../compare/read-out.ts';
import { pairReadings } from '../compare/read-out.ts';

/** What the preview of a report shows; old parts stay while new ones are on their way. */
export interface Report {
  /** Figures as the file will draw them, in its order; null before they arrive. */
  tables: ShallowRef<readonly FigureTable[] | null>;
  /** Differences in the number of the first figure. */
  pairs: ShallowRef<readonly PairReading[]>;
  runs: ShallowRef<readonly Run[]>;
  /** Runs whose starts were checked. */
  checks: ShallowRef<readonly { run: Run; check: Uniqueness }[]>;
  /** Runs that the report would check besides, and how long that takes. */
  unchecked: ShallowRef<{ runs: string[]; estimateSeconds: number | null }>;
  loading: Ref<boolean>;
  error: ShallowRef<unknown>;
  load(): Promise<void>;
}

/** Pause after a run or a check has ended before the report is asked for again, in milliseconds. */
const settleDelay = 800;

/** Loads what the report of a campaign draws, again whenever its runs or their checks change. */
export function useReport({ client, transport }: Api, campaign: ComputedRef<string>): Report {
  const tables = shallowRef<readonly FigureTable[] | null>(null);
  const pairs = shallowRef<readonly PairReading[]>([]);
  const runs = shallowRef<readonly Run[]>([]);
  const checks = shallowRef<readonly { run: Run; check: Uniqueness }[]>([]);
  const unchecked = shallowRef<{ runs: string[]; estimateSeconds: number | null }>({ runs: [], estimateSeconds: null });
  const loading = ref(false);
  const error = shallowRef<unknown>(null);
  let latest = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function load() {
    const mine = ++latest;
    const source = { campaign: campaign.value };
    loading.value = true;
    try {
      const [{ figures }, listed, checked, open] = await Promise.all([
        client.reports.preview({ source }),
        client.runs.list(source),
        client.audits.checked({ source }),
        client.audits.unchecked({ source }),
      ]);
      if (mine !== latest) return;
      tables.value = figures.map(({ table }) => table);
      const [first] = figures;
      pairs.value = first?.differences ? pairReadings(first.differences) : [];
      runs.value = listed.runs;
      checks.value = checked.checks;
      unchecked.value = open;
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

  watch(campaign, () => void load(), { immediate: true });
  const stop = [
    transport.subscribe('runs.changed', later),
    transport.subscribe('campaigns.changed', later),
    transport.subscribe('audits.progress', ({ kind, ended }) => {
      if (kind === 'uniqueness' && ended) later();
    }),
  ];
  onScopeDispose(() => {
    clearTimeout(timer);
    for (const end of stop) end();
  });
  return { tables, pairs, runs, checks, unchecked, loading, error, load };
}
