import { ref, toRaw } from 'vue';
import type { Api } from '../../api.ts';
import { canonicalJson } from '../../../shared/domain/canonical-json.ts';
import type { ReportPart } from '../../../shared/domain/report-document.ts';
import { placeBlocks, type ReportBlock } from '../../../shared/domain/report-layout.ts';
import type { FigureSource } from '../../../shared/contract/figures.ts';
import type { FigureTable } from '../../../shared/domain/table.ts';
import { useReportChanges } from '../../stores/report-changes.ts';
import { useToasts } from '../../stores/toasts.ts';
import { withFigures, type WantedFigure } from './added-figures.ts';
import type { CompareState } from './address-state.ts';
import { fileView } from './use-compare-files.ts';

/** Puts the figures that Compare shows into the report of its campaign, as they are shown. */
export function useAddToReport({ client }: Pick<Api, 'client'>, source: () => FigureSource | null, state: () => CompareState, tables: () => readonly FigureTable[]) {
  const toasts = useToasts();
  const { tell } = useReportChanges();
  const adding = ref(false);

  async function add() {
    const of = source();
    if (of === null || !('campaign' in of)) return;
    const { campaign } = of;
    const wanted = tables().map((table) => wantedOf(toRaw(table), state()));
    adding.value = true;
    try {
      const [{ blocks: before }, { parts }] = await Promise.all([client.reports.layout({ campaign }), client.reports.preview({ source: { campaign } })]);
      const { blocks, came, known } = withFigures(before, parts, wanted);
      const link = (block: string) => ({ label: 'Open report', to: { name: 'report', params: { campaign }, query: { block } } });
      if (came.length === 0) {
        toasts.show(known.length > 1 ? 'Both figures are in the report already.' : 'The figure is in the report already.', null, 'plain', link(known[0]));
        return;
      }
      await client.reports.setLayout({ campaign, blocks });
      toasts.show(addedWords(came.length, known.length), () => takeBack(campaign, before, came, parts), 'plain', link(came[0]));
    } catch (error) {
      toasts.fail(error);
    } finally {
      adding.value = false;
    }
  }

  /** What was changed in the report since stays. */
  async function takeBack(campaign: string, before: readonly ReportBlock[], came: readonly string[], parts: readonly ReportPart[]) {
    const { blocks } = await client.reports.layout({ campaign });
    const own = new Map(before.map((block) => [block.id, block]));
    const left = blocks.flatMap((block): ReportBlock[] => {
      if (!came.includes(block.id) || block.kind === 'title') return [block];
      return block.kind === 'figure' && !own.has(block.id) ? [] : [{ ...block, shown: false }];
    });
    await client.reports.setLayout({ campaign, blocks: canBeForgotten(left, before, parts) ? [] : left });
    tell();
  }

  return { add, adding };
}

function addedWords(came: number, known: number): string {
  if (came > 1) return 'Two figures were added to the report.';
  return known > 0 ? 'One figure was added to the report. The other one is in it already.' : 'The figure was added to the report.';
}

/** Nobody had changed the report, and nothing else was changed since. */
function canBeForgotten(blocks: readonly ReportBlock[], before: readonly ReportBlock[], parts: readonly ReportPart[]): boolean {
  return before.length === 0 && canonicalJson(blocks) === canonicalJson(placeBlocks([], parts));
}

function wantedOf(table: FigureTable, state: CompareState): WantedFigure {
  const { bands, ...marks } = fileView(state, table.figure);
  return { table, marks: { ...marks, hidden: [...state.hidden] }, where: state.filters, bands };
}
