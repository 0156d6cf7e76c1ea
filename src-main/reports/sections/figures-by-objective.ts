import type { RunConfig } from '../../../shared/domain/run.ts';
import type { FigureDefinition } from '../../../shared/figures/define-figure.ts';
import type { FigureInput } from '../../../shared/figures/figure-run.ts';
import type { ReportFigure } from './report-figure.ts';
import { drawnKeys } from '../../../shared/figures/drawing/table-lines.ts';
import { panelsByObjective } from '../../../shared/figures/panels.ts';

/**
 * Figures of a report, one panel per objective, named in the title where there are more; those with nothing to draw are
 * left out.
 * @param choose the figures of the runs of one objective, by their configurations
 */
export function* figuresByObjective(
  input: FigureInput,
  choose: (configs: RunConfig[]) => readonly FigureDefinition[],
): Generator<ReportFigure, void> {
  for (const { label, input: panel } of panelsByObjective(input)) {
    for (const figure of choose(panel.runs.map(({ run }) => run.config))) {
      const table = figure.table(panel);
      const title = label === '' ? table.title : `${table.title}, ${label}`;
      if (table.rows.some((row) => row[drawnKeys(table).y] !== null)) yield { figure, table: { ...table, title } };
    }
  }
}
