import type { FigureTable } from '../../../shared/domain/table.ts';
import { configsOf, type FigureInput } from '../../../shared/figures/figure-run.ts';
import { arePurePushes } from '../../../shared/domain/pure-push.ts';
import type { ReportFigure } from './report-figure.ts';
import { shareAxis } from '../../../shared/figures/axis.ts';
import { differenceTable } from '../../../shared/figures/difference-table.ts';
import { rmseByShare } from '../../../shared/figures/rmse-by-share.ts';
import { targetMeanByShare } from '../../../shared/figures/target-mean-by-share.ts';
import { figuresAlong } from './figures-along.ts';
import { figuresByBeta } from './figures-by-beta.ts';
import { figuresOfEffort } from './figures-of-effort.ts';

/** Figures that a report draws, in its order, those of the targets' mean before those of the RMSE where all that is wanted is to move targets: by share, by β where an objective has more than one, by what else varies where neither does, and what an effect costs. */
export function* reportFigures(input: FigureInput): Generator<ReportFigure, void> {
  const rmse = { figure: rmseByShare, table: rmseByShare.table(input) };
  const target = { figure: targetMeanByShare, table: targetMeanByShare.table(input) };
  const measured = target.table.rows.some((row) => row.mean !== null) ? [target] : [];
  yield* arePurePushes(configsOf(input)) ? [...measured, rmse] : [rmse, ...measured];
  yield* figuresByBeta(input);
  yield* figuresAlong(input);
  yield* figuresOfEffort(input);
}

/** Differences between any two series of a figure by share; null for figures along anything else. */
export function reportDifferences(input: FigureInput, { figure }: ReportFigure): FigureTable | null {
  return figure.x === shareAxis.column.key ? differenceTable(input, figure.id) : null;
}
