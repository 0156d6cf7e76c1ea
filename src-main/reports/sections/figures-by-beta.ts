import { arePurePushes } from '../../../shared/domain/pure-push.ts';
import { configsOf, type FigureInput } from '../../../shared/figures/figure-run.ts';
import type { ReportFigure } from './report-figure.ts';
import { betaAxis, variesAlong } from '../../../shared/figures/axis.ts';
import { pByBeta } from '../../../shared/figures/p-by-beta.ts';
import { rmseByBeta } from '../../../shared/figures/rmse-by-beta.ts';
import { targetMeanByBeta } from '../../../shared/figures/target-mean-by-beta.ts';
import { figuresByObjective } from './figures-by-objective.ts';

/** p, RMSE and the targets' rating against β, one panel per objective; none where no objective has more than one β. */
export function figuresByBeta(input: FigureInput): Generator<ReportFigure, void> {
  return figuresByObjective(input, (configs) => {
    if (!variesAlong(betaAxis, configs)) return [];
    return arePurePushes(configsOf(input)) ? [pByBeta, targetMeanByBeta, rmseByBeta] : [pByBeta, rmseByBeta, targetMeanByBeta];
  });
}
