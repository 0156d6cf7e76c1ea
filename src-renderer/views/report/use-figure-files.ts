import type { Ref, ShallowRef } from 'vue';
import { onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { Api } from '../../api.ts';
import type { DrawnFigure } from '../../../shared/contract/reports.ts';
import type { FigureTable } from '../../../shared/domain/table.ts';
import type { FigureFormat } from '../../formatting/export-formats.ts';

/** What the files of a figure measure, made as they are saved. */
export interface FigureFiles {
  /** Rows of its table; null before that is known. */
  rows: Ref<number | null>;
  bytes: ShallowRef<ReadonlyMap<FigureFormat, number>>;
  /** What is said is of the figure before the latest change. */
  measuring: Ref<boolean>;
}

/** A figure of a campaign as it is saved. */
type Drawn = Pick<DrawnFigure, 'figure' | 'source' | 'options'> & { view: Partial<DrawnFigure['view']> };

/** Pause after a change before files are measured, in milliseconds. */
const settleDelay = 300;

/** Measures the files of a figure again whenever it is drawn otherwise, or `table` is another one. */
export function useFigureFiles({ client }: Pick<Api, 'client'>, drawn: () => Drawn, table: () => FigureTable): FigureFiles {
  const rows = ref<number | null>(null);
  const bytes = shallowRef<ReadonlyMap<FigureFormat, number>>(new Map());
  const measuring = ref(true);
  let latest = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function measure() {
    const mine = ++latest;
    try {
      const answer = await client.reports.figureFiles(drawn());
      if (mine !== latest) return;
      rows.value = answer.rows;
      bytes.value = new Map(answer.files.map((file) => [file.format, file.bytes]));
      measuring.value = false;
    } catch {
      // Saving tells what is wrong; a size that may be wrong is not told.
      if (mine === latest) forget();
    }
  }

  function forget() {
    rows.value = null;
    bytes.value = new Map();
  }

  function later() {
    latest++;
    measuring.value = true;
    clearTimeout(timer);
    timer = setTimeout(() => void measure(), settleDelay);
  }

  watch(() => drawn().figure, forget);
  watch([() => JSON.stringify(drawn()), table], later, { immediate: true });
  onScopeDispose(() => {
    latest++;
    clearTimeout(timer);
  });
  return { rows, bytes, measuring };
}
