import type { FigureDefinition } from './define-figure.ts';
import { datasetFigures } from './dataset/list.ts';
import { runFigures } from './run/list.ts';
import { figureAlong } from './figure-along.ts';
import { convergence } from './convergence.ts';
import { rmseByDetectability, targetShiftByDetectability } from './detectability.ts';
import { parallelCoordinates } from './parallel-coordinates.ts';
import { pByBeta } from './p-by-beta.ts';
import { rmseByBeta } from './rmse-by-beta.ts';
import { rmseByShare } from './rmse-by-share.ts';
import { targetMeanByBeta } from './target-mean-by-beta.ts';
import { targetMeanByShare } from './target-mean-by-share.ts';
import { usersByRmse, usersByTargetMean } from './users-by-effect.ts';

/** Every figure but those of {@link figureAlong}, in the order in which they are offered. */
export const figureDefinitions: readonly FigureDefinition[] = [
  rmseByShare,
  targetMeanByShare,
  pByBeta,
  rmseByBeta,
  targetMeanByBeta,
  usersByRmse,
  usersByTargetMean,
  rmseByDetectability,
  targetShiftByDetectability,
  parallelCoordinates,
  convergence,
];

/** What draws the tables of a figure, of runs, of one run or of a data set; undefined when there is none of that id. */
export function findDrawn(id: string): Pick<FigureDefinition, 'id' | 'chart'> | undefined {
  return findFigure(id) ?? [...datasetFigures, ...runFigures].find((figure) => figure.id === id);
}

/** The figure of that id; undefined when there is none. */
export function findFigure(id: string): FigureDefinition | undefined {
  return figureDefinitions.find((figure) => figure.id === id) ?? figureAlong(id);
}
