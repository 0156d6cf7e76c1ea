import type { FigureTable } from '../../../shared/domain/table.ts';
import type { FigureInput } from '../../../shared/figures/figure-run.ts';
import type { ReportFigure } from './report-figure.ts';
import { shareAxis } from '../../../shared/figures/axis.ts';
import { differenceTable } from '../../../shared/figures/difference-table.ts';
import { rmseByShare } from '../../../shared/figures/rmse-by-share.ts';
import { targetMeanByShare } from '../../../shared/figures/target-mean-by-share.ts';
import { figuresAlong } from './figures-along.ts';
import { figuresByBeta } from './figures-by-beta.ts';
import { figuresOfEffort } from './figures-of-effort.ts';

/** Figures that a report draws, in its order: by share, by β where an objective has more than one, by what else varies where neither does, and what an effect costs. */
export function* reportFigures(input: FigureInput): Generator<ReportFigure, void> {
  yield { figure: rmseByShare, table: rmseByShare.table(input) };
  const target = targetMeanByShare.table(input);
  if (target.rows.some((row) => row.mean !== null)) yield { figure: targetMeanByShare, table: target };
  yield* figuresByBeta(input);
  yield* figuresAlong(input);
  yield* figuresOfEffort(input);
}

/** Differences between any two series of a figure by share; null for figures along anything else. */
export function reportDifferences(input: FigureInput, { figure }: ReportFigure): FigureTable | null {
  return figure.x === shareAxis.column.key ? differenceTable(input, figure.id) : null;
}
