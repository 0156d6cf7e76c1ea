import type { ComputedRef, Ref, ShallowRef } from 'vue';
import { onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { Api } from '../../api.ts';
import type { ReportPart } from '../../../shared/domain/report-document.ts';
import { readAnew } from '../../stores/read-anew.ts';

/** What the preview of a report shows; old parts stay while new ones are on their way. */
export interface Report {
  /** All that the report can hold, as the file has it; null before it arrives. */
  parts: ShallowRef<readonly ReportPart[] | null>;
  /** Data, number of runs, when the last of them ended. */
  source: Ref<string>;
  /** Whether a run has ended. */
  measured: Ref<boolean>;
  /** Runs to bundle: one of each attack, with what it is called. */
  bundles: ShallowRef<readonly { run: string; label: string }[]>;
  /** Runs that the report would check besides, and how long that takes. */
  unchecked: ShallowRef<{ runs: string[]; estimateSeconds: number | null }>;
  loading: Ref<boolean>;
  error: ShallowRef<unknown>;
  load(): Promise<void>;
}

/** Least pause after a run or a check has ended before the report is asked for again, in milliseconds. */
const settleDelay = 800;
/** The report of thousands of runs takes seconds to make: the pause is so many times as long as it took last time. */
const restShare = 4;

/** Loads what the report of a campaign holds, again whenever its runs or their checks change. */
export function useReport({ client, transport }: Api, campaign: ComputedRef<string>): Report {
  const parts = shallowRef<readonly ReportPart[] | null>(null);
  const source = ref('');
  const measured = ref(false);
  const bundles = shallowRef<readonly { run: string; label: string }[]>([]);
  const unchecked = shallowRef<{ runs: string[]; estimateSeconds: number | null }>({ runs: [], estimateSeconds: null });
  const loading = ref(false);
  const error = shallowRef<unknown>(null);
  let latest = 0;
  let took = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function load() {
    const mine = ++latest;
    const of = { campaign: campaign.value };
    loading.value = true;
    const begun = performance.now();
    try {
      const [preview, open] = await Promise.all([client.reports.preview({ source: of }), client.audits.unchecked({ source: of })]);
      if (mine !== latest) return;
      parts.value = preview.parts;
      source.value = preview.source;
      measured.value = preview.measured;
      bundles.value = preview.bundles;
      unchecked.value = open;
      error.value = null;
    } catch (thrown) {
      if (mine === latest) error.value = thrown;
    } finally {
      took = performance.now() - begun;
      if (mine === latest) loading.value = false;
    }
  }

  /** Changes that come while one is waited for are in what is asked for then. */
  function later() {
    timer ??= setTimeout(
      () => {
        timer = undefined;
        void load();
      },
      Math.max(settleDelay, restShare * took),
    );
  }

  watch(campaign, () => void load(), { immediate: true });
  readAnew(transport, load);
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
  return { parts, source, measured, bundles, unchecked, loading, error, load };
}
