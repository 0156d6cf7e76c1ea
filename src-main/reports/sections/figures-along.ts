import type { FigureTable } from '../../../shared/domain/table.ts';
import type { FigureDefinition } from '../../../shared/figures/define-figure.ts';
import type { FigureInput } from '../../../shared/figures/figure-run.ts';
import { betaAxis, shareAxis, variesAlong } from '../../../shared/figures/axis.ts';
import { drawnKeys } from '../../../shared/figures/drawing/table-lines.ts';
import { figureAlong, idAlong, measuresAlong, settingAxesOf } from '../../../shared/figures/figure-along.ts';
import { panelsByObjective } from '../../../shared/figures/panels.ts';

/** RMSE and the targets' rating along the settings that vary where neither share nor β does, one panel per objective. */
export function* figuresAlong(input: FigureInput): Generator<{ figure: FigureDefinition; table: FigureTable }, void> {
  for (const { label, input: panel } of panelsByObjective(input)) {
    const configs = panel.runs.map(({ run }) => run.config);
    if (variesAlong(shareAxis, configs) || variesAlong(betaAxis, configs)) continue;
    const ids = settingAxesOf(configs, input.components).flatMap((axis) => measuresAlong.map((measure) => idAlong(measure, axis)));
    for (const figure of ids.map(figureAlong).filter((one) => one !== undefined)) {
      const table = figure.table(panel);
      const title = label === '' ? table.title : `${table.title}, ${label}`;
      if (table.rows.some((row) => row[drawnKeys(table).y] !== null)) yield { figure, table: { ...table, title } };
    }
  }
}
