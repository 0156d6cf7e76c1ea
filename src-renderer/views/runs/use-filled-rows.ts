import { watchPostEffect } from 'vue';
import type { Run } from '../../../shared/domain/run.ts';
import { statusWord } from '../../formatting/runs.ts';
import { useSettings } from '../../stores/settings.ts';
import type { ListedRun } from '../../runs-list/listed-run.ts';
import type { PlacedColumn } from './placed-columns.ts';
import { fillRow } from './run-cells.ts';

/** What the rows of a list show. */
interface FilledRows {
  /** What holds the rows, which are its elements in order; null before it is there. */
  body: () => HTMLElement | null;
  /** The run of each of them, null for one that shows none, and whether any of it is in sight. */
  runs: () => readonly { listed: ListedRun | null; inSight: boolean }[];
  /** Px that are scrolled away above. */
  top: () => number;
  columns: () => readonly PlacedColumn[];
  selected: () => ReadonlySet<string>;
  /** What the address of a run's page begins with. */
  pageOfRun: string;
  /** How much of a running run is done, in words. */
  shareOf: (run: Run) => string;
  /** Points of a run's convergence; null while they are not known. */
  sparkOf: (run: Run) => string | null;
}

/** Milliseconds until rows that nobody sees are filled: those in sight are painted by then. */
const pause = 50;

/**
 * Fills the rows of runs. Thirty of them change for every key that is typed: so one effect makes and changes their
 * cells by hand, not thirty components by templates, and a row that waits for a run keeps what it showed. Rows beyond
 * the edges wait until those in sight are painted, but not while the list is scrolled.
 */
export function useFilledRows({ body, runs, top, columns, selected, pageOfRun, shareOf, sparkOf }: FilledRows): void {
  const settings = useSettings();
  const fills = new WeakMap<Element, ReturnType<typeof fillRow>>();
  let lastTop = 0;
  watchPostEffect((onCleanup) => {
    const elements = body()?.children;
    if (elements === undefined) return;
    const [placed, chosen, { theme }] = [columns(), selected(), settings];
    const scrolled = top() !== lastTop;
    lastTop = top();
    const later: (() => void)[] = [];
    runs().forEach(({ listed, inSight }, at) => {
      if (listed === null) return;
      const row = elements[at] as HTMLElement;
      const { run } = listed;
      const status = run.status === 'running' ? shareOf(run) : statusWord(run.status);
      const shown = { listed, selected: chosen.has(run.key), theme, page: pageOfRun + run.run, status, spark: sparkOf(run) };
      // A row that never showed a run is left without cells until then, rather than with cells that have no words.
      const show = () => {
        const fill = fills.get(row) ?? fillRow(row);
        fills.set(row, fill);
        fill(placed, shown);
      };
      if (inSight || scrolled) show();
      else later.push(show);
    });
    const timer = window.setTimeout(() => later.forEach((show) => show()), pause);
    onCleanup(() => window.clearTimeout(timer));
  });
}
