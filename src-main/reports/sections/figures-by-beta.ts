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
export function* figuresByBeta(input: FigureInput): Generator<{ figure: FigureDefinition; table: FigureTable }, void> {
  for (const { label, input: panel } of panelsByObjective(input)) {
    if (!variesAlong(betaAxis, panel.runs.map(({ run }) => run.config))) continue;
    for (const figure of [pByBeta, rmseByBeta, targetMeanByBeta]) {
      const table = titled(figure.table(panel), label);
      if (table.rows.some((row) => row[drawnKeys(table).y] !== null)) yield { figure, table };
    }
  }
}

function titled(table: FigureTable, label: string): FigureTable {
  return label === '' ? table : { ...table, title: `${table.title}, ${label}` };
}
