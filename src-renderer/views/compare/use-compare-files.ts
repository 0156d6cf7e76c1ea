import type { Api } from '../../api.ts';
import type { DrawOptions } from '../../../shared/contract/reports.ts';
import type { FigureSource } from '../../../shared/contract/figures.ts';
import type { FigureView } from '../../../shared/domain/figure-view.ts';
import type { FigureTable } from '../../../shared/domain/table.ts';
import { plural } from '../../formatting/numbers.ts';
import { useToasts } from '../../stores/toasts.ts';
import type { CompareState } from './address-state.ts';
import type { FigureFormat } from '../../formatting/export-formats.ts';
import { tabSeparated } from './table-rows.ts';

/** What leaves Compare: figures as they are drawn, the report, and the table through the clipboard. */
export function useCompareFiles(api: Api, source: () => FigureSource | null, state: () => CompareState) {
  const toasts = useToasts();

  /** The file has the axes, bands, pin, baseline and part that the window shows, and effect and brushes in front; hidden lines are in it. */
  async function save(figure: string, format: FigureFormat, paper: Partial<DrawOptions> = {}) {
    const wanted = source();
    if (wanted === null) return;
    const view = fileView(state(), figure);
    await deliver(() => api.exportFile({ what: 'figure', figure, source: wanted, format, options: paper, view }));
  }

  async function report() {
    const wanted = source();
    if (wanted !== null) await deliver(() => api.exportFile({ what: 'report', source: wanted }));
  }

  async function deliver(make: () => Promise<string | null>) {
    try {
      const name = await make();
      if (name !== null) toasts.saved(name, state().hidden.length > 0 ? ', hidden lines included' : '');
    } catch (error) {
      toasts.fail(error);
    }
  }

  async function copy(table: FigureTable | null) {
    if (table === null) return;
    try {
      await navigator.clipboard.writeText(tabSeparated(table));
      toasts.show(`${plural(table.rows.length, 'row')} copied, every digit.`);
    } catch {
      toasts.show('The clipboard is not available here. Save the table as CSV instead.', null, 'bad');
    }
  }

  return { save, report, copy };
}

/** What a file of the figure in front, or of the one beside it, shares with how the window draws it. */
export function fileView(state: CompareState, figure: string): Omit<FigureView, 'endLabels' | 'title' | 'hidden'> {
  const { logarithmic, logarithmicY, bands, pin, baseline } = state;
  const inFront = figure === state.figure;
  const zoom = inFront ? state.zoom : state.zoomBeside;
  return {
    ...{ logarithmic, logarithmicY, bands, pinned: pin, baseline },
    zoom: zoom && { x: [...zoom.x], y: [...zoom.y] },
    brushes: inFront ? state.brushes.map(({ key, numbers, words }) => ({ key, numbers: numbers && [...numbers], words: [...words] })) : [],
    effect: inFront ? state.effect : null,
  };
}
