import { arePurePushes } from '../../../shared/domain/pure-push.ts';
import { configsOf, type FigureInput } from '../../../shared/figures/figure-run.ts';
import type { ReportFigure } from './report-figure.ts';
import { betaAxis, shareAxis, variesAlong } from '../../../shared/figures/axis.ts';
import { figureAlong, idAlong, measuresAlong, settingAxesOf } from '../../../shared/figures/figure-along.ts';
import { figuresByObjective } from './figures-by-objective.ts';

/** RMSE and the targets' rating along the settings that vary where neither share nor β does, one panel per objective. */
export function figuresAlong(input: FigureInput): Generator<ReportFigure, void> {
  return figuresByObjective(input, (configs) => {
    if (variesAlong(shareAxis, configs) || variesAlong(betaAxis, configs)) return [];
    const measures = arePurePushes(configsOf(input)) ? measuresAlong.toReversed() : measuresAlong;
    const ids = settingAxesOf(configs, input.components).flatMap((axis) => measures.map((measure) => idAlong(measure, axis)));
    return ids.map(figureAlong).filter((one) => one !== undefined);
  });
}
