import { canonicalJson } from '../../../shared/domain/canonical-json.ts';
import type { FigureMarks } from '../../../shared/domain/figure-view.ts';
import { plainDrawing, type ReportPart } from '../../../shared/domain/report-document.ts';
import { placeBlocks, type AddedFigure, type ReportBlock } from '../../../shared/domain/report-layout.ts';
import type { RunFilter } from '../../../shared/domain/run-filter.ts';
import type { FigureTable } from '../../../shared/domain/table.ts';
import type { ChartOptions } from '../../../shared/figures/define-figure.ts';
import { findFigure } from '../../../shared/figures/list.ts';
import { hasDifferences } from '../../../shared/figures/to-baseline.ts';
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
 * or was added before, is shown where it stands, any other stands behind the report's last figure or table, two new ones side by side.
 * @param parts all that the report can hold, as its preview has them
 */
export function withFigures(stored: readonly ReportBlock[], parts: readonly ReportPart[], wanted: readonly WantedFigure[]): { blocks: ReportBlock[]; came: string[]; known: string[] } {
  let blocks = placeBlocks(stored, parts);
  const [came, known]: [string[], string[]] = [[], []];
  const anew: AddedFigure[] = [];
  for (const one of wanted) {
    const view = shownMarks(one.table, one.marks);
    const figure = { figure: one.table.figure, ...(one.where.length > 0 && { where: one.where.map((filter) => ({ ...filter })) }), ...(Object.keys(view).length > 0 && { view }) };
    const at = blocks.findIndex((block) => isSame(block, figure, parts, one.table));
    const there = blocks[at];
    if (there === undefined) {
      const block: AddedFigure = { kind: 'figure', id: freeId([...blocks, ...anew]), shown: true, ...figure, ...(!one.bands && { drawing: { ...plainDrawing, bands: false } }) };
      came.push(block.id);
      anew.push(block);
    } else if (there.shown) known.push(there.id);
    else {
      blocks = blocks.map((block) => (block === there ? { ...there, shown: true } : block));
      came.push(there.id);
    }
  }
  const [first, second] = anew;
  const place = placeOfNew(blocks, parts);
  return { blocks: [...blocks.slice(0, place), ...(second ? [{ ...first, beside: true }, second] : anew), ...blocks.slice(place)], came, known };
}

/** Behind the last figure or table and the notes below it; at the end of a report without any. */
function placeOfNew(blocks: readonly ReportBlock[], parts: readonly ReportPart[]): number {
  const drawn = new Set(parts.filter(({ kind }) => kind !== 'section').map(({ id }) => id));
  const last = blocks.findLastIndex(({ kind, id }) => kind === 'figure' || drawn.has(id));
  const next = blocks.findIndex(({ kind }, at) => at > last && kind !== 'note');
  return last === -1 || next === -1 ? blocks.length : next;
}

/** What of the marks is seen in the figure: a logarithmic axis that it cannot have, a pin where it has no place, or a baseline without differences is not. */
export function shownMarks(table: FigureTable, marks: FigureMarks): FigureMarks {
  const series = seriesOf(table).map((one) => one.series);
  const hidden = series.filter((one) => marks.hidden?.includes(one));
  const candidates = Object.entries({ ...marks, hidden }).filter(([, value]) => value !== null && value !== false && value !== undefined && !(Array.isArray(value) && value.length === 0));
  const plain = drawn(table, {});
  return Object.fromEntries(candidates.filter(([key, value]) => key === 'baseline' ? hasDifferences(table) && series.includes(String(value)) : drawn(table, { [key]: value }) !== plain));
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
