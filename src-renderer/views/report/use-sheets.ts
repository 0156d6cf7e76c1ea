import type { ComputedRef, Ref, ShallowRef } from 'vue';
import { onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { Api } from '../../api.ts';
import type { ReportBlock } from '../../../shared/domain/report-layout.ts';

/** How the report lies on its sheets, as the file's own code sets it. */
export interface Sheets {
  /** How many; null before that is known. */
  pages: Ref<number | null>;
  /** The sheet from 1 on which each shown block begins, by id. */
  begins: ShallowRef<ReadonlyMap<string, number>>;
  /** What is said is of a report before the latest change. */
  counting: Ref<boolean>;
}

/** Least pause after a change before its sheets are counted, in milliseconds. */
const settleDelay = 500;
/** Counting thousands of runs takes seconds: the pause is so many times as long as it took last time. */
const restShare = 2;

/** Counts the sheets of a campaign's report again whenever its order or what it says changes; `layout` is null while it is on its way. */
export function useSheets({ client }: Pick<Api, 'client'>, campaign: ComputedRef<string>, layout: ComputedRef<readonly ReportBlock[] | null>, parts: ShallowRef<unknown>): Sheets {
  const pages = ref<number | null>(null);
  const begins = shallowRef<ReadonlyMap<string, number>>(new Map());
  const counting = ref(true);
  let latest = 0;
  let took = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function count() {
    const blocks = layout.value;
    if (blocks === null) return;
    const mine = ++latest;
    const begun = performance.now();
    try {
      const answer = await client.reports.pages({ source: { campaign: campaign.value }, layout: [...blocks] });
      if (mine !== latest) return;
      pages.value = answer.pages;
      begins.value = new Map(answer.blocks.map(({ id, page }) => [id, page]));
      counting.value = false;
    } catch {
      // What is wrong is told by the preview, which reads the same; a number that may be wrong is not.
      if (mine === latest) forget();
    } finally {
      took = performance.now() - begun;
    }
  }

  function forget() {
    pages.value = null;
    begins.value = new Map();
  }

  function later() {
    latest++;
    counting.value = true;
    clearTimeout(timer);
    if (layout.value !== null && parts.value !== null) timer = setTimeout(() => void count(), pages.value === null ? 0 : Math.max(settleDelay, restShare * took));
  }

  watch(campaign, forget);
  watch([campaign, layout, parts], later, { immediate: true });
  onScopeDispose(() => {
    latest++;
    clearTimeout(timer);
  });
  return { pages, begins, counting };
}
