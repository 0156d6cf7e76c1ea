import { passes } from '../../../shared/domain/run-filter.ts';
import type { ReportPart } from '../../../shared/domain/report-document.ts';
import type { AddedFigure } from '../../../shared/domain/report-layout.ts';
import type { FigureTable } from '../../../shared/domain/table.ts';
import { differenceTable } from '../../../shared/figures/difference-table.ts';
import type { FigureInput } from '../../../shared/figures/figure-run.ts';
import { saidNarrowed } from '../../../shared/figures/filter-words.ts';
import { findFigure } from '../../../shared/figures/list.ts';
import { withBaseline } from '../../../shared/figures/to-baseline.ts';
import { figureNodes, shortTitle } from './figures.ts';
import type { ReportInput } from './report-input.ts';
import { paragraph } from './words.ts';

/** The figures that someone added to a report, in the order of its layout. */
export function addedFigures({ layout }: Pick<ReportInput, 'layout'>): AddedFigure[] {
  return layout.filter((block): block is AddedFigure => block.kind === 'figure');
}

/** An added figure as a part of the report; one that this version does not have says so. */
export function addedPart(block: AddedFigure, input: FigureInput): ReportPart {
  const table = addedTable(block, input);
  if (table === null) return { id: block.id, kind: 'figure', title: block.figure, short: block.figure, nodes: [paragraph(`This version of the lab has no figure ${block.figure}.`)] };
  return { id: block.id, kind: 'figure', title: table.title, short: shortTitle(table), nodes: figureNodes(table) };
}

/** The table of an added figure, with its differences to the baseline that was chosen; null where there is no such figure. */
export function addedTable({ figure, where = [], view = {} }: AddedFigure, input: FigureInput): FigureTable | null {
  const definition = findFigure(figure);
  if (definition === undefined) return null;
  const runs = input.runs.filter(({ run }) => passes(run.config, where));
  const planned = (input.planned ?? []).filter(({ config }) => passes(config, where));
  const narrowed = { ...input, runs, planned, effect: view.effect ?? null };
  const table = saidNarrowed(definition.table(narrowed), where, narrowed);
  return view.baseline == null ? table : withBaseline(table, differenceTable(narrowed, figure, view.baseline), view.baseline);
}
