import { canonicalJson } from '../../../shared/domain/canonical-json.ts';
import type { FigureMarks } from '../../../shared/domain/figure-view.ts';
import { plainDrawing, type ReportPart } from '../../../shared/domain/report-document.ts';
import { placeBlocks, type AddedFigure, type ReportBlock } from '../../../shared/domain/report-layout.ts';
import type { RunFilter } from '../../../shared/domain/run-filter.ts';
import type { FigureTable } from '../../../shared/domain/table.ts';
import type { ChartOptions } from '../../../shared/figures/define-figure.ts';
import { findFigure } from '../../../shared/figures/list.ts';
import { seriesOf } from './read-out.ts';

/** A figure that Compare shows, on its way into a report. */
export interface WantedFigure {
  table: FigureTable;
  /** As it is drawn; what changes nothing in this figure is left out of the report. */
  marks: FigureMarks;
  where: readonly RunFilter[];
  bands: boolean;
}

/**
 * The blocks of a report with figures in it, and which of its blocks came by it: one that is a part of the report already,
 * or was added before, is shown where it stands, any other stands at the end, two new ones side by side.
 * @param parts all that the report can hold, as its preview has them
 */
export function withFigures(stored: readonly ReportBlock[], parts: readonly ReportPart[], wanted: readonly WantedFigure[]): { blocks: ReportBlock[]; came: string[]; known: string[] } {
  let blocks = placeBlocks(stored, parts.map(({ id }) => id));
  const [came, known, anew]: [string[], string[], string[]] = [[], [], []];
  for (const one of wanted) {
    const view = shownMarks(one.table, one.marks);
    const figure = { figure: one.table.figure, ...(one.where.length > 0 && { where: one.where.map((filter) => ({ ...filter })) }), ...(Object.keys(view).length > 0 && { view }) };
    const at = blocks.findIndex((block) => isSame(block, figure, parts, one.table));
    const there = blocks[at];
    if (there === undefined) {
      const block: AddedFigure = { kind: 'figure', id: freeId(blocks), shown: true, ...figure, ...(!one.bands && { drawing: { ...plainDrawing, bands: false } }) };
      blocks = [...blocks, block];
      came.push(block.id);
      anew.push(block.id);
    } else if (there.shown) known.push(there.id);
    else {
      blocks = blocks.map((block) => (block === there ? { ...there, shown: true } : block));
      came.push(there.id);
    }
  }
  const [first] = anew;
  if (anew.length === 2) blocks = blocks.map((block) => (block.id === first && block.kind === 'figure' ? { ...block, beside: true } : block));
  return { blocks, came, known };
}

/** What of the marks is seen in the figure: a logarithmic axis that it cannot have, or a pin where it has no place, is not. */
export function shownMarks(table: FigureTable, marks: FigureMarks): FigureMarks {
  const series = seriesOf(table).map((one) => one.series);
  const hidden = series.filter((one) => marks.hidden?.includes(one));
  const candidates = Object.entries({ ...marks, hidden }).filter(([, value]) => value !== null && value !== false && value !== undefined && !(Array.isArray(value) && value.length === 0));
  const plain = drawn(table, {});
  return Object.fromEntries(candidates.filter(([key, value]) => key === 'baseline' ? series.includes(String(value)) : drawn(table, { [key]: value }) !== plain));
}

function isSame(block: ReportBlock, figure: Pick<AddedFigure, 'figure' | 'where' | 'view'>, parts: readonly ReportPart[], table: FigureTable): boolean {
  if (block.kind === 'figure') return canonicalJson(identity(block)) === canonicalJson(identity(figure));
  if (block.kind !== 'part' || figure.view !== undefined) return false;
  const node = parts.find(({ id }) => id === block.id)?.nodes.find(({ kind }) => kind === 'figure');
  return node?.kind === 'figure' && node.table.figure === table.figure && canonicalJson(node.table.rows) === canonicalJson(table.rows);
}

function identity({ figure, where = [], view = {} }: Pick<AddedFigure, 'figure' | 'where' | 'view'>) {
  return { figure, where: [...where].sort((a, b) => (a.path < b.path ? -1 : 1)), view };
}

function drawn(table: FigureTable, options: ChartOptions): string {
  const chart = findFigure(table.figure)?.chart(table, 'print', options);
  return chart === undefined ? '' : JSON.stringify([chart.data, chart.options]);
}

function freeId(blocks: readonly ReportBlock[]): string {
  let number = 1;
  while (blocks.some(({ id }) => id === `added ${number}`)) number++;
  return `added ${number}`;
}
