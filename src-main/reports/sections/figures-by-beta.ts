import type { FigureTable } from '../../../shared/domain/table.ts';
import type { FigureDefinition } from '../../../shared/figures/define-figure.ts';
import type { FigureInput } from '../../../shared/figures/figure-run.ts';
import { betaAxis, variesAlong } from '../../../shared/figures/axis.ts';
import { drawnKeys } from '../../../shared/figures/drawing/table-lines.ts';
import { pByBeta } from '../../../shared/figures/p-by-beta.ts';
import { panelsByObjective } from '../../../shared/figures/panels.ts';
import { rmseByBeta } from '../../../shared/figures/rmse-by-beta.ts';
import { targetMeanByBeta } from '../../../shared/figures/target-mean-by-beta.ts';

/** p, RMSE and the targets' rating against β, one panel per objective; none where no objective has more than one β. */
export function figuresByBeta(input: FigureInput): { figure: FigureDefinition; table: FigureTable }[] {
  return panelsByObjective(input)
    .filter((panel) =>
      variesAlong(
        betaAxis,
        panel.input.runs.map(({ run }) => run.config),
      ),
    )
    .flatMap(({ label, input: runs }) =>
      [pByBeta, rmseByBeta, targetMeanByBeta].map((figure) => ({
        figure,
        table: titled(figure.table(runs), label),
      })),
    )
    .filter(({ table }) => table.rows.some((row) => row[drawnKeys(table).y] !== null));
}

function titled(table: FigureTable, label: string): FigureTable {
  return label === '' ? table : { ...table, title: `${table.title}, ${label}` };
}
